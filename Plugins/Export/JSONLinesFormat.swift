import Minwal

/// A JSON object a line.
enum JSONLinesFormat {
  /// What every record has, unless fields are given; the document's layers follow.
  private static let always: [Field] = [.id, .text, .title, .metadata]

  static func render(
    _ document: Document, _ fields: [Field]?, _ ranges: RangeFormat, into output: inout ByteBuffer
  ) {
    JSONWriter.append(to: &output) { json in
      json.object { json in
        for field in fields ?? always {
          json.name(field.name)
          encode(field, of: document, ranges, into: &json)
        }
        if fields == nil {
          for layer in document.presentLayers {
            json.name(type(of: layer).name)
            encode(.layer(type(of: layer).name), of: document, ranges, into: &json)
          }
        }
      }
      json.endLine()
    }
  }

  private static func encode(
    _ field: Field, of document: Document, _ ranges: RangeFormat, into json: inout JSONWriter
  ) {
    guard case .layer(let name) = field, ranges.isNeeded else { return field.encode(document, into: &json) }
    if let found = Field.ranges(of: document, name) {
      ranges.encode(found, of: document, into: &json)
    } else if name == TranslationUnits.name, let units = document[TranslationUnits.self] {
      units.encode(into: &json, withOrigins: ranges.tellsSource)
    } else {
      field.encode(document, into: &json)
    }
  }
}
