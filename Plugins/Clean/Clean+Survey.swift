public import Minwal

extension Clean: LearningStage {
  public var wantsSurvey: Bool { options.learn == .corpus }

  /// Longer lines, in bytes, are not learned.
  static let longestLearned = 512

  public mutating func observe(_ document: Document, into survey: inout CleanSurvey) {
    reader.begin(site: nil, reading: Self.longestLearned)
    guard judge(document), let body = page.bodyMass() else { return }
    survey.add(observedPage(of: document.text, body), to: SiteName.of(document, field: options.site))
  }

  public func learn(from survey: consuming CleanSurvey) -> LearnedLines {
    LearnedLines(survey, share: options.learnShare, least: options.learnLeast, reader: reader)
  }

  public mutating func adopt(_ model: LearnedLines) { learned = model }

  public var learnedReport: String { learned?.report ?? "" }

  /// What is noted of the page whose lines were judged.
  ///
  /// - Parameters:
  ///   - text: Its text.
  ///   - body: Where the running text lies for certain.
  /// - Returns: The page's lines.
  private func observedPage(of text: Text, _ body: ClosedRange<Int>) -> ObservedPage {
    let lines = page.lines
    var observed = ObservedPage(
      key: contentSketch(of: text.span), start: min(page.headline ?? body.lowerBound, body.lowerBound))
    let labelled = labelled(body, from: observed.start)
    let isWhole = lines.count <= ObservedPage.mostFirst + ObservedPage.mostLast
    observed.lines.reserveCapacity(isWhole ? lines.count : ObservedPage.mostFirst + ObservedPage.mostLast)
    observed.text.reserveCapacity(lines.reduce(0) { $0 + ($1.range.count <= Self.longestLearned ? $1.range.count : 0) })
    for (index, line) in lines.enumerated() {
      guard isWhole || index < ObservedPage.mostFirst || index >= lines.count - ObservedPage.mostLast else { continue }
      var noted = ObservedPage.Line(hash: line.hash, kind: kind(of: index))
      if index < body.lowerBound { noted.traits.insert(.isHead) }
      if index > body.upperBound { noted.traits.insert(.isTail) }
      if index == page.headline { noted.traits.insert(.isHeadline) }
      if labelled.contains(index) { noted.traits.insert(.mayHaveLabel) }
      if line.range.count > Self.longestLearned {
        noted.traits.insert(.isLong)
      } else if line.hash != 0 {
        let range = Self.trimmed(line.range, of: text.span)
        noted.length = UInt16(range.count)
        observed.text.append(text.span.extracting(range))
      }
      observed.lines.append(noted)
    }
    observed.check = StableHash.hash(observed.text.span)
    return observed
  }

  /// Lines of the running text that may be links to other pages: few of them, since more are a list, or verses, of which
  /// nothing is learned.
  private func labelled(_ body: ClosedRange<Int>, from start: Int) -> [Int] {
    let end = min(page.lines.count, start + SampledPage.mostLines)
    let found = (start..<end).filter {
      body.contains($0) && page.fates[$0] == .kept && LearnedLines.mayHaveLabel(page.lines[$0])
    }
    return found.count <= Self.mostLabelled ? found : []
  }

  private static let mostLabelled = 8

  /// What a line is to its neighbours.
  private func kind(of index: Int) -> SampledPage.Kind {
    let line = page.lines[index]
    if index == page.headline { return .headline }
    if page.fates[index] != .kept { return .boilerplate }
    switch line.looks {
    case .prose: return .prose
    case .date, .number: return .number
    case .plain: break
    default: return .boilerplate
    }
    if line.hash == 0 { return .prose }
    if !line.traits.isDisjoint(with: [.isMarked, .hasNumber]) { return .item }
    return line.isBare ? .bare : .other
  }

  /// Stands for what a document says: the hash of its two longest lines.
  private func contentSketch(of text: Span<UInt8>) -> UInt64 {
    var longest = 0..<0
    var second = 0..<0
    for line in page.lines {
      if line.range.count > longest.count {
        (second, longest) = (longest, line.range)
      } else if line.range.count > second.count {
        second = line.range
      }
    }
    return StableHash.hash(text.extracting(second), seed: StableHash.hash(text.extracting(longest)))
  }
}

extension Array where Element == UInt8 {
  init(_ bytes: Span<UInt8>) {
    self.init()
    append(bytes)
  }

  mutating func append(_ bytes: Span<UInt8>) {
    unsafe bytes.withUnsafeBufferPointer { unsafe append(contentsOf: $0) }
  }
}
