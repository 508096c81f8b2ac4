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
          encode(field, of: document, offsets, into: &json)
        }
        if fields == nil {
          for layer in document.presentLayers {
            json.name(type(of: layer).name)
            encode(.layer(type(of: layer).name), of: document, offsets, into: &json)
          }
        }
      }
      json.endLine()
    }
  }

  private static func encode(
    _ field: Field, of document: Document, _ offsets: Offsets, into json: inout JSONWriter
  ) {
    if offsets != .none, case .layer(let name) = field, let ranges = Field.ranges(of: document, name) {
      offsets.encode(ranges, of: document.text, into: &json)
    } else {
      field.encode(document, into: &json)
    }
  }
}
