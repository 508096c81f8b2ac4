import Minwal

/// Turns the values of a recipe file into a recipe, and finds everything that is wrong with them.
struct RecipeChecker {
  let source: SourceFile
  let folder: String
  let registry: Registry
  let settings: CheckSettings
  private(set) var diagnostics: [Diagnostic]
  /// The recipe's file, the files that it uses, and the arguments of `--set`.
  private(set) var sources: [SourceFile]
  /// The files besides the recipe that were read.
  private(set) var filesRead: [String] = []
  /// What tests may name.
  private var subject = TestReader.Subject()
  /// Where values are missing; that they are also of the wrong type helps no one.
  private(set) var unresolved: Set<SourceRange?> = []
  /// Where parameters stand that have no value, which is told where they are declared or used.
  private(set) var missing: Set<SourceRange?> = []

  init(source: SourceFile, folder: String, registry: Registry, settings: CheckSettings, found: [Diagnostic]) {
    self.source = source
    self.folder = folder
    self.registry = registry
    self.settings = settings
    diagnostics = found
    sources = [source]
    note(unresolvedIn: found)
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
      Override(argument, environment: settings.environment, &diagnostics)
    }
    note(unresolvedIn: diagnostics)
    checkKeys(entries)
    ForeignKey.rename(in: &entries)
    if let problem = Self.versionProblem(entries, start) { diagnostics.append(problem) }
    let names = registry.stages.map(\.spec.name)
    diagnostics += overrides.compactMap { $0.apply(to: &entries, stages: names) }
    let name = decode(String.self, "name", entries) ?? defaultName
    let about = decode(String.self, "about", entries) ?? ""
    let language = decode(Language.self, "language", entries)
    let onError = decode(Recipe.OnError.self, "on-error", entries) ?? .quarantine
    let limits = checkLimits(entries)
    let context = StageContext(language: language, layers: registry.layers)
    let input = checkInput(entries, context)
    var chain = ChainChecker(
      registry: registry, file: source.name, folder: folder, confinesOutput: settings.confinesOutput)
    let steps = checkStages(entries, overrides, context, &chain, start)
    sources += overrides.map(\.source)
    filesRead += context.filesRead.map(\.path)
    let dropped = decode(OutputPath.self, "dropped", entries)
    if let dropped { chain.checkDropped(dropped) }
    diagnostics += chain.diagnostics
    let tests = checkTests(entries, start)
    guard !diagnostics.contains(where: { $0.severity == .error }) else { return nil }
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

  private mutating func report(
    _ code: Diagnostic.Code, _ message: String, _ range: SourceRange?, _ notes: [String] = []
  ) {
    diagnostics.append(Diagnostic(code, message, at: range, notes: notes))
  }

  private mutating func note(unresolvedIn found: [Diagnostic]) {
    unresolved.formUnion(found.filter { Self.unresolvedCodes.contains($0.code) }.map(\.range))
  }

  /// What says that a value is missing.
  static let unresolvedCodes: [Diagnostic.Code] = [.unknownAlias, .unsetVariable]

  // MARK: Top level

  private mutating func checkKeys(_ entries: [ConfigNode.Entry]) {
    let names = RecipeKey.all.map(\.name)
    for entry in entries where !names.contains(entry.key) {
      var notes: [String] = []
      if let advice = ForeignKey.advice(entry.key, besides: entries, registry) {
        notes.append(advice)
      } else if let nearest = NearestName.of(entry.key, in: names) {
        notes.append("did you mean '\(nearest)'?")
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

  private mutating func decode<Value: OptionValue>(
    _ type: Value.Type, _ key: String, _ entries: [ConfigNode.Entry]
  ) -> Value? {
    guard let entry = entries.first(where: { $0.key == key }) else { return nil }
    let scope = OptionScope(folder: folder, subject: "'\(key)'")
    defer { diagnostics += scope.diagnostics }
    return Value.decode(entry.value, in: scope)
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

  private mutating func checkLimits(_ entries: [ConfigNode.Entry]) -> DocumentLimits? {
    guard let entry = entries.first(where: { $0.key == "limits" }) else { return nil }
    guard case .mapping(let given) = entry.value.kind else {
      report(
        .wrongType, "'limits' must be a mapping, not \(entry.value.kindDescription)",
        entry.value.range ?? entry.keyRange, ["for example: limits: { timeout: 30 s, memory: 2 GB }"])
      return nil
    }
    let scope = OptionScope(folder: folder)
    defer { diagnostics += scope.diagnostics }
    return DocumentLimits.decode(given, in: scope, owner: OptionOwner("'limits'", at: entry.keyRange))
  }

  // MARK: Input

  private mutating func checkInput(_ entries: [ConfigNode.Entry], _ context: StageContext) -> [InputSource]? {
    guard let entry = entries.first(where: { $0.key == "input" }) else { return nil }
    var checker = InputChecker(registry, folder: folder, context)
    let sources = checker.check(entry)
    diagnostics += checker.diagnostics.map { diagnostic in
      var diagnostic = diagnostic
      if diagnostic.code == .conflictingOptions, diagnostic.range?.file.hasPrefix(Override.prefix) == true {
        diagnostic.notes = [
          "'--set' changes one option and leaves the other; to read something else, name it: --input PATH"
        ]
      }
      return diagnostic
    }
    // Whatever is wrong with the other options.
    if !settings.replacesInput { for (path, range) in checker.paths { checkExists(path, range) } }
    return sources
  }

  /// A path must exist; of a pattern, the part before the first wildcard.
  private mutating func checkExists(_ path: String, _ range: SourceRange?) {
    guard path != "-" else { return }
    let literal = Glob.literalPrefix(of: path)
    let full = FileSystem.join(folder, literal.asPath)
    do {
      _ = try FileSystem.status(full.isEmpty ? "." : full)
    } catch {
      var notes = ["looked for \(full)"]
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
    let expected = ["expected a list, one stage an item: '- STAGE' or '- STAGE: { OPTION: value }'"]
    switch entry.value.kind {
    case .sequence(let items) where items.isEmpty:
      return .failure(Diagnostic(.noStages, "'stages' is empty", at: entry.value.range, notes: expected))
    case .sequence(let items): return .success(items)
    case .null: return .failure(Diagnostic(.noStages, "'stages' is empty", at: entry.keyRange, notes: expected))
    default:
      return .failure(
        Diagnostic(
          .wrongType, "'stages' must be a list, not \(entry.value.kindDescription)", at: entry.value.range,
          notes: expected))
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
      diagnostics.append(problem)
      return []
    }
    var parameters = Parameters(
      declared: entries.first { $0.key == "parameters" }?.value, given: [], user: nil, file: source.name)
    var expander = StageExpander(source, folder: folder, environment: settings.environment)
    expander.expand(nodes, &parameters)
    if expander.isComplete { parameters.finish() }
    diagnostics += parameters.diagnostics + expander.diagnostics
    unresolved.formUnion(expander.unresolved)
    missing = expander.missing
    note(unresolvedIn: expander.diagnostics)
    sources += expander.sources
    filesRead += expander.sources.map(\.name)
    chain.protect(expander.sources.map(\.name))
    var items = expander.items
    diagnostics += overrides.compactMap { $0.apply(to: &items) }
    var isComplete = expander.isComplete
    let used = items.compactMap { item in item.name.flatMap { registry[$0] } }
    var subject = TestReader.Subject(mockable: registry.layers.filter { $0.ranges != nil }, isComplete: isComplete)
    let steps = items.compactMap { item -> Recipe.Step? in
      var found: [Diagnostic] = []
      let call = StageCall(item, registry, &found)
      diagnostics += found.map(item.traced)
      guard let call else {
        isComplete = false
        subject.isComplete = false
        return nil
      }
      let scope = OptionScope(folder: folder, folders: expander.folders)
      let own = call.when.map { ConditionReader.read($0, in: scope) }
      let condition = [item.condition, own ?? nil].compactMap(\.self).joined
      let onError = call.onError(in: scope)
      let making = call.type.make(call.options, in: scope, at: call.range, context)
      // What options say together is not told where one of them has no value.
      let together: [Diagnostic.Code] = [.conflictingOptions, .missingOption, .noEffect]
      diagnostics += scope.diagnostics.filter { !item.lacksValues || !together.contains($0.code) }
        .map { item.traced(hint($0, at: call, among: used)) }
      if let condition, ConditionLogic.isImpossible(condition) {
        diagnostics.append(
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

  // MARK: Tests

  /// Reads the tests in the recipe, and those in the file beside it. They name stages; where these are not all known,
  /// only what does not depend on them is told.
  private mutating func checkTests(_ entries: [ConfigNode.Entry], _ start: SourceRange) -> [RecipeTest] {
    var tests: [RecipeTest] = []
    var lists = entries.filter { $0.key == "tests" }.map(\.value)
    if settings.readsTestFile, let file = testFile() { lists.append(file) }
    for list in lists {
      let scope = OptionScope(folder: folder)
      tests += TestReader(subject, in: scope).tests(list, behind: tests)
      diagnostics += scope.diagnostics
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
      diagnostics.append(error)
      return nil
    }
    sources.append(source)
    filesRead.append(path)
    let (root, problems) = YAMLReader.read(source, environment: settings.environment)
    diagnostics += problems
    note(unresolvedIn: problems)
    guard let root else { return nil }
    let first = SourceRange(file: path, line: 1, column: 1)
    guard case .mapping(let entries) = root.kind else {
      report(
        .wrongType, "a file of tests must be a mapping, not \(root.kindDescription)", root.range ?? first,
        ["expected 'minwal: 1', then 'tests'"])
      return nil
    }
    if let problem = Self.versionProblem(entries, first) { diagnostics.append(problem) }
    let keys = RecipeKey.all.filter { $0.files.contains(.ofTests) }.map(\.name)
    for entry in entries where !keys.contains(entry.key) {
      let nearest = NearestName.of(entry.key, in: keys).map { ["did you mean '\($0)'?"] } ?? []
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

  /// Tells where an unknown option belongs, if it is one of the recipe's own keys or of another stage's options.
  private func hint(_ diagnostic: Diagnostic, at call: StageCall, among used: [StageType]) -> Diagnostic {
    guard diagnostic.code == .unknownOption,
      let key = call.options.first(where: { $0.keyRange == diagnostic.range })?.key
    else { return diagnostic }
    var result = diagnostic
    if let name = NearestName.of(key, in: ReservedName.ofOptions) {
      result.notes.insert("did you mean '\(name)'?", at: 0)
    } else if RecipeKey.all.contains(where: { $0.name == key }) {
      result.notes.insert("'\(key)' is a key of the recipe itself: move it to the left margin", at: 0)
    } else if let other = (used + registry.stages).first(where: { $0.options.contains { $0.name == key } }) {
      result.notes.insert("'\(key)' is an option of the stage '\(other.spec.name)'", at: 0)
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
