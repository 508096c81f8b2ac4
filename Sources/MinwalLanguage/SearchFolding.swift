public import MinwalText

/// Makes of a text what a full-text index is made of: one spelling for what people spell in several ways.
///
/// Case and Latin accents stay: tokenizers of indexes fold those themselves, and would take vowel signs for the ends of
/// words.
public struct SearchFolding: Sendable {
  /// What each letter becomes; `nil` if it goes.
  public static let letters: [(from: Unicode.Scalar, to: Unicode.Scalar?)] = {
    var letters: [(from: Unicode.Scalar, to: Unicode.Scalar?)] = []
    for (family, letter) in families {
      for variant in family.unicodeScalars { letters.append((variant, letter)) }
    }
    for range in marks {
      for value in range { if let mark = Unicode.Scalar(value) { letters.append((mark, nil)) } }
    }
    return letters
  }()

  /// Letters that are written for one another.
  private static let families: [(String, Unicode.Scalar)] = [
    ("\u{0622}\u{0623}\u{0625}\u{0671}", "\u{0627}"), ("\u{0649}\u{06CC}\u{0626}", "\u{064A}"),
    ("\u{0624}", "\u{0648}"), ("\u{0629}\u{06C0}\u{06C1}\u{06C3}", "\u{0647}"), ("\u{06A9}", "\u{0643}"),
  ]

  /// Marks, the tatweel and joiners: they go.
  private static let marks: [ClosedRange<UInt32>] = [
    0x0610...0x061A, 0x0640...0x0640, 0x064B...0x065F, 0x0670...0x0670, 0x06D6...0x06DC, 0x200C...0x200D,
  ]

  private static let table: [UInt32: Unicode.Scalar?] = Dictionary(
    uniqueKeysWithValues: letters.map { ($0.from.value, $0.to) })

  private var sequence = ScalarSequence()

  /// Creates a folding.
  public init() {}

  /// Folds a text.
  public mutating func fold(_ text: Span<UInt8>) -> ByteBuffer {
    var normal = ByteBuffer()
    sequence.normalize(text, .nfkc)
    sequence.write(to: &normal)
    var folded = ByteBuffer()
    for scalar in String(decodingUTF8: normal.span).unicodeScalars {
      // Nothing below the Arabic letters is in the table.
      guard scalar.value >= 0x0610, let change = Self.table[scalar.value] else {
        folded.append(scalar)
        continue
      }
      if let change { folded.append(change) }
    }
    return folded
  }
}
