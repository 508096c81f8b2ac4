public import Minwal

/// In what unit a record tells where its sentences lie in its text.
public enum Offsets: String, OptionChoice {
  case none
  case bytes
  case codePoints = "code-points"
  case utf16

  public var help: String {
    switch self {
    case .none: "Sentences are strings."
    case .bytes: "UTF-8 bytes, as in Rust and Go."
    case .codePoints: "Unicode code points, as in Python."
    case .utf16: "UTF-16 code units, as in JavaScript and Java."
    }
  }

  /// How long a range is.
  func length(of bytes: Span<UInt8>, _ range: Range<Int>) -> Int {
    if self == .bytes || self == .none { return range.count }
    var length = 0
    for index in range {
      // A character counts where it begins; one of four bytes is two units of UTF-16.
      if bytes[index] & 0xC0 != 0x80 { length += self == .utf16 && bytes[index] >= 0xF0 ? 2 : 1 }
    }
    return length
  }
}

/// How a record shows ranges of the text: as strings, or as objects that tell where they lie.
struct RangeFormat {
  let offsets: Offsets
  /// Whether they tell where in the input they come from.
  let tellsSource: Bool

  /// Whether strings are not enough.
  var isNeeded: Bool { offsets != .none || tellsSource }

  /// Writes ranges of a document's text as objects: text, start, end.
  func encode(_ ranges: TextRanges, of document: Document, into json: inout JSONWriter) {
    let text = document.text
    json.array { json in
      var position = 0
      var offset = 0
      for range in ranges {
        offset += offsets.length(of: text.span, position..<range.lowerBound)
        let start = offset
        offset += offsets.length(of: text.span, range)
        position = range.upperBound
        json.object { json in
          json.name("text")
          json.string(text.span.extracting(range))
          if offsets != .none {
            json.name("start")
            json.integer(start)
            json.name("end")
            json.integer(offset)
          }
          if tellsSource { json.origin(document.origin(of: range)) }
        }
      }
    }
  }
}
