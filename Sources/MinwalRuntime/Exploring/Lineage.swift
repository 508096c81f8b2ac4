public import Minwal

/// Where pieces of a document's text came from, and what became of them.
public struct Lineage: Sendable {
  /// A place in the input.
  public struct Place: Hashable, Sendable {
    /// Byte offsets into the file, or the line of JSON.
    public var bytes: Range<Int>
    /// Counts from 1; the line of the file.
    public var line: Int
    /// Counts from 1, in characters (Unicode scalars); of JSON Lines, in the record as it stands there.
    public var column: Int
  }

  /// A piece of text that someone looked for.
  public struct Finding: Sendable {
    /// Where it came from.
    public var place: Place
    /// The first step that has it as it was looked for.
    public var step: Int
    /// Where it lies in that step's text.
    public var range: Range<Int>
    /// What made it so, on the way from the input.
    public var before: [EditTrace.Edit]
    /// What changed it later.
    public var after: [EditTrace.Edit]
    /// Where it, or what is left of it, lies in the last step's text; `nil` if nothing is left.
    public var result: Range<Int>?
  }

  /// A change of a stage's, with its place in the input.
  public struct Change: Sendable {
    public var step: Int
    public var edit: EditTrace.Edit
    public var place: Place
  }

  private let trial: Trial
  /// For each step, all changes from the input on.
  private let fromInput: [EditTrace.Pass]
  /// Where the lines of the text begin that was read.
  private let lineStarts: [Int]

  /// Looks into a trial.
  public init(_ trial: Trial) {
    self.trial = trial
    var passes: [EditTrace.Pass] = []
    for step in trial.steps { passes.append((passes.last ?? EditTrace.Pass()).followed(by: step.changes)) }
    fromInput = passes
    let text = trial.steps[0].document.text
    var starts = [0]
    while let end = text.span.firstIndex(of: 0x0A, from: starts[starts.count - 1]) { starts.append(end + 1) }
    lineStarts = starts
  }

  /// Where a range of the input lies.
  public func place(_ bytes: Range<Int>) -> Place {
    if let line = trial.line {
      let before = trial.input.span.extracting(0..<bytes.lowerBound)
      let lineStart = before.lastIndex(of: 0x0A, from: 0).map { $0 + 1 } ?? 0
      return Place(
        bytes: bytes, line: line + before.occurrences(of: 0x0A),
        column: trial.input.span.scalarCount(in: lineStart..<bytes.lowerBound) + 1)
    }
    // Lines are counted in the text, so that this works for every encoding.
    let next = min(bytes.lowerBound + 1, trial.input.count)
    let offset = fromInput[0].output(of: bytes.lowerBound..<max(next, bytes.lowerBound)).lowerBound
    var (low, high) = (0, lineStarts.count - 1)
    while low < high {
      let middle = (low + high + 1) / 2
      if lineStarts[middle] <= offset { low = middle } else { high = middle - 1 }
    }
    let text = trial.steps[0].document.text
    return Place(bytes: bytes, line: low + 1, column: text.span.scalarCount(in: lineStarts[low]..<offset) + 1)
  }

  /// Where a range of a step's text came from.
  public func origin(of range: Range<Int>, after step: Int) -> Place { place(fromInput[step].source(of: range)) }

  /// Everything that was changed, in the order of the steps.
  public var changes: [Change] {
    trial.steps.indices.flatMap { step in
      trial.steps[step].changes.edits.map { edit in
        let source = step == 0 ? edit.source : fromInput[step - 1].source(of: edit.source)
        return Change(step: step, edit: edit, place: place(source))
      }
    }
  }

  /// Finds a text wherever it is or was.
  ///
  /// - Parameter text: What to look for, byte by byte.
  /// - Returns: Each place of the input that it came from, once, in the order of the input.
  public func find(_ text: String) -> [Finding] {
    let pattern = Array(text.utf8)
    var findings: [Finding] = []
    var seen: Set<Range<Int>> = []
    for step in trial.steps.indices {
      let span = trial.steps[step].document.text.buffer
      let later = trial.steps[(step + 1)...].reduce(EditTrace.Pass()) { $0.followed(by: $1.changes) }
      for range in span.occurrences(of: pattern) {
        let place = origin(of: range, after: step)
        guard seen.insert(place.bytes).inserted else { continue }
        let result = later.output(of: range)
        findings.append(
          Finding(
            place: place, step: step, range: range,
            before: fromInput[step].edits.filter { $0.output.touches(range) },
            after: later.edits.filter { $0.source.touches(range) }, result: result.isEmpty ? nil : result))
      }
    }
    return findings.sorted { $0.place.bytes.lowerBound < $1.place.bytes.lowerBound }
  }
}

extension Range<Int> {
  /// Whether it has a byte of the other, or, being empty, lies inside it.
  fileprivate func touches(_ other: Range<Int>) -> Bool {
    isEmpty ? other.lowerBound < lowerBound && lowerBound < other.upperBound : overlaps(other)
  }
}

extension ByteBuffer {
  /// Where some bytes occur, without overlaps.
  fileprivate func occurrences(of pattern: [UInt8]) -> [Range<Int>] {
    guard let first = pattern.first else { return [] }
    var found: [Range<Int>] = []
    var position = 0
    while let start = span.firstIndex(of: first, from: position), start + pattern.count <= count {
      let range = start..<(start + pattern.count)
      let matches = span.extracting(range).elementsEqual(pattern.span)
      if matches { found.append(range) }
      position = matches ? range.upperBound : start + 1
    }
    return found
  }
}

extension Span where Element == UInt8 {
  /// How many characters begin in a range.
  func scalarCount(in range: Range<Int>) -> Int {
    var count = 0
    for index in range where self[index] & 0xC0 != 0x80 { count += 1 }
    return count
  }
}
