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
    note = context.note
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
