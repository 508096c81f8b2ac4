import Minwal

/// Finds the sentences of a text: Unicode's rules, tailored by what is known of the language.
struct SentenceSplitter {
  /// What is to be done at a candidate.
  enum Step: Equatable {
    /// No sentence ends; the search continues from an offset.
    case goOn(Int)
    /// A sentence ends at an offset; the search continues from `next`, behind which no candidate has been passed.
    case end(at: Int, next: Int)
  }

  let rules: LanguageRules
  let lineBreaks: LineBreaks
  let scan: CandidateScan
  /// Whether this text ends its sentences with the danda more often than with a full stop.
  private(set) var endsInDanda = false

  init(rules: LanguageRules, lineBreaks: LineBreaks) {
    self.rules = rules
    self.lineBreaks = lineBreaks
    scan = CandidateScan(extra: rules.terminator)
  }

  /// Adds the byte ranges of the text's sentences, without the white space around them.
  ///
  /// - Parameters:
  ///   - text: The text.
  ///   - ranges: Where they are added.
  ///   - walking: Looks at every character, for tests of the fast way.
  func split(_ text: Text, into ranges: inout TextRanges, walking: Bool = false) {
    let reader = TextReader(text.span)
    if rules.hasDanda, !endsInDanda, Self.hasMoreDandas(reader) {
      var other = self
      other.endsInDanda = true
      return other.split(text, into: &ranges, walking: walking)
    }
    let padded = text.buffer.paddedBytes
    var start = reader.trim(0..<reader.end).lowerBound
    var position = start
    while position < reader.end {
      let candidate =
        walking
        ? scan.nextByWalking(from: position, in: reader) : scan.next(from: position, in: reader, padded: padded)
      guard candidate < reader.end else { break }
      switch step(at: candidate, sentence: start, in: reader) {
      case .goOn(let next): position = next
      case .end(let end, let next):
        ranges.append(reader.trim(start..<end))
        start = reader.trim(end..<reader.end).lowerBound
        position = max(start, next)
      }
    }
    ranges.append(reader.trim(start..<reader.end))
  }

  /// Decides what happens at a candidate in the sentence that begins at `start`.
  func step(at candidate: Int, sentence start: Int, in text: TextReader) -> Step {
    guard let unit = text.unit(at: candidate) else { return .goOn(text.end) }
    if unit.kind.isLineBreak { return step(atLineBreak: unit, in: text) }
    let isTerminator = isTerminator(unit)
    let marker = isTerminator || unit.scalar == 0x29 ? ListMarker(at: start, in: text) : nil
    if let item = itemStart(at: unit, sentence: start, marker, in: text) { return .end(at: item, next: item) }
    if let step = lostLineBreak(at: unit, sentence: start, in: text) { return step }
    guard isTerminator else { return .goOn(unit.end) }
    if let marker, marker.end > candidate { return .goOn(marker.end) }
    if isHeadingNumber(before: unit, sentence: start, in: text) { return .goOn(unit.end) }
    if let item = firstItem(at: unit, sentence: start, in: text) { return .end(at: item, next: item) }
    return step(atTerminator: unit, sentence: start, in: text)
  }

  /// Whether a text has more dandas than full stops behind an Indic word of five letters and signs or more, as hardly any
  /// abbreviation has.
  private static func hasMoreDandas(_ text: TextReader) -> Bool {
    var (dandas, stops) = (0, 0)
    let bytes = text.text
    for index in 3..<max(3, bytes.count) {
      // The danda is E0 A5 A4, and letters from Devanagari to Sinhala begin with E0.
      if bytes[index] == 0xA4, bytes[index - 1] == 0xA5 { dandas += 1 }
      guard bytes[index] == 0x2E, bytes[index - 3] == 0xE0 else { continue }
      guard index + 1 == bytes.count || bytes[index + 1] <= 0x20, index >= 15 else { continue }
      if (index - 15..<index).allSatisfy({ bytes[$0] >= 0x80 }) { stops += 1 }
    }
    return dandas > stops
  }

  /// Whether a sentence may end with a character in this language.
  func isTerminator(_ unit: TextReader.Unit) -> Bool {
    unit.kind.isTerminator || unit.scalar == 0x2026 || unit.scalar == rules.terminator
  }

  private func step(atLineBreak unit: TextReader.Unit, in text: TextReader) -> Step {
    let after = UnicodeSentenceRules.lineEnd(unit, in: text)
    switch lineBreaks {
    case .sentence: return .end(at: unit.start, next: after)
    case .space: return .goOn(after)
    case .paragraph:
      let next = text.skipSpaces(from: after)
      guard let follower = text.unit(at: next) else { return .goOn(next) }
      let startsItem = ListMarker.isBullet(follower.scalar) || ListMarker(at: next, in: text) != nil
      return follower.kind.isLineBreak || startsItem ? .end(at: unit.start, next: next) : .goOn(next)
    }
  }
}
