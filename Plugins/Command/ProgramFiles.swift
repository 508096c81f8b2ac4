public import Minwal

/// Reads files of any kind through a program that gives their text.
public struct ProgramFiles: Reader {
  public struct Options: StageOptions {
    @Option(
      "The program that gives the text of a file on its standard output, and its arguments. `{}` stands for the file's path; without it, the program gets the file on its standard input."
    )
    public var run: ProgramCall
    @Option(
      "How long the program may take for a file.", in: TimeSpan(milliseconds: 10)...TimeSpan.seconds(86_400))
    public var timeout = TimeSpan.seconds(60)
    @Option("How much the program may write for a file.", in: ByteCount(1)...ByteCount(1 << 30))
    public var outputLimit = ByteCount(256_000_000)
    @Option("Exit codes that mean that all went well.") public var successCodes = [0]
    @Option("Environment variables that the program gets in addition to PATH, HOME, TMPDIR, LANG and LC_….")
    public var environment: [String] = []
    @Option(
      "How many files the program may fail on, if it has worked for none, before the run ends.", unit: "files",
      in: 1...1_000_000)
    public var giveUpAfter = 20
    @Option("The encoding of what the program writes, as iconv calls it. A byte order mark wins over it.")
    public var encoding: Encoding? = nil
    @Option("What becomes of bytes that are not UTF-8.") public var invalidUtf8 = InvalidUTF8.repair

    public init() {}

    public func validate(_ problems: inout OptionProblems) {
      if successCodes.isEmpty {
        problems.error("success-codes", "'success-codes' is empty, so that no process could end well")
      }
      for code in successCodes where !(0...255).contains(code) {
        problems.error("success-codes", "\(code) is not an exit code", notes: ["expected 0 to 255"])
      }
      ProgramEnvironment.validate(environment, option: "environment", &problems)
    }
  }

  /// A change from a file to its text of which no more is known.
  static let converted = Reason("program", "A program has made the text of the file.")

  public static let spec = ReaderSpec(
    "program", title: "files for a program",
    "Reads files of any kind through a program that gives their text, each file one document.",
    discussion: """
      A process of the program is started for each file, in the folder of the recipe, with the environment variables PATH, \
      HOME, TMPDIR, LANG and LC_… and those that 'environment' names. It gets no shell: a file's name is one argument, \
      whatever characters it has, and an absolute path. A file that was compressed, came through a pipe or is tried again \
      from the quarantine is written to a temporary file first, with the same suffix.

      An exit code that is not among 'success-codes', too much output and a process that takes too long are errors of the \
      file, which is quarantined with the last line that the program printed to standard error. A process that was killed is \
      started once more. A program that has failed on the first 'give-up-after' files and worked for none ends the run, \
      which can be resumed.
      """, reasons: [converted] + [Reading.byteOrderMark, Reading.encoding, Reading.invalidUTF8, Reading.lineEnd],
    waits: true,
    examples: [
      ReaderExample(
        "The file on the program's standard input.", file: "page.txt", options: ["run": ["tr", "a-z", "A-Z"]],
        input: "The sea is back.\n"),
      ReaderExample(
        "The path of the file among the arguments.", file: "page.txt", options: ["run": ["tail", "-n", "1", "{}"]],
        input: "Sea\nThe sea is back.\n"),
    ])

  public let framing = Framing.whole
  private let options: Options
  private let call: ProgramCall
  private let wantsPath: Bool
  private let decoder: TextDecoder
  private let note: @Sendable (String) -> Void
  /// What all workers know of the program.
  private let record = ProgramLuck()

  public init(_ options: Options, _ context: StageContext) throws {
    self.options = options
    call = options.run.passing(options.environment)
    wantsPath = call.arguments.contains { $0.contains(Self.mark) }
    decoder = TextDecoder(options.encoding, invalidUTF8: options.invalidUtf8)
    note = context.note
    for file in options.run.files { try context.addToFingerprint(file) }
  }

  /// What stands for the path.
  private static let mark = "{}"

  public mutating func read(_ record: borrowing Record, into document: inout Document) throws -> Int {
    let output: ByteBuffer
    do {
      output = try text(of: record)
      self.record.worked()
    } catch {
      if error.code == StageError.interrupted.code || !self.record.failed(atMost: options.giveUpAfter) { throw error }
      throw StageError.unavailable(
        "'\(call.program)' has failed on the first \(options.giveUpAfter) files and worked for none: \(error.message); "
          + "if that is as it should be, raise 'give-up-after'")
    }
    let size = record.bytes.count
    var replaced = 0
    try document.fill { text, trace in
      trace?.add(.init([Reading.edit(0..<size, 0..<output.count, Self.converted)]))
      let contents = output
      replaced = try decoder.decode(contents.span, into: &text, &trace)
    }
    return replaced
  }

  private func text(of record: borrowing Record) throws(StageError) -> ByteBuffer {
    guard wantsPath else { return try run(call, record.bytes) }
    let nothing = ByteBuffer()
    if let file = record.file { return try run(call(for: file), nothing.span) }
    let copy = try TemporaryCopy(of: record.bytes, named: record.path)
    defer { copy.remove() }
    return try run(call(for: copy.path), nothing.span)
  }

  /// The call for a file. Its path is absolute, so that it is never taken for an option.
  private func call(for file: String) -> ProgramCall {
    ProgramCall(
      call.arguments.map { $0.replacing(Self.mark, with: file) }, folder: call.folder, environment: call.environment,
      range: call.range)
  }

  /// Runs the program; a second time if it was killed, by someone or for want of memory, which is no fault of the file.
  private func run(_ call: ProgramCall, _ input: Span<UInt8>) throws(StageError) -> ByteBuffer {
    do {
      return try attempt(call, input)
    } catch {
      guard error.code == .stageCrashed else { throw error }
    }
    return try attempt(call, input)
  }

  private func attempt(_ call: ProgramCall, _ input: Span<UInt8>) throws(StageError) -> ByteBuffer {
    do throws(PipedProcess.Failure) {
      let process = try PipedProcess(call, note: note)
      let output = try process.ask(input, until: .close, limit: options.outputLimit.bytes, timeout: options.timeout)
      guard let ending = process.end(within: options.timeout, isWork: true) else { throw .timedOut(options.timeout) }
      if case .exited(let code) = ending, options.successCodes.contains(Int(code)) { return output }
      throw .ended(ending, stderrTail: process.lastLine)
    } catch {
      let message = "the program '\(call.program)' \(error)"
      switch error {
      case .notStarted: throw .unavailable(message)
      case .interrupted: throw .interrupted
      case .timedOut: throw StageError(.stageTimedOut, message)
      case .ended(.signal, _): throw StageError(.stageCrashed, message)
      default: throw StageError(.stageFailed, message)
      }
    }
  }
}
