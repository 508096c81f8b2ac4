import Minwal

/// A JSON object a line.
enum JSONLinesFormat {
  /// What every record has, unless fields are given; the document's layers follow.
  private static let always: [Field] = [.id, .text, .title, .metadata]

  static func render(_ document: Document, _ fields: [Field]?, into output: inout ByteBuffer) {
    JSONWriter.append(to: &output) { json in
      json.object { json in
        for field in fields ?? always {
          json.name(field.name)
          field.encode(document, into: &json)
        }
        if fields == nil {
          for layer in document.presentLayers {
            json.name(type(of: layer).name)
            layer.encode(of: document, into: &json)
          }
        }
      }
      json.endLine()
    }
  }
}
