/// The changes that led from the bytes of the input to a document's text, for those who want to see them.
public struct EditTrace: Sendable {
  /// Who changed something, and why.
  public struct Cause: Hashable, Sendable {
    /// The stage; ``EditTrace/reading`` for what happened before the first.
    public var stage: String
    public var reason: Reason

    /// Names a cause.
    public init(stage: String, _ reason: Reason) {
      self.stage = stage
      self.reason = reason
    }
  }

  /// One change: the bytes of `source` became the bytes of `output`; one of the two may be empty.
  public struct Edit: Hashable, Sendable {
    /// Byte range in what was there before.
    public var source: Range<Int>
    /// Byte range in what is there afterwards.
    public var output: Range<Int>
    /// Why: one cause, or all that had a part in it, in order, if passes were taken together.
    public var causes: [Cause]

    /// Creates a change.
    public init(source: Range<Int>, output: Range<Int>, _ causes: [Cause]) {
      self.source = source
      self.output = output
      self.causes = causes
    }
  }

  /// What one sweep over a text did to it. What lies between its changes was kept, byte by byte.
  public struct Pass: Hashable, Sendable {
    /// The changes, ascending in both texts.
    public internal(set) var edits: [Edit]

    /// Creates a pass; its edits must ascend.
    public init(_ edits: [Edit] = []) { self.edits = edits }
  }

  /// What passes before the first stage have as their stage's name.
  public static let reading = "read"

  /// The passes that changed something, in order: first from the bytes of the input to text, then those of stages.
  public private(set) var passes: [Pass] = []

  /// Who is at work.
  package var stage = EditTrace.reading

  /// Creates an empty trace.
  public init() {}

  /// Adds a pass over what the passes before it have left.
  public mutating func add(_ pass: Pass) {
    if !pass.edits.isEmpty { passes.append(pass) }
  }

  /// Where a range of the text lies in the bytes of the input.
  ///
  /// - Parameter range: Byte offsets into the text as it is now.
  /// - Returns: Byte offsets into the file, or, for JSON Lines, into the line. A piece that a change made as a whole
  ///   comes from all that it replaced; what was removed around `range` is not part of it. Empty where nothing of the
  ///   input is behind it.
  public func origin(of range: Range<Int>) -> Range<Int> {
    passes.reversed().reduce(range) { range, pass in pass.source(of: range) }
  }
}

extension EditTrace.Pass {
  /// Where what is in `range` afterwards came from.
  public func source(of range: Range<Int>) -> Range<Int> { map(range, from: { $0.output }, to: { $0.source }) }

  /// Where what was in `range` before has got to; empty if all of it was removed.
  public func output(of range: Range<Int>) -> Range<Int> { map(range, from: { $0.source }, to: { $0.output }) }

  /// From the place of the first byte to that of the last.
  private func map(
    _ range: Range<Int>, from: (EditTrace.Edit) -> Range<Int>, to: (EditTrace.Edit) -> Range<Int>
  ) -> Range<Int> {
    guard range.isEmpty else {
      let start = map(byte: range.lowerBound, from, to).lowerBound
      return start..<max(start, map(byte: range.upperBound - 1, from, to).upperBound)
    }
    // An empty range is behind the byte before it, and at the start behind what is empty there.
    let position: Int
    if range.lowerBound > 0 {
      position = map(byte: range.lowerBound - 1, from, to).upperBound
    } else {
      position = edits.prefix { from($0) == 0..<0 }.last.map { to($0).upperBound } ?? 0
    }
    return position..<position
  }

  private func map(
    byte: Int, _ from: (EditTrace.Edit) -> Range<Int>, _ to: (EditTrace.Edit) -> Range<Int>
  ) -> Range<Int> {
    // The first edit that ends behind the byte.
    var (low, high) = (0, edits.count)
    while low < high {
      let middle = (low + high) / 2
      if from(edits[middle]).upperBound <= byte { low = middle + 1 } else { high = middle }
    }
    if low < edits.count, from(edits[low]).contains(byte) { return to(edits[low]) }
    let shift = low > 0 ? to(edits[low - 1]).upperBound - from(edits[low - 1]).upperBound : 0
    return (byte + shift)..<(byte + shift + 1)
  }

  /// The two passes as one, from before the first to after the second.
  ///
  /// Edits of the one that touch bytes of an edit of the other become one edit with the causes of both.
  public func followed(by next: EditTrace.Pass) -> EditTrace.Pass {
    var merger = PassMerger(edits, next.edits)
    return EditTrace.Pass(merger.merged())
  }
}

/// Takes two passes together. Their edits meet in the text between the two: the output of the first, the source of the
/// second.
private struct PassMerger {
  private let first: [EditTrace.Edit]
  private let second: [EditTrace.Edit]
  private var firstIndex = 0
  private var secondIndex = 0
  /// What to add to an offset between the two to get one before the first, behind the edits so far.
  private var toSource = 0
  /// What to add to get one after the second.
  private var toOutput = 0

  init(_ first: [EditTrace.Edit], _ second: [EditTrace.Edit]) {
    self.first = first
    self.second = second
  }

  mutating func merged() -> [EditTrace.Edit] {
    var result: [EditTrace.Edit] = []
    while let next = nextRange {
      var group = next
      let (sourceShift, outputShift) = (toSource, toOutput)
      var causes: (first: [EditTrace.Cause], second: [EditTrace.Cause]) = ([], [])
      take(&causes)
      while let other = nextRange, other.lowerBound < group.upperBound,
        !other.isEmpty || other.lowerBound > group.lowerBound
      {
        group = group.lowerBound..<max(group.upperBound, other.upperBound)
        take(&causes)
      }
      result.append(
        EditTrace.Edit(
          source: (group.lowerBound + sourceShift)..<(group.upperBound + toSource),
          output: (group.lowerBound + outputShift)..<(group.upperBound + toOutput),
          causes.first + causes.second.filter { !causes.first.contains($0) }))
    }
    return result
  }

  /// Whether the first pass has the edit that comes next: what it left empty at a place comes before what is there.
  private var isFirstNext: Bool {
    guard firstIndex < first.count else { return false }
    guard secondIndex < second.count else { return true }
    let (mine, other) = (first[firstIndex].output, second[secondIndex].source)
    return (mine.lowerBound, mine.upperBound) <= (other.lowerBound, other.upperBound)
  }

  private var nextRange: Range<Int>? {
    if isFirstNext { return first[firstIndex].output }
    return secondIndex < second.count ? second[secondIndex].source : nil
  }

  private mutating func take(_ causes: inout (first: [EditTrace.Cause], second: [EditTrace.Cause])) {
    if isFirstNext {
      let edit = first[firstIndex]
      firstIndex += 1
      toSource = edit.source.upperBound - edit.output.upperBound
      causes.first += edit.causes.filter { !causes.first.contains($0) }
    } else {
      let edit = second[secondIndex]
      secondIndex += 1
      toOutput = edit.output.upperBound - edit.source.upperBound
      causes.second += edit.causes.filter { !causes.second.contains($0) }
    }
  }
}
