public import Minwal

extension Clean: LearningStage {
  public var wantsSurvey: Bool { options.learn == .corpus }

  /// Longer lines, in bytes, are not learned.
  static let longestLearned = 512

  public mutating func observe(_ document: Document, into survey: inout CleanSurvey) {
    let text = document.text
    reader.begin(site: nil, reading: Self.longestLearned)
    guard judge(document), let body = page.bodyMass() else { return }
    let key = contentSketch(of: text.span)
    let contentSketch: UInt64 = 1 << (key & 63)
    var known: [UInt64: Int] = [:]
    var statistics: [(UInt64, CleanSurvey.LineStatistics)] = []
    for (index, line) in page.lines.enumerated() where line.hash != 0 && line.range.count <= Self.longestLearned {
      let place = index < body.lowerBound ? 1 : index > body.upperBound ? 2 : 0
      let number = known[line.hash] ?? statistics.count
      if number == statistics.count {
        known[line.hash] = number
        let range = Self.trimmed(line.range, of: text.span)
        var lineStatistics = CleanSurvey.LineStatistics(
          documents: 1, contentSketch: contentSketch, example: [UInt8](text.span.extracting(range)))
        if place == 1 { lineStatistics.head = 1 }
        if place == 2 { lineStatistics.tail = 1 }
        statistics.append((line.hash, lineStatistics))
      } else if place == 0 {
        statistics[number].1.head = 0
        statistics[number].1.tail = 0
      }
      if index == page.headline { statistics[number].1.headlines = 1 }
    }
    let sampledPage = sampledPage(of: text, inside: body, key: key)
    survey.add(statistics, sampledPage, to: SiteName.of(document, field: options.site))
  }

  public func learn(from survey: consuming CleanSurvey) -> LearnedLines {
    LearnedLines(survey, share: options.learnShare, least: options.learnLeast, reader: reader)
  }

  public mutating func adopt(_ model: LearnedLines) { learned = model }

  public var learnedReport: String { learned?.report ?? "" }

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
    reserveCapacity(bytes.count)
    for index in bytes.indices { append(bytes[index]) }
  }
}
