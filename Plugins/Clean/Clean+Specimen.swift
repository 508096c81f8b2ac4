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
  mutating func specimen(of text: Text, inside body: ClosedRange<Int>, key: UInt64) -> Specimen {
    let start = min(page.headline ?? body.lowerBound, body.lowerBound)
    let end = min(page.lines.count, start + Specimen.mostLines)
    var specimen = Specimen(key: key, lines: [], labels: [])
    var labelled: [Int] = []
    for index in start..<end {
      let (line, kind) = (page.lines[index], kind(of: index))
      if body.contains(index), page.fates[index] == .kept, LearnedLines.mayHaveLabel(line) { labelled.append(index) }
      specimen.lines.append(Specimen.Line(hash: line.hash, kind: kind))
    }
    guard labelled.count <= Self.mostLabelled else { return specimen }
    for index in labelled {
      labels.read(text.span.extracting(page.lines[index].range), line: index - start, into: &specimen.labels)
    }
    return specimen
  }

  private func kind(of index: Int) -> Specimen.Kind {
    let line = page.lines[index]
    if index == page.headline { return .headline }
    if page.fates[index] != .kept { return .furniture }
    switch line.looks {
    case .prose: return .prose
    case .date, .number: return .number
    case .plain: break
    default: return .furniture
    }
    if line.hash == 0 { return .prose }
    if !line.traits.isDisjoint(with: [.isMarked, .hasNumber]) { return .item }
    return line.isBare ? .bare : .other
  }
}
