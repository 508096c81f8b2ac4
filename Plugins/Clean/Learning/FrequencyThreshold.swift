/// How often a line must recur to be boilerplate.
struct FrequencyThreshold {
  let share: Double
  let least: Int
  /// Documents of the site.
  let documents: Int

  /// A line that might be content if it stood in few documents needs so many times the share.
  private static let doubt = 6.0

  /// Whether a line is one of those that are looked into: what packs and shapes know already is not, but for phrases
  /// that they leave alone inside the running text.
  static func mayBeboilerplate(_ line: Line) -> Bool {
    (line.looks == .plain || line.isProse || isLeftInside(line)) && !line.traits.contains(.isProtected)
  }

  /// Whether a line is a phrase that goes above and below the running text for certain.
  static func isLeftInside(_ line: Line) -> Bool {
    switch line.looks {
    case .edgePhrase, .apartPhrase, .listHeading: !line.traits.contains(.isOpenPhrase)
    default: false
    }
  }

  /// Whether so many documents have a line that it is no chance.
  func isCommon(_ lineStatistics: CleanSurvey.LineStatistics) -> Bool {
    isReached(lineStatistics) && isSure(lineStatistics)
  }

  private func isSure(_ lineStatistics: CleanSurvey.LineStatistics) -> Bool {
    Double(lineStatistics.documents) >= min(share * Self.doubt, 0.5) * Double(documents)
  }

  /// Whether enough different documents have a line.
  func isReached(_ lineStatistics: CleanSurvey.LineStatistics) -> Bool {
    lineStatistics.documents >= least && Double(lineStatistics.documents) >= share * Double(documents)
      && lineStatistics.contentSketch.nonzeroBitCount >= Self.fewestBits(of: min(least, 40))
  }

  /// Where a line is boilerplate; `nil` if it is too rare, or may be content.
  ///
  /// Above and below the running text little recurs but boilerplate. Inside it, lines that recur may also be datelines,
  /// refrains and headings, so that only a short bare line goes that a large part of all documents has, and that what
  /// stands around it does not speak for, or the headlines of other documents below it speak against. Sentences, items, lines with numbers, headlines and what a field of a table
  /// says are doubtful everywhere.
  func place(
    of lineStatistics: CleanSurvey.LineStatistics, _ line: Line, _ signs: LineSigns, hash: UInt64,
    _ surroundings: LineContexts
  ) -> LearnedLines.Place? {
    guard isReached(lineStatistics) else { return nil }
    let inside = lineStatistics.documents - lineStatistics.head - lineStatistics.tail
    let isSure = isSure(lineStatistics)
    if Self.isLeftInside(line) {
      guard isSure, inside > 0 else { return nil }
      if line.looks == .listHeading { return .list }
      return surroundings.isboilerplate(hash) ? .anywhere : nil
    }
    let isBare = line.isBare && line.words <= 8 && !line.traits.contains(.hasNumber)
    if isSure, isBare, inside > 0, surroundings.headsLinks(hash) { return .list }
    if isSure, isBare, inside > 0, surroundings.isboilerplate(hash) {
      return surroundings.isOfPosts(hash) ? .post : .anywhere
    }
    if isSure, inside > 0, line.looks == .plain, line.words <= 8, line.traits.contains(.hasNumber),
      surroundings.isOfPosts(hash)
    {
      return .besidePost
    }
    guard inside * 5 <= lineStatistics.documents else { return nil }
    let isHead = lineStatistics.head > lineStatistics.tail
    if surroundings.isDoubtful(hash, isHead: isHead, isDateline: signs.isDateline) { return nil }
    let isDoubtful = !isBare || signs.isField || lineStatistics.headlines * 2 > lineStatistics.documents
    if isDoubtful && !isSure { return nil }
    // What stands above in few documents, or as their headline, is a headline that other pages link to.
    let above = isSure ? lineStatistics.head : lineStatistics.head - lineStatistics.headlines
    return above * 4 < lineStatistics.documents ? .below : .edges
  }

  /// How many of 64 bits a number of different documents sets on average, rounded down.
  static func fewestBits(of documents: Int) -> Int {
    var unset = 64.0
    for _ in 0..<documents { unset *= 63.0 / 64 }
    return Int(64 - unset)
  }
}
