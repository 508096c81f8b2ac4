import Minwal

extension Page {
  /// Fewer words are a turn of a dialogue, a refrain or a heading, which a text may well have twice.
  private static let shortestParagraph = 8

  /// Takes out of ``left`` the paragraphs that stand further above, too, and the short lines beside them that stood
  /// beside the same ones there.
  ///
  /// - Parameter text: What the lines are of.
  /// - Returns: Whether a line went.
  mutating func removeDuplicates(_ text: Span<UInt8>) -> Bool {
    marks.removeAll(keepingCapacity: true)
    marks.append(contentsOf: repeatElement(.kept, count: count))
    let originals = originals(text)
    for position in originals.indices where originals[position] != nil {
      if line(position).isProse, line(position).words >= Self.shortestParagraph { mark(position, .duplicate) }
    }
    for position in originals.indices.dropFirst() { markBeside(position, position - 1, originals) }
    for position in originals.indices.dropLast().reversed() { markBeside(position, position + 1, originals) }
    return removeMarked()
  }

  /// Marks a copy if the line beside it is a marked copy of what stands beside the original.
  private mutating func markBeside(_ position: Int, _ neighbour: Int, _ originals: [Int?]) {
    guard let original = originals[position], let other = originals[neighbour] else { return }
    if marks[neighbour] == .duplicate, other - original == neighbour - position { mark(position, .duplicate) }
  }

  /// The first line that says the same as each line; `nil` if that is the line itself.
  private func originals(_ text: Span<UInt8>) -> [Int?] {
    var known: [UInt64: Int] = [:]
    return (0..<count).map { position in
      let range = Clean.trimmed(line(position).range, of: text)
      let hash = StableHash.hash(text.extracting(range))
      guard let first = known[hash] else {
        known[hash] = position
        return nil
      }
      let other = Clean.trimmed(line(first).range, of: text)
      let isSame =
        other.count == range.count
        && range.indices.allSatisfy { text[$0] == text[other.lowerBound + $0 - range.lowerBound] }
      return isSame ? first : nil
    }
  }
}
