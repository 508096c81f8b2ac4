extension EditTrace.Pass {
  static let rewritten = Reason("rewritten", "The stage rewrote the text and did not say what it changed.")

  /// Texts with more lines that differ than this are compared at their two ends only: a comparison takes time that
  /// grows with the product of lines and differences.
  private static let mostLines = 2000

  /// What changed between two texts of which only the stage knows how the one came from the other: the lines between
  /// those that are the same in both, each group without what is the same at its start and end.
  package init(rewriting output: Span<UInt8>, of source: Span<UInt8>, by stage: String) {
    let cause = EditTrace.Cause(stage: stage, Self.rewritten)
    let old = Self.lines(of: source)
    let new = Self.lines(of: output)
    let start = zip(old, new).prefix { $0.hash == $1.hash }.count
    let end = zip(old[start...].reversed(), new[start...].reversed()).prefix { $0.hash == $1.hash }.count
    self.init()
    for (oldLines, newLines) in Self.differences(
      old[start..<(old.count - end)].map(\.hash), new[start..<(new.count - end)].map(\.hash))
    {
      func place(_ line: Int, _ lines: [(range: Range<Int>, hash: UInt64)], _ count: Int) -> Int {
        start + line < lines.count ? lines[start + line].range.lowerBound : count
      }
      let (sourceRange, outputRange) = Self.trimmed(
        place(oldLines.lowerBound, old, source.count)..<place(oldLines.upperBound, old, source.count), source,
        place(newLines.lowerBound, new, output.count)..<place(newLines.upperBound, new, output.count), output)
      if sourceRange.isEmpty && outputRange.isEmpty { continue }
      edits.append(EditTrace.Edit(source: sourceRange, output: outputRange, [cause]))
    }
  }

  private static func lines(of text: Span<UInt8>) -> [(range: Range<Int>, hash: UInt64)] {
    var lines: [(Range<Int>, UInt64)] = []
    var start = 0
    while start < text.count {
      let end = text.firstIndex(of: 0x0A, from: start).map { $0 + 1 } ?? text.count
      lines.append((start..<end, StableHash.hash(text.extracting(start..<end))))
      start = end
    }
    return lines
  }

  /// Pairs of ranges of elements that were replaced, one by the other.
  private static func differences(_ old: [UInt64], _ new: [UInt64]) -> [(Range<Int>, Range<Int>)] {
    guard old.count + new.count <= mostLines else { return [(0..<old.count, 0..<new.count)] }
    var removed = Set<Int>()
    var inserted = Set<Int>()
    for change in new.difference(from: old) {
      switch change {
      case .remove(let offset, _, _): removed.insert(offset)
      case .insert(let offset, _, _): inserted.insert(offset)
      }
    }
    var pairs: [(Range<Int>, Range<Int>)] = []
    var (oldIndex, newIndex) = (0, 0)
    while oldIndex < old.count || newIndex < new.count {
      let (oldStart, newStart) = (oldIndex, newIndex)
      while removed.contains(oldIndex) { oldIndex += 1 }
      while inserted.contains(newIndex) { newIndex += 1 }
      if oldIndex > oldStart || newIndex > newStart { pairs.append((oldStart..<oldIndex, newStart..<newIndex)) }
      oldIndex += 1
      newIndex += 1
    }
    return pairs
  }

  /// Takes off whole characters that are the same at the start and the end of both.
  private static func trimmed(
    _ source: Range<Int>, _ sourceBytes: Span<UInt8>, _ output: Range<Int>, _ outputBytes: Span<UInt8>
  ) -> (Range<Int>, Range<Int>) {
    let most = min(source.count, output.count)
    var start = 0
    while start < most, sourceBytes[source.lowerBound + start] == outputBytes[output.lowerBound + start] { start += 1 }
    while start > 0,
      !sourceBytes.isCharacterBoundary(source.lowerBound + start)
        || !outputBytes.isCharacterBoundary(output.lowerBound + start)
    { start -= 1 }
    var end = 0
    while end < most - start, sourceBytes[source.upperBound - 1 - end] == outputBytes[output.upperBound - 1 - end] {
      end += 1
    }
    while end > 0,
      !sourceBytes.isCharacterBoundary(source.upperBound - end)
        || !outputBytes.isCharacterBoundary(output.upperBound - end)
    { end -= 1 }
    return (
      (source.lowerBound + start)..<(source.upperBound - end), (output.lowerBound + start)..<(output.upperBound - end)
    )
  }
}
