public import Minwal

/// Runs the text of documents through a program of the kind of `sed`.
public struct Filter: BatchStage, LabelledStage {
  /// How documents come together.
  public enum Process: String, OptionChoice {
    case document
    case batch

    public var help: String {
      switch self {
      case .document: "One for each document."
      case .batch: "One for a batch of documents. The program must treat each line by itself, whatever is in it."
      }
    }
  }

  public struct Options: StageOptions {
    @Option("The program that reads text and writes text, and its arguments, such as [sed, s/a/b/].")
    public var run: ProgramCall
    @Option("What a process is started for.") public var per = Process.document
    @Option("With 'per: batch': how many documents a process gets at most.", in: 1...10_000) public var batch = 64
    @Option(
      "How long a process may take.", in: TimeSpan(milliseconds: 10)...TimeSpan.seconds(86_400))
    public var timeout = TimeSpan.seconds(30)
    @Option("Exit codes that mean that all went well.") public var successCodes = [0]
    @Option("Environment variables that the program gets in addition to PATH, HOME, TMPDIR, LANG and LC_….")
    public var environment: [String] = []

    public init() {}

    public func validate(_ problems: inout OptionProblems) {
      if successCodes.isEmpty {
        problems.error("success-codes", "'success-codes' is empty, so that no process could end well")
      }
      for code in successCodes where !(0...255).contains(code) {
        problems.error("success-codes", "\(code) is not an exit code", notes: ["expected 0 to 255"])
      }
      ProgramEnvironment.validate(environment, option: "environment", &problems)
      if per == .document, problems.isGiven("batch") {
        problems.warning("batch", "'batch' has no effect without 'per: batch'")
      }
    }
  }

  public static let spec = StageSpec(
    "filter", "Runs the text through a program such as sed, tr or iconv.",
    discussion: """
      The program gets the text on its standard input, and what it writes to its standard output is the new text. It runs \
      in the folder of the recipe, with the environment variables PATH, HOME, TMPDIR, LANG and LC_… and those that \
      'environment' names. An exit code that is not among 'success-codes', output that is not UTF-8 and a process \
      that takes too long are errors of the document. A process that was killed is started once more.

      When the recipe is checked, the program gets an empty text, and if it fails, two short ones. It is an error if it \
      fails on each of them and says why. A program that fails on the first eight documents, and on these texts, ends the \
      run, which can be resumed.

      Each document has a process of its own, so that none can change another, whatever the program does. To start one takes \
      a millisecond or more. 'per: batch' sends several documents through one process, with a line of one control character \
      between them that none of them has. That is right only for programs that treat each line by itself: \
      'sed /BEGIN/,/END/d' is none, since a BEGIN without its END would reach into the next document. No trial can tell this \
      of all programs and texts; it is for you to know. Programs that are found out are not trusted: the program is tried \
      first on three short texts, together and alone, and where that makes a difference, as with 'sort' or 'sed 1d', each \
      document has a process of its own after all; where the lines between documents do not come out as they went in, the \
      documents of that batch go alone; and 'minwal test' compares documents together with the same alone.

      A text that does not end with a line feed gets one on the way, which is taken off again.
      """,
    changesText: true, reasons: [ReplacementReason.rewritten], examples: examples)

  public let limit: BatchLimit
  package let label: String
  private var filter: TextFilter
  private let call: ProgramCall
  /// What all workers know of the program.
  private let record = ProgramRecord()

  public init(_ options: Options, _ context: StageContext) throws {
    call = options.run.passing(options.environment)
    limit = BatchLimit(documents: options.per == .document ? 1 : options.batch)
    label = options.run.label
    for file in options.run.files { try context.addToFingerprint(file) }
    let grouping: TextFilter.Grouping =
      switch options.per {
      case .document: .alone
      case .batch: .tried
      }
    filter = TextFilter(
      call, grouping: grouping, timeout: options.timeout, successCodes: options.successCodes, note: context.note)
    // What it says there is in the error.
    let trial = TextFilter(
      call, grouping: .alone, timeout: options.timeout, successCodes: options.successCodes, note: { _ in })
    if let problem = trial.mistake() {
      throw Diagnostic(
        .programFailed, "'\(call.program)' does not work as a filter: it \(problem)", at: call.range,
        notes: [
          "when a recipe is checked, a filter gets an empty text and two short ones, and one of them must go through",
          "try it by hand, in the folder of the recipe: \(Self.shellLine(call))",
        ])
    }
  }

  /// What to type to see what the program does.
  private static func shellLine(_ call: ProgramCall) -> String {
    let words = call.arguments.map { word in
      let isPlain = word.utf8.allSatisfy { byte in
        (0x30...0x39).contains(byte) || (0x41...0x5A).contains(byte & 0xDF) || "-_./,:=+@%".utf8.contains(byte)
      }
      return isPlain && !word.isEmpty ? word : "'\(word.replacing("'", with: "'\\''"))'"
    }
    return "echo 'Some text.' | \(words.joined(separator: " "))"
  }

  public mutating func process(_ documents: inout [Document]) throws -> [Result<Verdict, any Error>] {
    let results = try filter.run(documents.map(\.text))
    for result in results { try note(result) }
    return documents.indices.map { index in
      Result {
        let text = try results[index].get()
        try documents[index].replaceText { source, output, reasons in
          guard text != source else { return false }
          output.append(text.span)
          reasons.add(ReplacementReason.rewritten)
          return true
        }
        return .keep
      }
    }
  }

  /// Notes what came of a text.
  ///
  /// - Throws: ``StageError`` that ends the run, if it seems to be the program that is wrong, and not the documents.
  private func note(_ result: Result<Text, StageError>) throws(StageError) {
    guard case .failure(let error) = result else { return record.worked() }
    guard record.failed() else { return }
    guard let problem = filter.hopelessness() else { return record.worked() }
    if problem.endsRun { throw problem }
    throw ProgramRecord.hopeless(
      call, error,
      hint: error.code == .stageFailed
        ? "; if that code means that all went well, name it under 'success-codes'" : "")
  }
}
