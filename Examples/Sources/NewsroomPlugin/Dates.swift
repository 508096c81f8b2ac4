public import Minwal

/// The dates that a text names: a layer of this plugin's own. That it consists of ranges of the text is all that
/// exports, tests, `try` and programs need to know.
public struct Dates: RangeLayer, Hashable {
  public static let name = "dates"

  /// Where each date lies, in bytes of the text.
  public var ranges = TextRanges()

  public init() {}
}

extension LayerID {
  /// The dates that a text names.
  public static let dates = LayerID(Dates.self)
}
