import Minwal

/// Judges what the documents of one site have in common.
struct SiteJudge {
  /// A line that many documents have, as it is read by itself.
  private struct Candidate {
    var hash: UInt64
    var lineStatistics: CleanSurvey.LineStatistics
    var line: Line
    var signs: LineSigns
  }

  private let site: SiteStatistics
  private let isNamed: Bool
  private let share: Double
  private let least: Int

  /// - Parameters:
  ///   - site: What its documents have.
  ///   - isNamed: Whether the documents said which site they are of.
  ///   - share: The share of documents that must have a line.
  ///   - least: How many documents at least, with different texts.
  init(_ site: SiteStatistics, isNamed: Bool, share: Double, least: Int) {
    self.site = site
    self.isNamed = isNamed
    self.share = share
    self.least = least
  }

  /// The lines that are boilerplate, by count, then by text, and the labels of links.
  ///
  /// - Parameter reader: Reads a line as it is read on a page, to know what it looks like.
  /// - Returns: None of either where documents have nothing in common.
  func findings(_ reader: inout LineReader) -> (lines: [LearnedLines.Finding], labels: [LearnedLines.Label]) {
    let candidates = candidates(&reader)
    // Where no one says which sites there are, there may be many; what most documents of one have is then a measure of
    // the greatest.
    let most =
      isNamed ? site.documents : candidates.reduce(site.documents / 10) { max($0, $1.lineStatistics.documents) }
    let bar = FrequencyThreshold(share: share, least: least, documents: most)
    let common = candidates.filter { bar.isCommon($0.lineStatistics) && !FrequencyThreshold.isLeftInside($0.line) }
      .map { ($0.hash, $0.line.words) }
    let surroundings = LineContexts(
      site.sampledPages, common: Dictionary(uniqueKeysWithValues: common),
      known: Set(candidates.lazy.filter { bar.isReached($0.lineStatistics) }.map(\.hash)),
      offers: offers(candidates, reader),
      isHeadline: { hash in site.headlines.contains(hash) })
    var found = candidates.compactMap { candidate in
      bar.place(of: candidate.lineStatistics, candidate.line, candidate.signs, hash: candidate.hash, surroundings)
        .map {
          (
            LearnedLines.Finding(hash: candidate.hash, place: $0, lineStatistics: candidate.lineStatistics),
            candidate.line
          )
        }
    }
    if isAlike(Set(common.map(\.0))) {
      found.removeAll { !$0.1.isBare || $0.1.traits.contains(.hasNumber) }
    }
    let lines = found.map(\.0).sorted { $0.precedes($1) }
    return (lines, labels(lines, most, &reader))
  }

  private func candidates(_ reader: inout LineReader) -> [Candidate] {
    site.lines.compactMap { hash, lineStatistics in
      guard let line = reader.line(lineStatistics.example.span), FrequencyThreshold.mayBeboilerplate(line) else {
        return nil
      }
      return Candidate(
        hash: hash, lineStatistics: lineStatistics, line: line, signs: LineSigns(lineStatistics.example.span))
    }
  }

  /// The lines with words of what sites offer, by hash.
  private func offers(_ candidates: [Candidate], _ reader: LineReader) -> Set<UInt64> {
    var folding = Folding()
    var found: Set<UInt64> = []
    for candidate in candidates where candidate.line.words <= 8 {
      let count = folding.fold(candidate.lineStatistics.example.span).count
      if reader.table.callWords(in: folding.bytes.span.extracting(0..<count)).hasOffer { found.insert(candidate.hash) }
    }
    return found
  }

  /// Whether the documents say much the same, as reports of the weather do: in more than a quarter, half of the running
  /// text is found in others, or all of it. What other lines part from the text that is the document's own are notices.
  private func isAlike(_ common: Set<UInt64>) -> Bool {
    let texts = site.sampledPages.map { sampledPage in
      let runs = sampledPage.lines.split { $0.kind != .prose }.map { run in
        (lines: run.count, found: run.count { common.contains($0.hash) })
      }
      let own = runs.filter { $0.found < $0.lines }
      return (own.isEmpty ? runs : own).reduce((lines: 0, found: 0)) { ($0.lines + $1.lines, $0.found + $1.found) }
    }
    let known = texts.filter { $0.lines > 0 }
    return known.count { $0.found * 2 >= $0.lines } * 4 > known.count
  }

  private func labels(
    _ lines: [LearnedLines.Finding], _ most: Int, _ reader: inout LineReader
  ) -> [LearnedLines.Label] {
    let hashes = Set(lines.map(\.hash))
    let study = LabelStudy(titles: site.headlines, least: least)
    return study.labels(site.sampledPages, of: Double(most) / Double(max(site.documents, 1))) { text in
      if hashes.contains(StableHash.hash(text)) { return true }
      guard let line = reader.line(text) else { return false }
      return LineLabel(line.looks) == .phrase
    }
  }
}
