import Minwal

/// A JSON object a line.
enum JSONLinesFormat {
  /// What every record has, unless fields are given; the document's layers follow.
  private static let always: [Field] = [.id, .text, .title, .metadata]

  /// Writes a record of an array: what stands between two, a line break, the record.
  static func renderElement(
    _ document: Document, _ fields: [Field]?, _ ranges: RangeFormat, into output: inout ByteBuffer
  ) {
    output.append(",\n")
    render(document, fields, ranges, into: &output)
    output.truncate(to: output.count - 1)
  }

  static func render(
    _ document: Document, _ fields: [Field]?, _ ranges: RangeFormat, into output: inout ByteBuffer
  ) {
    JSONWriter.append(to: &output) { json in
      json.object { json in
        for field in fields ?? always {
          json.name(field.name)
          if case .layer(let name) = field, let layer = document.layer(named: name) {
            encode(layer, of: document, ranges, into: &json)
          } else {
            field.encode(document, into: &json)
          }
        }
        if fields == nil {
          for layer in document.presentLayers {
            json.name(type(of: layer).name)
            encode(layer, of: document, ranges, into: &json)
          }
        }
      }
      json.endLine()
    }
  }

  private static func encode(
    _ layer: any Layer, of document: Document, _ ranges: RangeFormat, into json: inout JSONWriter
  ) {
    if ranges.isNeeded, let found = (layer as? any RangeLayer)?.ranges {
      found.encode(of: document, in: ranges.unit, withOrigins: ranges.tellsSource, into: &json)
    } else if ranges.tellsSource, let units = layer as? TranslationUnits {
      units.encode(into: &json, withOrigins: true)
    } else {
      layer.encode(of: document, into: &json)
    }
  }
}
