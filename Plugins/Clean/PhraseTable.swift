import Minwal

/// All phrases of a stage, for looking up a line at the cost of three hashes, however many phrases there are.
///
/// Exact phrases are found by the hash of the whole line, those with `*` by that of their first or last word. A hash
/// only leads to candidates; what decides is a comparison of bytes.
final class PhraseTable: Sendable {
  typealias Section = PhrasePack.Section

  /// A line longer than this, in bytes, cannot be an exact phrase and is not looked at: vowel signs may double a
  /// phrase's length, and what `*` stands for has room.
  let longestLine: Int

  /// Whether there are phrases that protect lines.
  let protects: Bool

  let patterns: [PhrasePattern]
  let exact: HashIndex
  private let byFirstWord: HashIndex
  private let byLastWord: HashIndex

  init(_ patterns: [PhrasePattern]) {
    var exact: [(UInt64, Int)] = []
    var byFirstWord: [(UInt64, Int)] = []
    var byLastWord: [(UInt64, Int)] = []
    var longest = 0
    for (index, pattern) in patterns.enumerated() {
      longest = max(longest, pattern.pieces.reduce(0) { $0 + $1.count })
      let first = pattern.pieces[0]
      let last = pattern.pieces[pattern.pieces.count - 1]
      if pattern.isExact {
        exact.append((StableHash.hash(first.span), index))
      }
      // Labels and calls are exact, but lines continue behind them.
      if pattern.isExact && pattern.section != .labels && pattern.section != .calls { continue }
      if !first.isEmpty {
        byFirstWord.append((StableHash.hash(first.span.extracting(Self.firstWord(of: first.span))), index))
      } else {
        byLastWord.append((StableHash.hash(last.span.extracting(Self.lastWord(of: last.span))), index))
      }
    }
    self.patterns = patterns
    protects = patterns.contains { $0.section == .keep }
    self.exact = HashIndex(exact)
    self.byFirstWord = HashIndex(byFirstWord)
    self.byLastWord = HashIndex(byLastWord)
    longestLine = min(max(256, longest * 2), 1024)
  }

  /// The phrase that a folded line is: the first of the packs, but `keep` over all.
  ///
  /// - Parameters:
  ///   - line: What ``Folding`` has written.
  ///   - hash: The hash of that.
  /// - Returns: `nil` if it is none.
  func match(of line: Span<UInt8>, hash: UInt64) -> PhrasePattern? {
    guard !line.isEmpty else { return nil }
    var best: Int?
    var cursor = HashIndex.Cursor(hash)
    while let index = exact.next(&cursor) {
      guard patterns[index].section != .calls else { continue }
      if Self.isEqual(line, patterns[index].pieces[0]) { best = preferred(best, index) }
    }
    best = matchFirstWord(of: line, isCut: false, best)
    cursor = HashIndex.Cursor(StableHash.hash(line.extracting(Self.lastWord(of: line))))
    while let index = byLastWord.next(&cursor) {
      if Self.matches(line, patterns[index].pieces, isCut: false) { best = preferred(best, index) }
    }
    return best.map { patterns[$0] }
  }

  /// The phrase of which only the beginning of the folded line is needed.
  func match(ofBeginning line: Span<UInt8>) -> PhrasePattern? {
    line.isEmpty ? nil : matchFirstWord(of: line, isCut: true, nil).map { patterns[$0] }
  }

  /// Of `best` and the phrases with `*` that a folded line is by its first word, the one that counts.
  private func matchFirstWord(of line: Span<UInt8>, isCut: Bool, _ best: Int?) -> Int? {
    var best = best
    var cursor = HashIndex.Cursor(StableHash.hash(line.extracting(Self.firstWord(of: line))))
    while let index = byFirstWord.next(&cursor) {
      if isBegun(patterns[index], by: line, isCut: isCut) { best = preferred(best, index) }
    }
    return best
  }

  /// Whether a folded line is a phrase that has the same first word.
  private func isBegun(_ pattern: PhrasePattern, by line: Span<UInt8>, isCut: Bool) -> Bool {
    if !pattern.isExact { return Self.matches(line, pattern.pieces, isCut: isCut) }
    guard pattern.section == .calls, !isCut, Self.hasPiece(line, pattern.pieces[0], at: 0) else { return false }
    return callWords(in: line) == (true, true)
  }

  /// Of two phrases, the one that counts.
  private func preferred(_ best: Int?, _ other: Int) -> Int? {
    if patterns[other].section.isOfWords { return best }
    guard let best, patterns[other].section != .keep else { return other }
    return patterns[best].section == .keep ? best : min(best, other)
  }

  /// Whether the first word of a folded line begins a phrase with `*`.
  func mayBegin(_ line: Span<UInt8>) -> Bool {
    var cursor = HashIndex.Cursor(StableHash.hash(line.extracting(Self.firstWord(of: line))))
    return byFirstWord.next(&cursor) != nil
  }

  /// How many words of a folded line belong to dates; `nil` if one does not. Numbers and words of two bytes, which
  /// also stand elsewhere (`at`, `de`), are not counted.
  func dateWords(in line: Span<UInt8>) -> Int? {
    var total = 0
    var start = 0
    while start < line.count {
      var end = start
      while end < line.count, !Self.isBoundary(line[end]) { end += 1 }
      let word = line.extracting(start..<end)
      if !(word.count == 1 && word[0] == 0x30) {
        var isFound = false
        var cursor = HashIndex.Cursor(StableHash.hash(word))
        while !isFound, let index = exact.next(&cursor) {
          isFound = patterns[index].section == .dateWords && Self.isEqual(word, patterns[index].pieces[0])
        }
        guard isFound else { return nil }
        if word.count > 2 { total += 1 }
      }
      start = end + 1
    }
    return total
  }

  /// Whether a folded line has the pieces of a phrase in their order, each at the edges of words, with at least a word
  /// in the place of each star.
  static func matches(_ line: Span<UInt8>, _ pieces: [[UInt8]], isCut: Bool) -> Bool {
    // Where the words begin that the next star takes.
    var start = 0
    let last = pieces.count - 1
    for (index, piece) in pieces.enumerated() where !piece.isEmpty {
      var found = index == 0 ? 0 : start + 1
      if index == last, index > 0 {
        guard !isCut, line.count - piece.count >= found else { return false }
        return hasPiece(line, piece, at: line.count - piece.count)
      }
      while index > 0, found + piece.count <= line.count, !hasPiece(line, piece, at: found) { found += 1 }
      guard hasPiece(line, piece, at: found) else { return false }
      start = found + piece.count
      if start < line.count, isBoundary(line[start]) { start += 1 }
    }
    return start < line.count
  }

  static func isEqual(_ bytes: Span<UInt8>, _ piece: [UInt8]) -> Bool {
    guard bytes.count == piece.count else { return false }
    for index in piece.indices where bytes[index] != piece[index] { return false }
    return true
  }

  /// Whether `piece` stands at `start`, as whole words.
  private static func hasPiece(_ line: Span<UInt8>, _ piece: [UInt8], at start: Int) -> Bool {
    let end = start + piece.count
    guard end <= line.count, isEqual(line.extracting(start..<end), piece) else { return false }
    return (start == 0 || isBoundary(line[start - 1]) || isBoundary(piece[0]))
      && (end == line.count || isBoundary(line[end]) || isBoundary(piece[piece.count - 1]))
  }

  static func isBoundary(_ byte: UInt8) -> Bool { byte == 0x20 || byte == UInt8(ascii: ":") }

  static func firstWord(of line: Span<UInt8>) -> Range<Int> {
    var end = 0
    while end < line.count, !isBoundary(line[end]) { end += 1 }
    return 0..<end
  }

  static func lastWord(of line: Span<UInt8>) -> Range<Int> {
    var start = line.count
    while start > 0, !isBoundary(line[start - 1]) { start -= 1 }
    return start..<line.count
  }
}
