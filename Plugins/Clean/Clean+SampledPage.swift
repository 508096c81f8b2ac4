import Minwal

extension Clean {
  /// More lines than links to other pages within an article: a list, or verses, of which nothing is learned.
  private static let mostLabelled = 8

  /// The document as an example of its site.
  ///
  /// - Parameters:
  ///   - text: The text whose lines were judged.
  ///   - body: Where the running text lies for certain.
  ///   - key: Stands for what the document says.
  /// - Returns: Its lines from the headline on.
  mutating func sampledPage(of text: Text, inside body: ClosedRange<Int>, key: UInt64) -> SampledPage {
    let start = min(page.headline ?? body.lowerBound, body.lowerBound)
    let end = min(page.lines.count, start + SampledPage.mostLines)
    var sampledPage = SampledPage(key: key, lines: [], labels: [])
    var labelled: [Int] = []
    for index in start..<end {
      let (line, kind) = (page.lines[index], kind(of: index))
      if body.contains(index), page.fates[index] == .kept, LearnedLines.mayHaveLabel(line) { labelled.append(index) }
      sampledPage.lines.append(SampledPage.Line(hash: line.hash, kind: kind))
    }
    guard labelled.count <= Self.mostLabelled else { return sampledPage }
    for index in labelled {
      labels.read(text.span.extracting(page.lines[index].range), line: index - start, into: &sampledPage.labels)
    }
    return sampledPage
  }

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
}
