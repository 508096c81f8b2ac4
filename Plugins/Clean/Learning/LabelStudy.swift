import Minwal

/// Finds what the links to other pages begin with that stand inside articles: `From our desk: another headline`.
struct LabelStudy {
  /// What is known of a beginning.
  private struct Record {
    var documents = 0
    var lines = 0
    var rests: [UInt64] = []
    var longRests = 0
    var open = 0
    var betweenProse = 0
  }

  /// The headlines of the site's documents, by hash.
  let titles: Set<UInt64>
  /// How many documents at least must have a label.
  let least: Int

  /// The labels.
  ///
  /// - Parameters:
  ///   - sampledPages: Some of the site's documents.
  ///   - share: How many of them, at most, are of one site.
  ///   - isKnown: Whether a folded line is known as boilerplate.
  /// - Returns: The labels, in the order of their texts.
  func labels(
    _ sampledPages: [SampledPage], of share: Double, isKnown: (_ line: Span<UInt8>) -> Bool
  ) -> [LearnedLines.Label] {
    var records: [[UInt8]: Record] = [:]
    for sampledPage in sampledPages { add(sampledPage, to: &records) }
    let found = records.filter { isLabel($0.key, $0.value, most: Double(sampledPages.count) * share, isKnown) }
    // Of "from", "from our" and "from our desk", which the same lines have, the last says most.
    let chosen = found.filter { text, record in
      !found.contains {
        $0.key.count > text.count && $0.key.starts(with: text) && $0.value.lines * 10 >= record.lines * 9
      }
    }
    return chosen.sorted { $0.key.lexicographicallyPrecedes($1.key) }.compactMap { text, record in
      LearnedLines.Label(text: text, documents: record.documents)
    }
  }

  private func add(_ sampledPage: SampledPage, to records: inout [[UInt8]: Record]) {
    var seen: Set<[UInt8]> = []
    let lines = sampledPage.lines
    for label in sampledPage.labels {
      var record = records.removeValue(forKey: label.text) ?? Record()
      if seen.insert(label.text).inserted { record.documents += 1 }
      record.lines += 1
      record.rests.append(label.rest)
      if label.words >= 4 { record.longRests += 1 }
      if label.isOpen { record.open += 1 }
      let neighbours = [label.line - 1, label.line + 1].filter(lines.indices.contains)
      if neighbours.count == 2, neighbours.allSatisfy({ lines[$0].kind == .prose }) { record.betweenProse += 1 }
      records[label.text] = record
    }
  }

  private func isLabel(
    _ text: [UInt8], _ record: Record, most: Double, _ isKnown: (_ line: Span<UInt8>) -> Bool
  ) -> Bool {
    let lines = record.lines
    guard record.documents >= least, record.longRests * 4 >= lines * 3 else { return false }
    // What follows must differ, else it is one line.
    guard Set(record.rests).count * 4 >= lines * 3 else { return false }
    if record.rests.count(where: titles.contains) * 2 >= lines { return true }
    let hasColon = text.last == UInt8(ascii: ":")
    let name = hasColon ? text.dropLast() : text[...]
    let words = name.count { PhraseTable.isBoundary($0) } + 1
    if hasColon || words >= 3, isKnown(Array(name).span) { return true }
    // Once in nearly every document, between two paragraphs. Names of fields stand elsewhere, and questions end in
    // marks.
    return hasColon && Double(record.documents) * 2 >= most && lines * 4 <= record.documents * 5
      && min(record.betweenProse, record.open) * 4 >= lines * 3
  }
}
