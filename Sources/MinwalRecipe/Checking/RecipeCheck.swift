public import Minwal

/// What came of reading and checking a recipe.
public struct RecipeCheck: Sendable {
  /// The recipe; `nil` if there were errors.
  public var recipe: Recipe?
  /// Everything that was found, in the order of the file.
  public var diagnostics: [Diagnostic]
  /// The recipe's file, the files that it uses, and the arguments of `--set`, to show lines of them.
  package var sources: [SourceFile] = []
  /// The files besides the recipe that were read: those that it uses, word lists, glossaries.
  public var filesRead: [String] = []

  /// Whether anything forbids a run.
  public var hasErrors: Bool { diagnostics.contains { $0.severity == .error } }

  /// Reads and checks a recipe file.
  ///
  /// - Parameters:
  ///   - path: The file, or `-` for standard input.
  ///   - registry: The stages that it may name.
  ///   - settings: What the command line says about it.
  /// - Returns: The recipe, or what is wrong with it.
  public static func file(_ path: String, _ registry: Registry, _ settings: CheckSettings = CheckSettings())
    -> RecipeCheck
  {
    let name = path == "-" ? "<stdin>" : path
    let source: SourceFile
    do {
      source = try RecipeFile.read(path == "-" ? "/dev/stdin" : path, name: name)
    } catch {
      return RecipeCheck(recipe: nil, diagnostics: [error])
    }
    if RecipeFile.seemsToBeNone(source) {
      let place = SourceRange(file: name, line: 1, column: 1)
      let problem = Diagnostic(
        .unreadableRecipe, "this is not a recipe: no line begins with a key of one, such as 'minwal:' or 'stages:'",
        at: place, notes: [.init(RecipeFile.howToRead(path))])
      return RecipeCheck(recipe: nil, diagnostics: [problem], sources: [source])
    }
    return check(source.text, name: name, folder: path == "-" ? "" : FileSystem.split(path).folder, registry, settings)
  }

  /// Whether a file is a recipe that has something to test: an input, or tests. Other YAML is none, nor are files of
  /// stages that others use.
  package static func isTestable(_ path: String) -> Bool {
    guard let tests = RecipeFile.tests(of: path), let source = try? RecipeFile.read(path, name: path),
      case .mapping(let entries)? = YAMLReader.read(source, environment: { _ in "" }).root?.kind
    else { return false }
    let keys = entries.map(\.key)
    guard keys.contains("minwal") else { return false }
    return keys.contains("input") || keys.contains("tests") || (try? FileSystem.status(tests)) != nil
  }

  /// Checks the text of a recipe.
  ///
  /// - Parameters:
  ///   - text: YAML.
  ///   - name: What messages call the file.
  ///   - folder: What relative paths start from.
  ///   - registry: The stages that it may name.
  ///   - settings: What the command line says about it.
  /// - Returns: The recipe, or what is wrong with it.
  public static func check(
    _ text: Text, name: String, folder: String, _ registry: Registry, _ settings: CheckSettings = CheckSettings()
  ) -> RecipeCheck {
    let source = SourceFile(name: name, text: text)
    let sink = DiagnosticSink()
    let root = YAMLReader.read(source, environment: settings.environment, reportingTo: sink)
    var checker = RecipeChecker(
      source: source, folder: folder, registry: registry, settings: settings, reportingTo: sink)
    let recipe = root.flatMap { checker.check($0) }
    // A problem is shown once, without what follows from it; so are the mistakes of a file that is used twice.
    var seen: Set<[String]> = []
    let found = sink.all.filter { diagnostic in
      diagnostic.consequenceOf == nil
        && seen.insert([diagnostic.code.rawValue, diagnostic.message, diagnostic.range?.place ?? ""]).inserted
    }
    let files = checker.sources.map(\.name)
    func position(_ range: SourceRange?) -> (Int, Int, Int) {
      (range.flatMap { files.firstIndex(of: $0.file) } ?? 0, range?.line ?? 0, range?.column ?? 0)
    }
    let sorted = found.enumerated().sorted { a, b in
      let (left, right) = (position(a.element.range), position(b.element.range))
      return left == right ? a.offset < b.offset : left < right
    }
    var result = RecipeCheck(
      recipe: recipe, diagnostics: sorted.map(\.element), sources: checker.sources, filesRead: checker.filesRead)
    if result.hasErrors { result.recipe = nil }
    return result
  }
}

/// What anyone who runs a recipe says about it.
public struct CheckSettings: Sendable {
  /// Whether something else takes the place of the recipe's input.
  public var replacesInput: Bool
  /// Whether everything is written below a folder of the caller's, so that no path may lead out of it.
  public var confinesOutput: Bool
  /// What stands in the place of values in the file: `STAGE.OPTION=VALUE` and `KEY=VALUE`.
  public var overrides: [String]
  /// Whether the tests in the file beside the recipe are read too.
  public var readsTestFile: Bool
  /// Whether the recipe must have an exporter; one that others use need not, to be tested.
  public var needsExporter: Bool
  /// Stages that earlier checks have made; `nil` to make all.
  public var cache: StageCache?
  /// What `${NAME}` stands for.
  public var environment: @Sendable (String) -> String?

  /// Creates settings; by default the process's environment is read.
  public init(
    replacesInput: Bool = false, confinesOutput: Bool = false, overrides: [String] = [],
    readsTestFile: Bool = false, needsExporter: Bool = true, cache: StageCache? = nil,
    environment: @escaping @Sendable (String) -> String? = FileSystem.environmentVariable
  ) {
    self.replacesInput = replacesInput
    self.confinesOutput = confinesOutput
    self.overrides = overrides
    self.readsTestFile = readsTestFile
    self.needsExporter = needsExporter
    self.cache = cache
    self.environment = environment
  }
}
