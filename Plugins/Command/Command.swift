public import Minwal

extension Plugin {
  /// Stages in other languages.
  public static let command = Plugin(
    "command", [.batch(Command.self), .batch(Filter.self), .exporter(ExportCommand.self)],
    readers: [.reader(ProgramFiles.self)])
}

/// Has a program work as a stage.
public struct Command: BatchStage, LabelledStage {
  public static let spec = StageSpec(
    "command", "Has a program in any language work as a stage.",
    discussion: """
      The program is started once for each worker. It gets requests on its standard input and answers on its standard \
      output, a line of JSON each: first what it is and what options it has, then batches of documents. What it prints to \
      standard error goes into the log. docs/command-stages.md describes the protocol, 'minwal check-stage' tells whether \
      a program keeps to it, and Examples/commands has programs to begin with.

      It runs in the folder of the recipe, with the environment variables PATH, HOME, TMPDIR, LANG and LC_… and those that \
      'environment' names. Its options stand under 'options' and are checked like any other. Files of that folder that \
      'run' names, such as the script, count for the recipe's fingerprint.

      If the program crashes, does not answer in time or answers with something else, it is started again, and the documents \
      that it had go to it one by one. The one that it fails on again, being alone in a new process, is quarantined. A \
      program that answers nothing any more, or that has failed on the first eight documents and on one of ours, ends the \
      run, which can be resumed.
      """,
    changesText: true, reasons: [ReplacementReason.rewritten], examples: examples)

  public let flow: StageFlow
  public let limit: BatchLimit
  package let label: String

  private let call: ProgramCall
  private let description: ProgramDescription
  private let options: [JSONMember]
  private let timeout: TimeSpan
  private let context: StageContext
  /// The program, once it is needed. Copies of the stage that have not begun have none.
  private var program: StageProgram?
  /// How often in a row it did not answer in time, and how often the answer had only not been flushed.
  private var silences = (all: 0, unflushed: 0)
  /// So many times in a row are no fault of documents.
  private static let mostSilences = (all: 8, unflushed: 2)
  /// What all workers know of the program.
  private let record = ProgramRecord()
  /// Whether it was reported that the program says more than it is asked.
  private var hasToldOfMore = false

  public init(_ options: Options, _ context: StageContext) throws {
    let call = options.run.passing(options.environment)
    self.call = call
    label = call.label
    timeout = options.timeout
    limit = BatchLimit(documents: options.batch)
    self.context = context
    for file in call.files { try context.addToFingerprint(file) }
    do {
      let program = try StageProgram(call, note: context.note)
      description = try program.describe(context.layers)
      program.shutDown()
      // All that it had to say is there now.
      try program.refuseMore()
    } catch {
      throw Diagnostic(
        .programFailed, "'\(call.program)' does not work as a stage: \(error.message)", at: call.range,
        notes: [
          """
          a program is asked what it is when the recipe is checked; it has \
          \(StageProgram.describeTimeout.optionDescription) to answer
          """,
          "'minwal check-stage \(call.arguments.joined(separator: " "))' shows more",
        ])
    }
    flow = description.flow
    let scope = OptionScope(folder: options.options.folder)
    guard let values = description.decode(options.options, at: call.range, in: scope) else {
      throw Diagnostics(scope.diagnostics)
    }
    self.options = values
    for (option, value) in zip(description.options, values) where option.kind == .file {
      guard let written = value.value.stringValue else { continue }
      try context.addToFingerprint(
        InputFile(written: written, path: FileSystem.join(scope.folder, written.asPath), range: call.range))
    }
  }

  public mutating func process(_ documents: inout [Document]) throws -> [Result<Verdict, any Error>] {
    while true {
      do {
        return try ask(&documents)
      } catch let error as StageError {
        if error.endsRun { throw error }
        let isTimeOut = error.code == Self.timedOut
        let wasFresh = isFresh
        stop()
        if documents.count == 1, wasFresh || isTimeOut { return [.failure(try blame(error))] }
        // It may have been a late line that was meant for others: once more, all in a new process.
        if wasFresh || error.code != .malformedReply { break }
      }
    }
    // Some document is to blame, or the program has gone wrong in what it keeps. None but the guilty one is to suffer.
    return try documents.indices.map { index in
      var document = [documents[index]]
      defer { documents[index] = document[0] }
      return try askAlone(&document)
    }
  }

  /// Asks for one document, and once more in a new process if it may have failed for what came before.
  private mutating func askAlone(_ document: inout [Document]) throws -> Result<Verdict, any Error> {
    while true {
      do {
        return try ask(&document)[0]
      } catch let error as StageError {
        if error.endsRun { throw error }
        let isCertain = isFresh || error.code == Self.timedOut
        stop()
        if isCertain { return .failure(try blame(error)) }
      }
    }
  }

  private static let timedOut = StageError.Code.stageTimedOut

  /// Whether the program has done nothing before.
  private var isFresh: Bool { program?.answered == 0 }

  private mutating func ask(_ documents: inout [Document]) throws -> [Result<Verdict, any Error>] {
    if let program, !program.canBeAsked(for: documents) {
      tell(program)
      stop()
    }
    let program = try self.program ?? start()
    self.program = program
    do {
      let results = try program.process(&documents, options: options, description, timeout: timeout)
      silences = (0, 0)
      record.worked()
      return results
    } catch {
      if let silence = program.silence { try endure(silence) }
      throw error
    }
  }

  /// Reports once that a program says more than it is asked.
  private mutating func tell(_ program: StageProgram) {
    guard !hasToldOfMore, let more = program.unasked else { return }
    hasToldOfMore = true
    context.note(
      "'\(call.program)' says more than it is asked, '\(more)…', and is started again each time; messages for people belong "
        + "on standard error")
  }

  /// Notes that the program has failed on a document which it had alone.
  ///
  /// - Returns: The error of that document.
  /// - Throws: ``StageError`` that ends the run, if it seems to be the program that is wrong, and not the documents.
  private mutating func blame(_ error: StageError) throws(StageError) -> StageError {
    guard record.failed() else { return error }
    var trial = [Document.trial(needs: description.flow.needs)]
    do {
      _ = try start().process(&trial, options: options, description, timeout: timeout)
      record.worked()
      return error
    } catch let problem {
      if problem.endsRun { throw problem }
      throw ProgramRecord.hopeless(call, error)
    }
  }

  /// Reports a program that did not answer in time, and ends the run if it seems to answer nothing at all.
  private mutating func endure(_ silence: TimeoutCause) throws(StageError) {
    silences.all += 1
    if silence == .unflushed { silences.unflushed += 1 }
    if silences.all >= Self.mostSilences.all || silences.unflushed >= Self.mostSilences.unflushed {
      throw .unavailable(
        "the stage cannot continue: \(silences.all) times in a row, the program '\(call.program)' did not answer within "
          + "\(timeout.optionDescription); it \(silence.hint)")
    }
    if silences.all == 1 {
      context.note(
        "'\(call.program)' did not answer within \(timeout.optionDescription), and \(silence.hint)")
    }
  }

  /// Starts the program. One that cannot even say what it is will do no document, whichever it is.
  private func start() throws(StageError) -> StageProgram {
    var problem = ""
    for _ in 0..<2 {
      let program = try StageProgram(call, note: context.note)
      do {
        _ = try program.describe(context.layers)
        return program
      } catch {
        if error.endsRun { throw error }
        problem = error.message
      }
    }
    throw .unavailable("the stage cannot continue: '\(call.program)' does not work as a stage: \(problem)")
  }

  private mutating func stop() { program = nil }
}

extension Document {
  /// An ordinary document, of which only a program can make nothing that makes nothing of any.
  fileprivate static func trial(needs: [LayerID]) -> Document {
    var document = Document(id: "trial", text: "Gamma delta 1. Alpha beta.\n")
    for need in needs {
      guard let type = need.ranges else { continue }
      var ranges = TextRanges()
      ranges.append(0..<14)
      ranges.append(15..<26)
      document.set(ranges, as: type)
    }
    if needs.contains(.units) {
      let unit = TranslationUnit(id: "trial", source: "Alpha beta.", from: .undetermined, to: .undetermined)
      document.update(TranslationUnits.self) { layer, _ in layer.units = [unit] }
    }
    return document
  }
}
