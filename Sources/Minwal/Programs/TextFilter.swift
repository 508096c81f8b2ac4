import Glibc

/// Runs texts through a program that reads standard input and writes standard output, as `sed`, `tr` and `iconv` do.
///
/// Starting a process takes longer than most of them take for a text, so several can go through one process, with a
/// line of one control character between them that none of the texts has. If the lines between the texts do not come
/// out as they went in, or the program fails, the texts go alone. Programs that keep something from one line to the
/// next may still let one text change another: whether texts may go together is for those to say who know the program.
package struct TextFilter: Sendable {
  /// How texts come together.
  package enum Grouping: Sendable {
    /// Each has a process of its own.
    case alone
    /// Together, unless the program shows on texts that are known that it does not treat each line by itself, as `sort`
    /// and `sed 1d` do.
    case tried
    /// Together, without a trial.
    case together
  }

  private let call: ProgramCall
  let timeout: TimeSpan
  private let successCodes: [Int]
  private let note: @Sendable (String) -> Void
  /// Whether texts go together; `nil` before the program was tried.
  private var goTogether: Bool?

  /// Prepares to run a program.
  ///
  /// - Parameters:
  ///   - call: The program and its arguments.
  ///   - grouping: How texts come together.
  ///   - timeout: How long a process may take.
  ///   - successCodes: The exit codes that mean that all went well.
  ///   - note: Gets what the program prints to standard error.
  package init(
    _ call: ProgramCall, grouping: Grouping, timeout: TimeSpan, successCodes: [Int] = [0],
    note: @escaping @Sendable (String) -> Void
  ) {
    self.call = call
    self.timeout = timeout
    self.successCodes = successCodes
    self.note = note
    switch grouping {
    case .alone: goTogether = false
    case .tried: goTogether = nil
    case .together: goTogether = true
    }
  }

  /// Runs texts through the program.
  ///
  /// - Parameter texts: The texts.
  /// - Returns: What the program made of each, or why it made nothing.
  /// - Throws: ``StageError`` that ends a run, if the program cannot be started.
  package mutating func run(_ texts: [Text]) throws(StageError) -> [Result<Text, StageError>] {
    if texts.count > 1 {
      if goTogether == nil { goTogether = try isLocal() }
      if goTogether == true, let results = try runTogether(texts) { return results.map(Result.success) }
    }
    var results: [Result<Text, StageError>] = []
    for text in texts { results.append(try runAlone(text)) }
    return results
  }

  // MARK: Alone

  private func runAlone(_ text: Text) throws(StageError) -> Result<Text, StageError> {
    var input = ByteBuffer()
    let isEnded = Self.append(text, to: &input)
    do {
      let output = try outputOrSecondOutput(of: input)
      return .success(try Self.text(output, 0..<output.count, isEnded: isEnded))
    } catch {
      if error.endsRun { throw error }
      return .failure(error)
    }
  }

  /// Adds a text that ends with a line feed, since many programs add one that is missing.
  ///
  /// - Returns: Whether the text has none itself.
  private static func append(_ text: Text, to input: inout ByteBuffer) -> Bool {
    input.append(text.span)
    guard let last = text.count > 0 ? text.span[text.count - 1] : nil, last != 0x0A else { return false }
    input.append(0x0A)
    return true
  }

  /// What came out of a text; without a line feed that was put there.
  private static func text(_ output: ByteBuffer, _ range: Range<Int>, isEnded: Bool) throws(StageError) -> Text {
    let isLonger = isEnded && !range.isEmpty && output[range.upperBound - 1] == 0x0A
    let piece = output.span.extracting(range.lowerBound..<(range.upperBound - (isLonger ? 1 : 0)))
    if let text = Text(validating: piece) { return text }
    throw StageError(
      .stageFailed,
      "what the program wrote is not UTF-8, at byte \(UTF8Validation.firstInvalid(in: piece)?.lowerBound ?? 0)")
  }

  // MARK: Together

  /// Characters to put between texts: those that ASCII has for such things.
  private static let separators: [UInt8] = [0x1E, 0x1D, 0x1C, 0x1F]

  /// Runs texts through one process.
  ///
  /// - Returns: What came of each; `nil` if they are to go alone.
  private func runTogether(_ texts: [Text]) throws(StageError) -> [Text]? {
    let separator = Self.separators.first { separator in
      !texts.contains { $0.span.firstIndex(of: separator) != nil }
    }
    guard let separator else { return nil }
    var input = ByteBuffer()
    var isEnded: [Bool] = []
    for text in texts {
      if !isEnded.isEmpty {
        input.append(separator)
        input.append(0x0A)
      }
      isEnded.append(Self.append(text, to: &input))
    }
    let output: ByteBuffer
    do {
      output = try self.output(of: input)
    } catch {
      if error.endsRun { throw error }
      return nil
    }
    var results: [Text] = []
    var start = 0
    while results.count < texts.count {
      let end = output.span.firstIndex(of: separator, from: start)
      // The separator must be a line of its own, and there must be one less than there are texts.
      let isLast = results.count == texts.count - 1
      if isLast != (end == nil) { return nil }
      if let end {
        guard end == start || output[end - 1] == 0x0A, end + 1 < output.count, output[end + 1] == 0x0A else {
          return nil
        }
      }
      do {
        results.append(try Self.text(output, start..<(end ?? output.count), isEnded: isEnded[results.count]))
      } catch {
        return nil
      }
      start = (end ?? 0) + 2
    }
    return results
  }

  /// Texts that a program which looks at more than a line shows itself by: lines that come again in the same and in
  /// another text, out of order, an empty one, and a last one without its end.
  private static let trials = [
    "Gamma delta 1.\nThe same line.\n\nAlpha beta.\n", "The same line.\nThe same line.\nAlpha beta.\nAnother.\n",
    "Epsilon.\nThe same line.\nZeta 22.",
  ]

  /// Whether the program makes the same of some texts together and alone.
  private func isLocal() throws(StageError) -> Bool {
    let texts = Self.trials.map { Text($0) }
    guard let together = try runTogether(texts) else { return refuse() }
    for (text, result) in zip(texts, together) {
      guard case .success(result) = try runAlone(text) else { return refuse() }
    }
    return true
  }

  private func refuse() -> Bool {
    note("'\(call.program)' does not treat texts one by one when it gets several, so each has a process of its own")
    return false
  }

  // MARK: The process

  private static let crashed = StageError.Code.stageCrashed
  /// The code that a shell ends with when a signal has ended what it ran.
  private static let killedInShell = 128 + SIGKILL

  /// What the program makes of a text, or a second process if the first was killed: by someone, or by the system for
  /// want of memory, which is not the text's fault.
  private func outputOrSecondOutput(of input: ByteBuffer) throws(StageError) -> ByteBuffer {
    do {
      return try output(of: input)
    } catch {
      guard error.code == Self.crashed else { throw error }
    }
    return try output(of: input)
  }

  private func output(of input: ByteBuffer) throws(StageError) -> ByteBuffer {
    do {
      return try attempt(input, timeout)
    } catch {
      throw failure(error)
    }
  }

  func attempt(_ input: ByteBuffer, _ timeout: TimeSpan) throws(PipedProcess.Failure) -> ByteBuffer {
    let process = try PipedProcess(call, note: note)
    let output = try process.ask(
      input.span, until: .close, limit: max(StageProgram.leastLimit, input.count * StageProgram.growth),
      timeout: timeout)
    guard let ending = process.end(within: timeout, isWork: true) else {
      throw RunToken.current.isOver ? .interrupted : .timedOut(timeout)
    }
    switch ending {
    case .exited(let code) where successCodes.contains(Int(code)): return output
    default: throw .ended(ending, stderrTail: process.lastLine)
    }
  }

  func failure(_ failure: PipedProcess.Failure) -> StageError {
    let message = "the program '\(call.program)' \(failure)"
    return switch failure {
    case .notStarted: .unavailable(message)
    case .interrupted: .interrupted
    case .timedOut: StageError(.stageTimedOut, message)
    case .ended(.signal, _), .ended(.exited(Self.killedInShell), _): StageError(Self.crashed, message)
    default: StageError(.stageFailed, message)
    }
  }
}
