public import Minwal

/// Hands documents to a program that puts them somewhere: a database server, a search engine, a file format.
public struct ExportCommand: Exporter {
  public struct Options: StageOptions {
    @Option("The program and its arguments; it runs in the folder of the recipe.") public var run: ProgramCall
    @Option("What the program is reported where and how to write.") public var options = OpenOptions()
    @Option("Layers that records have, such as sentences or units.") public var layers: [String] = []
    @Option(
      "How long the program may take for an answer.", in: TimeSpan(milliseconds: 10)...TimeSpan.seconds(86_400))
    public var timeout = TimeSpan.seconds(300)

    public init() {}
  }

  public static let spec = StageSpec(
    "export-command", "Hands documents to a program that puts them somewhere.",
    discussion: """
      One process of the program gets all documents, in the order of the input. It reads a request from each line of its \
      standard input and answers each with a line of JSON on its standard output; messages for people go to standard error. \
      The requests are open, write with records, commit and finish; docs/command-stages.md has the protocol, and \
      Examples/commands/store.py is such a program.

      With commit, the program makes durable what it got and says how far it is, as any JSON value that is not null. A run that \
      resumes opens it with that position, and the program forgets what came behind it. With finish, it makes all visible. A \
      program that cannot say how far it is answers commit with null, and such a run cannot be resumed.
      """, examples: examples)

  public static func flow(with options: Options) -> StageFlow {
    let needs = options.layers.map { LayerID(named: $0) }
    return StageFlow(needs: needs, optional: needs)
  }

  public let destination: Destination
  public var needsRecordEnds: Bool { true }
  public var canStream: Bool { false }
  private let options: Options
  private let layers: [LayerID]
  private let note: @Sendable (String) -> Void

  public init(_ options: Options, _ context: StageContext) throws {
    self.options = options
    layers = options.layers.map { LayerID(named: $0) }
    destination = Destination(OutputPath(options.run.label, range: options.run.range), .elsewhere)
    for file in options.run.files { try context.addToFingerprint(file) }
    if let problem = Self.mistake(options.run) {
      throw Diagnostic(
        .programFailed, "'\(options.run.program)' does not work: it \(problem)", at: options.run.range,
        notes: [
          """
          when a recipe is checked, the program is started and its standard input closed at once: it is to end with code 0, \
          and to do nothing
          """
        ])
    }
    note = context.note
  }

  /// How long the program may take to end when it is checked: no one likes to wait.
  private static let patience = TimeSpan.seconds(2)

  /// What is wrong with the program, as far as that can be told without a request; `nil` if nothing is. One that says
  /// nothing, or is slow, may have its reasons.
  private static func mistake(_ call: ProgramCall) -> String? {
    let nothing = ByteBuffer()
    do throws(PipedProcess.Failure) {
      let process = try PipedProcess(call)
      _ = try process.ask(nothing.span, until: .close, limit: 1 << 20, timeout: patience)
      guard let ending = process.end(within: patience, isWork: true) else { return nil }
      if case .exited(0) = ending { return nil }
      throw .ended(ending, stderrTail: process.lastLine)
    } catch {
      switch error {
      case .notStarted, .ended(.signal, _), .ended(.exited(126), _), .ended(.exited(127), _): return error.description
      case .ended(_, let stderrTail) where !stderrTail.isEmpty: return error.description
      default: return nil
      }
    }
  }

  public func render(_ document: Document, into output: inout ByteBuffer) {
    JSONWriter.append(to: &output) { json in
      document.writeForProgram(needs: layers, &json)
      json.endLine()
    }
  }

  public func openSink(_ place: SinkPlace, _ start: SinkStart) throws -> any RecordSink {
    try ProgramSink(options, note: note, start)
  }
}
