import Minwal

/// Turns the values of a recipe file into a recipe, and finds everything that is wrong with them.
struct RecipeChecker {
  let source: SourceFile
  let folder: String
  let registry: Registry
  let settings: CheckSettings
  private(set) var diagnostics: [Diagnostic]

  init(source: SourceFile, folder: String, registry: Registry, settings: CheckSettings, found: [Diagnostic]) {
    self.source = source
    self.folder = folder
    self.registry = registry
    self.settings = settings
    diagnostics = found
  }

  mutating func check(_ root: ConfigNode) -> Recipe? {
    let start = SourceRange(file: source.name, line: 1, column: 1)
    guard case .mapping(let entries) = root.kind else {
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
    checkKeys(entries)
    checkVersion(entries, start)
    let name = decode(String.self, "name", entries) ?? defaultName
    let about = decode(String.self, "about", entries) ?? ""
    let language = decode(Language.self, "language", entries)
    let onError = decode(Recipe.OnError.self, "on-error", entries) ?? .quarantine
    let limits = checkLimits(entries)
    let input = checkInput(entries)
    let context = StageContext(language: language)
    var chain = ChainChecker(
      registry: registry, file: source.name, folder: folder, confinesOutput: settings.confinesOutput)
    let steps = checkStages(entries, context, &chain, start)
    diagnostics += chain.diagnostics
    guard !diagnostics.contains(where: { $0.severity == .error }) else { return nil }
    var recipe = Recipe(
      file: source.name, folder: folder, name: name, about: about, language: language, input: input, steps: steps,
      onError: onError, limits: limits, fingerprint: "", text: source.text)
    recipe.fingerprint = Self.fingerprint(recipe, context)
    recipe.filesRead = context.filesRead.map(\.path)
    recipe.log = context.log
    return recipe
  }

  private mutating func report(
    _ code: Diagnostic.Code, _ message: String, _ range: SourceRange?, _ notes: [String] = []
  ) {
    diagnostics.append(Diagnostic(code, message, at: range, notes: notes))
  }

  // MARK: Top level

  private mutating func checkKeys(_ entries: [ConfigNode.Entry]) {
    let names = RecipeKey.all.map(\.name)
    for entry in entries where !names.contains(entry.key) {
      var notes: [String] = []
      if let nearest = NearestName.of(entry.key, in: names) {
        notes.append("did you mean '\(nearest)'?")
      } else if registry[entry.key] != nil {
        notes.append("'\(entry.key)' is a stage: put '- \(entry.key)' into the list under 'stages'")
      } else if InputOptions.declarations.contains(where: { $0.name == entry.key }) {
        notes.append("'\(entry.key)' belongs under 'input': indent it")
      } else if DocumentLimits.declarations.contains(where: { $0.name == entry.key }) {
        notes.append("'\(entry.key)' belongs under 'limits': indent it")
      } else if let stage = stagesUsed(entries).first(where: { $0.options.contains { $0.name == entry.key } }) {
        notes.append("'\(entry.key)' is an option of the stage '\(stage.spec.name)': put it there")
      } else if entry.key == "<<" {
        notes.append("YAML 1.2 has no merge keys; repeat the keys")
      }
      notes.append("a recipe's keys are: \(names.joined(separator: ", "))")
      report(.unknownKey, "a recipe has no key '\(entry.key)'", entry.keyRange, notes)
    }
  }

  private mutating func checkVersion(_ entries: [ConfigNode.Entry], _ start: SourceRange) {
    guard let entry = entries.first(where: { $0.key == "minwal" }) else {
      let range = entries.first?.keyRange ?? start
      report(.missingKey, "the recipe does not say which format it has", range, ["begin it with 'minwal: 1'"])
      return
    }
    if entry.value.kind != .int(1) {
      report(
        .unsupportedVersion, "the recipe format \(entry.value.kindDescription) is not known here", entry.value.range,
        ["expected 1"])
    }
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

  private mutating func checkInput(_ entries: [ConfigNode.Entry]) -> InputOptions? {
    guard let entry = entries.first(where: { $0.key == "input" }) else { return nil }
    var given: [ConfigNode.Entry]
    switch entry.value.kind {
    case .mapping(let entries): given = entries
    case .string, .sequence: given = [ConfigNode.Entry("files", at: entry.value.range, entry.value)]
    default:
      report(
        .wrongType, "'input' must say what to read, not \(entry.value.kindDescription)",
        entry.value.range ?? entry.keyRange,
        ["expected 'files:' or 'jsonl:' under it, or a path"])
      return nil
    }
    let misplaced = given.filter { item in RecipeKey.all.contains { $0.name == item.key } }
    for item in misplaced {
      report(
        .unknownKey, "'input' has no option '\(item.key)'", item.keyRange,
        ["'\(item.key)' is a key of the recipe itself: move it one level up, to the left margin"])
    }
    given.removeAll { item in misplaced.contains { $0.key == item.key } }
    let scope = OptionScope(folder: folder)
    defer { diagnostics += scope.diagnostics }
    guard let input = InputOptions.decode(given, in: scope, owner: OptionOwner("'input'", at: entry.keyRange)) else {
      return nil
    }
    if !settings.replacesInput {
      for paths in [input.files, input.jsonl] {
        guard let paths else { continue }
        for (path, range) in zip(paths.all, paths.ranges) { checkExists(path, range ?? entry.keyRange) }
      }
    }
    return input
  }

  /// A path must exist; of a pattern, the part before the first wildcard.
  private mutating func checkExists(_ path: String, _ range: SourceRange?) {
    guard path != "-" else { return }
    let literal = Glob.literalPrefix(of: path)
    let full = FileSystem.join(folder, literal)
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

  private mutating func checkStages(
    _ entries: [ConfigNode.Entry], _ context: StageContext, _ chain: inout ChainChecker, _ start: SourceRange
  ) -> [Recipe.Step] {
    guard let entry = entries.first(where: { $0.key == "stages" }) else {
      report(
        .missingKey, "the recipe has no 'stages'", entries.first?.keyRange ?? start,
        ["expected a list of stages under 'stages:'"])
      return []
    }
    guard case .sequence(let items) = entry.value.kind else {
      let expected = "expected a list, one stage an item: '- segment' or '- segment: { language: ar }'"
      if entry.value.kind == .null {
        report(.noStages, "'stages' is empty", entry.keyRange, [expected])
      } else {
        report(.wrongType, "'stages' must be a list, not \(entry.value.kindDescription)", entry.value.range, [expected])
      }
      return []
    }
    if items.isEmpty {
      report(
        .noStages, "'stages' is empty", entry.value.range,
        ["available: \(registry.stages.map(\.spec.name).joined(separator: ", "))"])
      return []
    }
    var isComplete = true
    let used = stagesUsed(entries)
    let steps = items.compactMap { item -> Recipe.Step? in
      guard let call = StageCall(item, registry, &diagnostics) else {
        isComplete = false
        return nil
      }
      let scope = OptionScope(folder: folder)
      let making = call.type.make(call.options, in: scope, at: call.range, context)
      diagnostics += scope.diagnostics.map { hint($0, at: call, among: used) }
      chain.add(call, making)
      guard let making else { return nil }
      return Recipe.Step(name: call.type.spec.name, range: call.range, made: making.made, options: making.options)
    }
    chain.finish(at: entry.keyRange, isComplete: isComplete, needsExporter: settings.needsExporter)
    return steps
  }

  /// Tells where an unknown option belongs, if it is one of the recipe's own keys or of another stage's options.
  private func hint(_ diagnostic: Diagnostic, at call: StageCall, among used: [StageType]) -> Diagnostic {
    guard diagnostic.code == .unknownOption,
      let key = call.options.first(where: { $0.keyRange == diagnostic.range })?.key
    else { return diagnostic }
    var result = diagnostic
    if RecipeKey.all.contains(where: { $0.name == key }) {
      result.notes.insert("'\(key)' is a key of the recipe itself: move it to the left margin", at: 0)
    } else if let other = (used + registry.stages).first(where: { $0.options.contains { $0.name == key } }) {
      result.notes.insert("'\(key)' is an option of the stage '\(other.spec.name)'", at: 0)
    }
    return result
  }

  private static func fingerprint(_ recipe: Recipe, _ context: StageContext) -> String {
    var description = "minwal 1 \(minwalVersion)\nlanguage \(recipe.language?.tag ?? "")\n"
    for (name, value) in recipe.input?.valueDescriptions ?? [] { description += "input \(name) \(value)\n" }
    for step in recipe.steps {
      description += "stage \(step.name)\n"
      for (name, value) in step.options { description += "  \(name) \(value)\n" }
    }
    for (name, _, hash) in context.filesRead { description += "file \(name) \(StableHash.hex(hash))\n" }
    return StableHash.hex(StableHash.hash(description))
  }
}
