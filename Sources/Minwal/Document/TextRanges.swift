/// Ranges of UTF-8 byte offsets into a text: ascending, not overlapping, none empty.
public struct TextRanges: RandomAccessCollection, Hashable, Sendable {
  /// Starts and ends, alternating.
  private var offsets: [UInt32] = []
  /// The first range that was not added, since it does not come behind those before it.
  private var misplaced: Range<Int>?

  /// Creates an empty list.
  public init() {}

  public var startIndex: Int { 0 }
  public var endIndex: Int { offsets.count / 2 }

  public subscript(index: Int) -> Range<Int> { Int(offsets[index * 2])..<Int(offsets[index * 2 + 1]) }

  /// Adds a range behind the ones that are there. Empty ones are ignored.
  ///
  /// One that does not come behind the others is not added, and the document that gets such a layer fails.
  public mutating func append(_ range: Range<Int>) {
    guard !range.isEmpty else { return }
    guard range.lowerBound >= Int(offsets.last ?? 0), range.upperBound <= Int(UInt32.max) else {
      misplaced = misplaced ?? range
      return
    }
    offsets.append(UInt32(range.lowerBound))
    offsets.append(UInt32(range.upperBound))
  }

  /// Removes all and keeps the memory.
  public mutating func removeAll() {
    offsets.removeAll(keepingCapacity: true)
    misplaced = nil
  }

  /// What is wrong with the ranges as those of a text, as the end of a sentence; `nil` if they fit.
  package func problem(in text: Text) -> String? {
    if let misplaced { return "has ranges that overlap, or are out of order: \(misplaced)" }
    for range in self {
      if range.upperBound > text.count { return "has a range beyond the end of the text: \(range)" }
      if !text.span.isCharacterBoundary(range.lowerBound) || !text.span.isCharacterBoundary(range.upperBound) {
        return "has a range that cuts a character in two: \(range)"
      }
    }
    return nil
  }
}
