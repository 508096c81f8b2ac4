public import Minwal

/// Translates by a program or a server.
public struct Translate: BatchStage, TranslatingStage {
  public static let spec = StageSpec(
    "translate", "Translates parts of documents by a program or a server.",
    discussion: """
      The stage makes units of what 'of' names, as 'translate-stub' does, and fills them in. Give it 'run', a program that \
      text goes through, or 'url', a server that speaks the protocol of LibreTranslate.

      A program gets several texts at a time, with lines of one control character between them that none of them has; if \
      these do not come out as they went in, each text gets a process of its own. It runs in the folder of the recipe, with the environment variables PATH, HOME, \
      TMPDIR, LANG and LC_… and those that 'environment' names.

      A server gets POST requests with JSON. What may go better later is tried again, after half a second, then one, then \
      two, and so on, or as long as the server wants: no connection, no answer in time, and the statuses 408, 425, 429, \
      500, 502, 503 and 504. A server that stays away, or that refuses our key (401, 403), ends the run, which can be \
      resumed; one that fails on some texts gets them one by one. libcurl must be installed.

      What was translated is kept and not asked for again: in the file 'memory', a SQLite database that several runs and \
      processes may share, or else for as long as the run goes on. It is kept by program or address, by languages, and by \
      text: to translate everything again, remove the file.

      A document of which a unit cannot be translated is quarantined. A unit that is in the language that it is to be \
      translated to stays as it is. Whatever the engine gives is taken for a translation: there is no check of its quality.
      """,
    needs: [.summary], gives: [.units], examples: examples)

  public let flow: StageFlow
  public let limit = BatchLimit(documents: 64)

  private let target: Language
  private var maker: UnitMaker
  private var engine: EngineTranslator
  /// What a test has put in the place of the engine.
  public var translator: (any Translator)?

  public init(_ options: Options, _ context: StageContext) throws {
    if options.from == nil && context.language == options.to {
      throw Diagnostic(
        .conflictingOptions, "stage 'translate' is to translate to '\(options.to)', the recipe's own language",
        notes: ["change 'to', or say 'from' if the documents are in another language"])
    }
    flow = UnitMaker.flow(options.of)
    target = options.to
    maker = UnitMaker(of: options.of, from: options.from, to: options.to, recipeLanguage: context.language)
    let memory = TranslationMemory(
      path: options.memory?.path ?? "", name: options.memory?.written ?? "of this run")
    engine = EngineTranslator(try Self.makeEngine(options, context), memory: memory)
  }

  private static func makeEngine(_ options: Options, _ context: StageContext) throws -> any TextEngine {
    if let run = options.run {
      for file in run.files { try context.addToFingerprint(file) }
      return CommandEngine(
        run.passing(options.environment), batch: options.batch, timeout: options.timeout, note: context.note)
    }
    var key: String?
    if let name = options.keyVariable {
      key = FileSystem.environmentVariable(name)
      if key?.isEmpty ?? true {
        throw Diagnostic(
          .unsetVariable, "the environment variable '\(name)' is not set",
          notes: ["'key-variable' names it: it has the key which the server wants"])
      }
    }
    return HTTPEngine(
      url: options.url ?? "", key: key, batch: options.batch,
      patience: HTTPEngine.Patience(retries: options.retries, timeout: options.timeout),
      limiter: RateLimiter(perSecond: options.rate), note: context.note)
  }

  public mutating func process(_ documents: inout [Document]) throws -> [Result<Verdict, any Error>] {
    var units: [TranslationUnit] = []
    var ends: [Int] = []
    for document in documents {
      maker.makeUnits(of: document, into: &units)
      ends.append(units.count)
    }
    for index in units.indices where units[index].sourceLanguage == target {
      units[index].target = units[index].source
      units[index].state = .translated
    }
    if translator != nil {
      try translator?.translate(&units)
    } else {
      try engine.translate(&units)
    }
    var start = 0
    return documents.indices.map { index in
      let range = start..<ends[index]
      start = ends[index]
      if let place = range.first(where: { engine.failures[$0] != nil }), let failure = engine.failures[place] {
        return .failure(StageError(failure.code, "\(failure.message) (unit '\(units[place].id)')"))
      }
      documents[index].update(TranslationUnits.self) { layer, _ in layer.units += units[range] }
      return .success(.keep)
    }
  }
}
