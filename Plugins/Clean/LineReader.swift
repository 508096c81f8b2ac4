import Minwal

/// Finds the lines of a text and what each looks like.
struct LineReader {
  /// More lines than any web page has: a text of more is left as it is, so that memory stays bounded.
  static let mostLines = 1 << 20
  /// Longer lines, in bytes, are only read at the edges of a page: boilerplate of that length is a notice, and stands
  /// there. Elsewhere it is enough to know whether they are running text.
  private(set) var shortLine: Int
  /// The most words of a link to another page, with its label.
  static let mostLinkWords = 30
  /// Longer lines are running text, even if they should be a notice of which only the beginning is compared.
  private static let longestNotice = 4096

  let table: PhraseTable
  let isOff: Set<Clean.Rule>
  private var folding = Folding()
  /// What is known of the site that the document is from.
  private var site: LearnedLines.Site?

  init(_ table: PhraseTable, isOff: Set<Clean.Rule>) {
    self.table = table
    shortLine = 0
    self.isOff = isOff
    begin(site: nil, reading: 0)
  }

  /// Begins with a document.
  ///
  /// - Parameters:
  ///   - site: The learned boilerplate of the document's site.
  ///   - length: Lines of up to so many bytes are read wherever they stand.
  mutating func begin(site: LearnedLines.Site?, reading length: Int) {
    self.site = site
    // A protected line is worth the time to find it.
    shortLine = max(table.protects ? table.longestLine : 128, length)
  }

  /// Reads a line that stands by itself; `nil` if it is blank.
  mutating func line(_ text: Span<UInt8>) -> Line? {
    var line = Line(range: 0..<text.count, next: text.count)
    return read(text, &line) ? line : nil
  }

  /// Reads the lines that are not blank; `false` if there are too many.
  mutating func read(_ text: Span<UInt8>, into lines: inout [Line]) -> Bool {
    lines.removeAll(keepingCapacity: true)
    var position = 0
    var gap = false
    while position < text.count {
      let end = text.firstIndex(of: UInt8(ascii: "\n"), from: position) ?? text.count
      var line = Line(range: position..<end, next: min(end + 1, text.count))
      if look(at: text.extracting(position..<end), &line) {
        guard lines.count < Self.mostLines else { return false }
        if gap { line.traits.insert(.hasGap) }
        lines.append(line)
        gap = false
      } else {
        gap = true
      }
      position = line.next
    }
    return true
  }

  /// Reads the outermost two of the longer lines on either side, of the lines at the positions `left`.
  mutating func readEdges(_ text: Span<UInt8>, _ lines: inout [Line], _ left: [Int]) {
    readFirst(text, &lines, left)
    readFirst(text, &lines, left.reversed())
  }

  /// Which lines are read depends on what is left alone, not on how often lines were removed before: else cleaning
  /// twice could differ from cleaning once.
  private mutating func readFirst(_ text: Span<UInt8>, _ lines: inout [Line], _ positions: some Sequence<Int>) {
    var found = 0
    for index in positions where lines[index].range.count > shortLine {
      if lines[index].traits.contains(.isSkimmed) { readBeginning(text, &lines[index]) }
      found += 1
      if found == 2 { break }
    }
  }

  /// Reads a line that was skimmed; if it is very long, only its beginning.
  private mutating func readBeginning(_ text: Span<UInt8>, _ line: inout Line) {
    line.traits.remove(.isSkimmed)
    guard line.range.count <= Self.longestNotice else { return }
    let isCut = line.range.count > table.longestLine
    if !isCut {
      let before = line.traits.intersection(.hasGap)
      line.traits = []
      read(text.extracting(line.range), &line)
      line.traits.formUnion(before)
      return
    }
    let first = foldFirstWord(of: text.extracting(line.range))
    guard first == 0 || table.mayBegin(folding.bytes.span.extracting(0..<first)) else { return }
    var end = line.range.lowerBound + table.longestLine
    while !text.isCharacterBoundary(end) { end -= 1 }
    let shape = folding.fold(text.extracting(line.range.lowerBound..<end))
    let match = table.match(ofBeginning: folding.bytes.span.extracting(0..<shape.count))
    if let match, match.section != .bylines, match.section != .sections { mark(&line, match) }
  }

  /// Judges one line, which is only skimmed if it is not short; `false` if it is blank.
  private mutating func look(at line: Span<UInt8>, _ result: inout Line) -> Bool {
    if line.count <= shortLine { return read(line, &result) }
    let ending = Folding.ending(of: line)
    guard ending.isVisible else { return false }
    result.traits = .isSkimmed
    if ending.kind == .open { result.traits.insert(.endsOpen) }
    if ending.kind == .call { result.traits.insert(.asks) }
    if ending.kind == .pause { result.traits.insert(.announces) }
    if line.count > table.longestLine {
      result.looks = .prose
      result.words = line.count / 10
      result.traits.insert(.isLong)
      return true
    }
    let spaces = line.occurrences(of: 0x20)
    // Scripts without spaces have three bytes a character, and three characters count as a word.
    result.words = spaces * 40 < line.count ? line.count / 9 : spaces + 1
    if mayBePhrase(line) {
      result.traits = []
      return read(line, &result)
    }
    result.looks = Self.isProse(words: result.words, ending.kind, hasComma: true) ? .prose : .plain
    return true
  }

  /// Whether the first word of a line begins a phrase with `*`.
  private mutating func mayBePhrase(_ line: Span<UInt8>) -> Bool {
    let count = foldFirstWord(of: line)
    return table.mayBegin(folding.bytes.span.extracting(0..<count))
  }

  /// Folds the first word of a line, perhaps with more behind it.
  ///
  /// - Returns: How many bytes of folded text there are; none if many signs stand before the first word.
  private mutating func foldFirstWord(of line: Span<UInt8>) -> Int {
    // Past signs that may stand first, the first space ends the first word.
    var end = min(line.count, 8)
    while end < line.count, line[end] > 0x20 { end += 1 }
    return folding.fold(line.extracting(0..<end)).count
  }

  /// Reads a whole line; `false` if it is blank.
  @discardableResult
  private mutating func read(_ line: Span<UInt8>, _ result: inout Line) -> Bool {
    let shape = folding.fold(line)
    guard shape.count > 0 || shape.hasSigns else { return false }
    let folded = folding.bytes.span.extracting(0..<shape.count)
    result.words = shape.words
    result.looks = .plain
    result.hash = StableHash.hash(folded)
    if shape.ending == .open { result.traits.insert(.endsOpen) }
    if shape.isMarked { result.traits.insert(.isMarked) }
    if shape.numbers > 0 { result.traits.insert(.hasNumber) }
    if shape.ending == .call { result.traits.insert(.asks) }
    if shape.ending == .pause { result.traits.insert(.announces) }
    if shape.numbers > 0, shape.words - shape.numbers <= 2 { result.traits.insert(.isCounter) }
    if shape.hasComma { result.traits.insert(.hasComma) }
    if let match = table.match(of: folded, hash: result.hash), fits(match, shape) {
      mark(&result, match)
    }
    if result.looks != .phrase, result.traits.isDisjoint(with: .isProtected), isLabelled(folded, shape) {
      result.looks = .labelled
      result.traits.insert(.isOpenPhrase)
    }
    if result.looks == .plain { result.looks = looks(of: line, folded, shape) }
    site?.mark(&result, folded)
    return true
  }

  /// Whether a line is running text: a whole sentence, or more words than headlines have.
  static func isProse(words: Int, _ ending: Folding.Ending, hasComma: Bool) -> Bool {
    words >= 25 || words >= 6 && ending == .stop || words >= 14 && hasComma && ending != .open
  }

  /// Headings and by-lines are short; `more about *` or `by *` may also begin a sentence.
  private func fits(_ match: PhrasePattern, _ shape: Folding.Shape) -> Bool {
    switch match.section {
    case .list: match.isExact || shape.words <= 8
    case .labels: match.isExact || shape.words <= Self.mostLinkWords && shape.ending != .stop
    // A quotation is someone else's.
    case .calls: shape.words <= 25 && !shape.isMarked
    case .bylines: match.isExact || shape.words <= 12 && shape.ending != .stop
    default: true
    }
  }
}
