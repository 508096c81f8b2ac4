import Minwal

/// A phrase as lines are compared with it: folded, and in pieces where it has `*`.
struct PhrasePattern {
  static let expectation =
    "a phrase has letters, and at most a few '*' for any words, of which not both the first and the last word are one"

  let section: PhrasePack.Section
  /// What stands between the stars, folded; one piece if there is none. The first or the last may be empty.
  let pieces: [[UInt8]]

  var isExact: Bool { pieces.count == 1 }

  /// Reads a phrase; `nil` if it has nothing to compare, or cannot be looked up by its first or last word.
  init?(_ pattern: String, in section: PhrasePack.Section) {
    self.section = section
    var folding = Folding()
    pieces = pattern.split(separator: "*", omittingEmptySubsequences: false).map { piece in
      Self.fold(String(piece), &folding)
    }
    let isCounter = pieces.allSatisfy { piece in piece.allSatisfy { [0x20, 0x30, UInt8(ascii: ":")].contains($0) } }
    guard !isCounter, !(pieces[0].isEmpty && pieces[pieces.count - 1].isEmpty) else { return nil }
    if section == .dateWords {
      guard isExact, !pieces[0].contains(0x20) else { return nil }
    }
  }

  /// Folds a piece as a line is folded, but keeps a colon at its end: `read more: *` wants one, `read more *` does not.
  private static func fold(_ piece: String, _ folding: inout Folding) -> [UInt8] {
    let text = Text(piece)
    let end = folding.fold(text.span)
    var bytes = Array(folding.bytes[..<end.count])
    if end.trailingColon, !bytes.isEmpty { bytes.append(UInt8(ascii: ":")) }
    return bytes
  }
}
