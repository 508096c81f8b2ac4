public import Minwal

/// The dates that a text names: a layer of this plugin's own.
public struct Dates: Layer, Hashable {
  public static let name = "dates"
  public static let pointsIntoText = true

  /// Where each date lies, in bytes of the text.
  public var ranges = TextRanges()

  public init() {}

  public mutating func clear() { ranges.removeAll() }

  public func encode(of document: Document, into json: inout JSONWriter) {
    json.array { json in
      for range in ranges {
        json.object { json in
          json.name("date")
          json.string(document.text.span.extracting(range))
          json.name("start")
          json.integer(range.lowerBound)
          json.name("end")
          json.integer(range.upperBound)
        }
      }
    }
  }
}

extension LayerID {
  /// The dates that a text names.
  public static let dates = LayerID(Dates.self)
}
