public import Minwal

/// In what unit a record tells where pieces of its text, such as sentences, lie.
public enum Offsets: String, OptionChoice {
  case none
  case bytes
  case codePoints = "code-points"
  case utf16

  public var help: String {
    switch self {
    case .none: "Pieces are strings."
    case .bytes: "UTF-8 bytes, as in Rust and Go."
    case .codePoints: "Unicode code points, as in Python."
    case .utf16: "UTF-16 code units, as in JavaScript and Java."
    }
  }

  /// How places are counted; `nil` if they are not told.
  var unit: OffsetUnit? { OffsetUnit(rawValue: rawValue) }
}

/// How a record shows ranges of the text: as strings, or as objects that tell where they lie.
struct RangeFormat {
  let unit: OffsetUnit?
  /// Whether they tell where in the input they come from.
  let tellsSource: Bool

  /// Whether strings are not enough.
  var isNeeded: Bool { unit != nil || tellsSource }
}
