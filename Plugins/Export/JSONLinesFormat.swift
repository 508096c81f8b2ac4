import Minwal

/// A JSON object a line.
enum JSONLinesFormat {
  /// What every record has, unless fields are given; the document's layers follow.
  private static let always: [Field] = [.id, .text, .title, .metadata]

  static func render(
    _ document: Document, _ fields: [Field]?, _ offsets: Offsets, into output: inout ByteBuffer
  ) {
    JSONWriter.append(to: &output) { json in
      json.object { json in
        for field in fields ?? always {
          json.name(field.name)
          if case .layer(let name) = field, let layer = document.layer(named: name) {
            encode(layer, of: document, offsets, into: &json)
          } else {
            field.encode(document, into: &json)
          }
        }
        if fields == nil {
          for layer in document.presentLayers {
            json.name(type(of: layer).name)
            encode(layer, of: document, offsets, into: &json)
          }
        }
      }
      json.endLine()
    }
  }

  private static func encode(
    _ layer: any Layer, of document: Document, _ offsets: Offsets, into json: inout JSONWriter
  ) {
    if offsets != .none, let ranges = Field.ranges(of: document, type(of: layer).name) {
      offsets.encode(ranges, of: document.text, into: &json)
    } else {
      layer.encode(of: document, into: &json)
    }
  }
}
