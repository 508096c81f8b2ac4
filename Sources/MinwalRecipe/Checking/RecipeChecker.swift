import Minwal

/// Turns the values of a recipe file into a recipe, and finds everything that is wrong with them.
struct RecipeChecker {
  let source: SourceFile
  let folder: String
  let registry: Registry
  let settings: CheckSettings
  private let sink: DiagnosticSink
  /// The recipe's file, the files that it uses, and the arguments of `--set`.
  private(set) var sources: [SourceFile]
  /// The files besides the recipe that were read.
  private(set) var filesRead: [String] = []
  /// What tests may name.
  private var subject = TestReader.Subject()

  init(
    source: SourceFile, folder: String, registry: Registry, settings: CheckSettings, reportingTo sink: DiagnosticSink
  ) {
    self.sink = sink
    self.source = source
    self.folder = folder
    self.registry = registry
    self.settings = settings
    sources = [source]
  }

  mutating func check(_ root: ConfigNode) -> Recipe? {
    let start = SourceRange(file: source.name, line: 1, column: 1)
    guard case .mapping(var entries) = root.kind else {
      if root.kind == .null {
        report(
          .emptyRecipe, "the file holds no recipe", root.range ?? start,
          ["expected 'minwal: 1', then 'input' and 'stages'"])
      } else {
        report(
          .wrongType, "a recipe must be a mapping, not \(root.kindDescription)", root.range ?? start,
          ["expected 'minwal: 1', then 'input' and 'stages'"])
      }
      return nil
    }
    let overrides = settings.overrides.compactMap { argument in
      Override(argument, environment: settings.environment, reportingTo: sink)
    }
    checkKeys(entries)
    ForeignKey.rename(in: &entries)
    if let problem = Self.versionProblem(entries, start) { sink.add(problem) }
    let names = registry.stages.map(\.spec.name)
    for override in overrides { if let problem = override.apply(to: &entries, stages: names) { sink.add(problem) } }
    let name = decode(String.self, "name", entries) ?? defaultName
    let about = decode(String.self, "about", entries) ?? ""
    let language = decode(Language.self, "language", entries)
    let onError = decode(Recipe.OnError.self, "on-error", entries) ?? .quarantine
    let limits = checkLimits(entries)
    let context = StageContext(language: language, layers: registry.layers)
    let input = checkInput(entries, context)
    var chain = ChainChecker(
      registry: registry, file: source.name, folder: folder, confinesOutput: settings.confinesOutput,
      reportingTo: sink)
    let steps = checkStages(entries, overrides, context, &chain, start)
    sources += overrides.map(\.source)
    filesRead += context.filesRead.map(\.path)
    let dropped = decode(OutputPath.self, "dropped", entries)
    if let dropped { chain.checkDropped(dropped) }
    let tests = checkTests(entries, start)
    guard !sink.hasErrors else { return nil }
    var recipe = Recipe(
      file: source.name, folder: folder, name: name, about: about, language: language, input: input,
      defaultReaders: ReaderSet(registry), steps: steps,
      onError: onError, limits: limits, fingerprint: "", text: source.text)
    recipe.dropped = dropped
    recipe.fingerprint = Self.fingerprint(recipe, context)
    recipe.filesRead = filesRead
    recipe.log = context.log
    recipe.overrides = settings.overrides
    recipe.tests = tests
    return recipe
  }

  private func report(
    _ code: Diagnostic.Code, _ message: String, _ range: SourceRange?, _ notes: [Diagnostic.Note] = []
  ) {
    sink.add(Diagnostic(code, message, at: range, notes: notes))
  }

  // MARK: Top level

  private func checkKeys(_ entries: [ConfigNode.Entry]) {
    let names = RecipeKey.all.map(\.name)
    for entry in entries where !names.contains(entry.key) {
      var notes: [Diagnostic.Note] = []
      if let advice = ForeignKey.advice(entry.key, besides: entries, registry) {
        notes.append(.init(advice))
      } else if let nearest = NearestName.of(entry.key, in: names) {
        notes.append(.meant(nearest))
      } else if registry[entry.key] != nil {
        notes.append("'\(entry.key)' is a stage: put '- \(entry.key)' into the list under 'stages'")
      } else if DocumentLimits.declarations.contains(where: { $0.name == entry.key }) {
        notes.append("'\(entry.key)' belongs under 'limits': indent it")
      } else if isKeyOfInput(entry.key) {
        notes.append("'\(entry.key)' belongs under 'input': indent it")
      } else if let stage = stagesUsed(entries).first(where: { $0.options.contains { $0.name == entry.key } }) {
        notes.append("'\(entry.key)' is an option of the stage '\(stage.spec.name)': put it there")
      } else if entry.key == "<<" {
        notes.append("YAML 1.2 has no merge keys; repeat the keys")
      }
      notes.append("a recipe's keys are: \(names.joined(separator: ", "))")
      report(.unknownKey, "a recipe has no key '\(entry.key)'", entry.keyRange, notes)
    }
  }

  private func isKeyOfInput(_ key: String) -> Bool {
    InputOptions.declarations.contains { $0.name == key }
      || registry.readers.contains { type in type.spec.name == key || type.options.contains { $0.name == key } }
  }

  /// What is wrong with the version that a file gives.
  static func versionProblem(_ entries: [ConfigNode.Entry], _ start: SourceRange) -> Diagnostic? {
    guard let entry = entries.first(where: { $0.key == "minwal" }) else {
      return Diagnostic(
        .missingKey, "the recipe does not say which format it has", at: entries.first?.keyRange ?? start,
        notes: ["begin it with 'minwal: 1'"])
    }
    if entry.value.kind == .int(1) { return nil }
    return Diagnostic(
      .unsupportedVersion, "the recipe format \(entry.value.kindDescription) is not known here", at: entry.value.range,
      notes: ["expected 1"])
  }

  private func decode<Value: OptionValue>(
    _ type: Value.Type, _ key: String, _ entries: [ConfigNode.Entry]
  ) -> Value? {
    guard let entry = entries.first(where: { $0.key == key }), entry.value.unresolvedAt == nil else { return nil }
    return Value.decode(entry.value, in: OptionScope(folder: folder, subject: "'\(key)'", reportingTo: sink))
  }

  private var defaultName: String {
    let file = FileSystem.split(source.name).name
    return file.lastIndex(of: ".").map { String(file[..<$0]) } ?? file
  }

  private func stagesUsed(_ entries: [ConfigNode.Entry]) -> [StageType] {
    guard case .sequence(let items)? = entries.first(where: { $0.key == "stages" })?.value.kind else { return [] }
    return items.compactMap { item in
      switch item.kind {
      case .string(let name): registry[name]
      case .mapping(let entries): entries.lazy.compactMap { registry[$0.key] }.first
      default: nil
      }
    }
  }

  // MARK: Limits

  private func checkLimits(_ entries: [ConfigNode.Entry]) -> DocumentLimits? {
    guard let entry = entries.first(where: { $0.key == "limits" }) else { return nil }
    guard case .mapping(let given) = entry.value.kind else {
      sink.add(
        Diagnostic(
          .wrongType, "'limits' must be a mapping, not \(entry.value.kindDescription)", at: entry.value,
          notes: ["for example: limits: { timeout: 30 s, memory: 2 GB }"]))
      return nil
    }
    let scope = OptionScope(folder: folder, reportingTo: sink)
    return DocumentLimits.decode(given, in: scope, owner: OptionOwner("'limits'", at: entry.keyRange))
  }

  // MARK: Input

  private func checkInput(_ entries: [ConfigNode.Entry], _ context: StageContext) -> [InputSource]? {
    guard let entry = entries.first(where: { $0.key == "input" }) else { return nil }
    let scoped = sink.scoped { diagnostic in
      var diagnostic = diagnostic
      if diagnostic.code == .conflictingOptions, diagnostic.range?.file.hasPrefix(Override.prefix) == true {
        diagnostic.notes = [
          "'--set' changes one option and leaves the other; to read something else, name it: --input PATH"
        ]
      }
      return diagnostic
    }
    var checker = InputChecker(
      registry, folder: folder, context, isReplaced: settings.replacesInput, reportingTo: scoped)
    let sources = checker.check(entry)
    // Whatever is wrong with the other options.
    if !settings.replacesInput { for (path, range) in checker.paths { checkExists(path, range) } }
    return sources
  }

  /// A path must exist; of a pattern, the part before the first wildcard.
  private func checkExists(_ path: String, _ range: SourceRange?) {
    guard path != "-" else { return }
    let literal = Glob.literalPrefix(of: path)
    let full = FileSystem.join(folder, literal.asPath)
    do {
      _ = try FileSystem.status(full.isEmpty ? "." : full)
    } catch {
      var notes: [Diagnostic.Note] = ["looked for \(full)"]
      let (parent, name) = FileSystem.split(full)
      if let near = NearestName.of(name, in: (FileSystem.names(in: parent) ?? []).sorted()), near != name {
        notes.append("did you mean '\(near)'?")
      }
      report(.missingInput, "cannot read the input '\(path)': \(error.reason)", range, notes)
    }
  }

  // MARK: Stages

  /// The items of a file's list of stages, or why there are none.
  static func stages(_ entries: [ConfigNode.Entry], _ start: SourceRange) -> Result<[ConfigNode], Diagnostic> {
    guard let entry = entries.first(where: { $0.key == "stages" }) else {
      return .failure(
        Diagnostic(
          .missingKey, "the recipe has no 'stages'", at: entries.first?.keyRange ?? start,
          notes: ["expected a list of stages under 'stages:'"]))
    }
    let expected: [Diagnostic.Note] = [
      "expected a list, one stage an item: '- STAGE' or '- STAGE: { OPTION: value }'"
    ]
    switch entry.value.kind {
    case .sequence(let items) where items.isEmpty:
      return .failure(Diagnostic(.noStages, "'stages' is empty", at: entry.value.range, notes: expected))
    case .sequence(let items): return .success(items)
    case .null where entry.value.unresolvedAt == nil:
      return .failure(Diagnostic(.noStages, "'stages' is empty", at: entry.keyRange, notes: expected))
    default:
      return .failure(
        Diagnostic(
          .wrongType, "'stages' must be a list, not \(entry.value.kindDescription)", at: entry.value, notes: expected))
    }
  }

  private mutating func checkStages(
    _ entries: [ConfigNode.Entry], _ overrides: [Override], _ context: StageContext, _ chain: inout ChainChecker,
    _ start: SourceRange
  ) -> [Recipe.Step] {
    let nodes: [ConfigNode]
    switch Self.stages(entries, start) {
    case .success(let stages): nodes = stages
    case .failure(var problem):
      if case .sequence? = entries.first(where: { $0.key == "stages" })?.value.kind {
        problem.notes = ["available: \(registry.stages.map(\.spec.name).joined(separator: ", "))"]
      }
      sink.add(problem)
      return []
    }
    var parameters = Parameters(
      declared: entries.first { $0.key == "parameters" }?.value, given: [], user: nil, file: source.name,
      reportingTo: sink)
    var expander = StageExpander(source, folder: folder, environment: settings.environment, reportingTo: sink)
    expander.expand(nodes, &parameters)
    if expander.isComplete { parameters.finish() }
    sources += expander.sources
    filesRead += expander.sources.map(\.name)
    chain.protect(expander.sources.map(\.name))
    var items = expander.items
    for override in overrides { if let problem = override.apply(to: &items) { sink.add(problem) } }
    var isComplete = expander.isComplete
    let used = items.compactMap { item in item.name.flatMap { registry[$0] } } + registry.stages
    var subject = TestReader.Subject(mockable: registry.layers.filter { $0.ranges != nil }, isComplete: isComplete)
    let steps = items.compactMap { item -> Recipe.Step? in
      guard let call = StageCall(item, registry, sink.scoped(item.traced)) else {
        isComplete = false
        subject.isComplete = false
        return nil
      }
      let scope = OptionScope(
        folder: folder, folders: expander.folders,
        reportingTo: sink.scoped { item.traced(Self.complete($0, at: call, of: item, among: used)) })
      let own = call.when.map { ConditionReader.read($0, in: scope) }
      let condition = [item.condition, own ?? nil].compactMap(\.self).joined
      let onError = call.onError(in: scope)
      let making = instance(of: call, in: scope, context)
      if let condition, ConditionLogic.isImpossible(condition) {
        sink.add(
          item.traced(
            Diagnostic(
              .emptyCondition, "no document can meet the condition of '\(call.type.spec.name)'",
              at: call.when?.range ?? call.range, notes: ["it is \(condition)"])))
      }
      var isVague = false
      if case .some(.none) = own { isVague = true }
      let plan = making == nil ? call.type.flow(withRightOnesOf: call.options, in: scope) : nil
      chain.add(call, making, plan: plan, condition, isVague: isVague, mayFail: onError == .goOn, item)
      subject.add(call.type, making)
      guard let making else { return nil }
      return Recipe.Step(
        name: call.type.spec.name, range: call.range, made: making.made, options: making.options, condition: condition,
        onError: onError)
    }
    chain.finish(
      at: entries.first { $0.key == "stages" }?.keyRange, isComplete: isComplete,
      needsExporter: settings.needsExporter)
    self.subject = subject
    return steps
  }

  private func instance(
    of call: StageCall, in scope: OptionScope, _ context: StageContext
  ) -> StageType.Instantiation? {
    guard let cache = settings.cache else { return call.type.make(call.options, in: scope, at: call.range, context) }
    return cache.instance(of: call, in: scope, context)
  }

  // MARK: Tests

  /// Reads the tests in the recipe, and those in the file beside it. They name stages; where these are not all known,
  /// only what does not depend on them is reported.
  private mutating func checkTests(_ entries: [ConfigNode.Entry], _ start: SourceRange) -> [RecipeTest] {
    var tests: [RecipeTest] = []
    var lists = entries.filter { $0.key == "tests" }.map(\.value)
    if settings.readsTestFile, let file = testFile() { lists.append(file) }
    for list in lists {
      tests += TestReader(subject, in: OptionScope(folder: folder, reportingTo: sink)).tests(list, behind: tests)
    }
    return tests
  }

  /// The list in the file of tests beside the recipe; `nil` if there is none.
  private mutating func testFile() -> ConfigNode? {
    guard let path = RecipeFile.tests(of: source.name), (try? FileSystem.status(path)) != nil else { return nil }
    let source: SourceFile
    do {
      source = try RecipeFile.read(path, name: path)
    } catch {
      sink.add(error)
      return nil
    }
    sources.append(source)
    filesRead.append(path)
    guard let root = YAMLReader.read(source, environment: settings.environment, reportingTo: sink) else { return nil }
    let first = SourceRange(file: path, line: 1, column: 1)
    guard case .mapping(let entries) = root.kind else {
      report(
        .wrongType, "a file of tests must be a mapping, not \(root.kindDescription)", root.range ?? first,
        ["expected 'minwal: 1', then 'tests'"])
      return nil
    }
    if let problem = Self.versionProblem(entries, first) { sink.add(problem) }
    let keys = RecipeKey.all.filter { $0.files.contains(.ofTests) }.map(\.name)
    for entry in entries where !keys.contains(entry.key) {
      let nearest = Diagnostic.Note.nearest(entry.key, in: keys)
      report(
        .unknownKey, "a file of tests has no key '\(entry.key)'", entry.keyRange,
        nearest + ["expected \(keys.joined(separator: ", "))"])
    }
    guard let tests = entries.first(where: { $0.key == "tests" })?.value else {
      report(.missingKey, "the file has no 'tests'", entries.first?.keyRange ?? first)
      return nil
    }
    return tests
  }

  /// Adds to a problem with a stage's options what is known here: that what they say together follows from one of them
  /// having no value, and where an unknown one belongs.
  ///
  /// - Parameters:
  ///   - diagnostic: The problem.
  ///   - call: The stage.
  ///   - item: Where the stage comes from.
  ///   - known: The stages of the recipe, then all others.
  /// - Returns: The problem with what is known.
  private static func complete(
    _ diagnostic: Diagnostic, at call: StageCall, of item: StageItem, among known: [StageType]
  ) -> Diagnostic {
    var result = diagnostic
    let together: [Diagnostic.Code] = [.conflictingOptions, .missingOption, .noEffect]
    if item.lacksValues, together.contains(diagnostic.code) { result.consequenceOf = call.range }
    guard diagnostic.code == .unknownOption,
      let key = call.options.first(where: { $0.keyRange == diagnostic.range })?.key
    else { return result }
    if let name = NearestName.of(key, in: ReservedName.ofOptions) {
      result.notes.insert(.meant(name), at: 0)
    } else if RecipeKey.all.contains(where: { $0.name == key }) {
      result.notes.insert(.init("'\(key)' is a key of the recipe itself: move it to the left margin"), at: 0)
    } else if let other = known.first(where: { $0.options.contains { $0.name == key } }) {
      result.notes.insert(.init("'\(key)' is an option of the stage '\(other.spec.name)'"), at: 0)
    }
    return result
  }

  private static func fingerprint(_ recipe: Recipe, _ context: StageContext) -> String {
    var description = "minwal 1 \(minwalVersion)\nlanguage \(recipe.language?.tag ?? "")\n"
    for source in recipe.input ?? [] {
      description += "source \(source.reader ?? "")\n"
      for (name, value) in source.options.given { description += "  \(name) \(value)\n" }
      description += "  paths \(source.paths.all)\n"
      for reader in source.readers.all {
        // What is not said is as in every recipe of this version.
        for (name, value) in reader.ifMade?.options ?? []
        where reader.type.options.first(where: { $0.name == name })?.defaultDescription != value {
          description += "  \(reader.spec.name).\(name) \(value)\n"
        }
      }
    }
    if let dropped = recipe.dropped { description += "dropped \(dropped.written)\n" }
    for step in recipe.steps {
      description += "stage \(step.name)\n"
      if let condition = step.condition { description += "  when \(condition)\n" }
      if step.onError != .quarantine { description += "  on-error \(step.onError.rawValue)\n" }
      for (name, value) in step.options { description += "  \(name) \(value)\n" }
    }
    for (name, _, hash) in context.filesRead { description += "file \(name) \(StableHash.hex(hash))\n" }
    return StableHash.hex(StableHash.hash(description))
  }
}
