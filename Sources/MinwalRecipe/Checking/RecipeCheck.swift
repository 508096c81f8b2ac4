public import Minwal

/// What came of reading and checking a recipe.
public struct RecipeCheck: Sendable {
  /// The recipe; `nil` if there were errors.
  public var recipe: Recipe?
  /// Everything that was found, in the order of the file.
  public var diagnostics: [Diagnostic]
  /// The text of the file, to show lines of it.
  package var source: SourceFile?

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
    func failed(_ code: Diagnostic.Code, _ message: String, notes: [String] = []) -> RecipeCheck {
      RecipeCheck(
        recipe: nil,
        diagnostics: [Diagnostic(code, message, at: SourceRange(file: name, line: 1, column: 1), notes: notes)],
        source: nil)
    }
    var buffer: ByteBuffer
    do {
      buffer = try FileSystem.contents(of: path == "-" ? "/dev/stdin" : path, limit: YAMLReader.Limit.bytes)
    } catch  where error.code == FileSystem.Failure.tooLarge {
      return failed(
        .recipeTooLarge, "the file is larger than \(YAMLReader.Limit.bytes) bytes", notes: ["is it a recipe?"])
    } catch {
      var notes: [String] = []
      let (folder, file) = FileSystem.split(path)
      let recipes = (FileSystem.names(in: folder) ?? []).filter { $0.hasSuffix(".yaml") || $0.hasSuffix(".yml") }
      if let near = NearestName.of(file, in: recipes.sorted()), near != file {
        notes.append("did you mean '\(FileSystem.join(folder, near))'?")
      }
      return failed(.unreadableRecipe, "cannot read the recipe: \(error.reason)", notes: notes)
    }
    buffer.removeByteOrderMark()
    if let bad = UTF8Validation.firstInvalid(in: buffer.span) {
      let start = SourceFile(name: name, text: Text(validating: buffer.span.extracting(0..<bad.lowerBound)) ?? Text())
      return RecipeCheck(
        recipe: nil,
        diagnostics: [
          Diagnostic(
            .notUTF8, "the recipe is not UTF-8: byte \(bad.lowerBound) cannot be read",
            at: start.range(at: bad.lowerBound),
            notes: ["save it as UTF-8, or convert it: iconv -f windows-1256 -t utf-8"])
        ], source: nil)
    }
    var text = Text()
    text.append(uncheckedUTF8: buffer.span)
    return check(text, name: name, folder: path == "-" ? "" : FileSystem.split(path).folder, registry, settings)
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
    let (root, problems) = YAMLReader.read(source, environment: settings.environment)
    var checker = RecipeChecker(source: source, folder: folder, registry: registry, settings: settings, found: problems)
    let recipe = root.flatMap { checker.check($0) }
    // What could not be resolved is told once: that it is then also of the wrong type helps nobody.
    let unresolved = Set(problems.filter { $0.code == .unknownAlias || $0.code == .unsetVariable }.map(\.range))
    let found = problems + checker.diagnostics.dropFirst(problems.count).filter { !unresolved.contains($0.range) }
    let sorted = found.enumerated().sorted { a, b in
      let (left, right) = (a.element.range, b.element.range)
      return (left?.line ?? 0, left?.column ?? 0, a.offset) < (right?.line ?? 0, right?.column ?? 0, b.offset)
    }
    var result = RecipeCheck(recipe: recipe, diagnostics: sorted.map(\.element), source: source)
    if result.hasErrors { result.recipe = nil }
    return result
  }
}

/// What whoever runs a recipe says about it.
public struct CheckSettings: Sendable {
  /// Whether something else takes the place of the recipe's input.
  public var replacesInput: Bool
  /// Whether everything is written below a folder of the caller's, so that no path may lead out of it.
  public var confinesOutput: Bool
  /// Whether a recipe must export something.
  public var needsExporter: Bool
  /// What `${NAME}` stands for.
  public var environment: @Sendable (String) -> String?

  /// Creates settings; by default the process's environment is read.
  public init(
    replacesInput: Bool = false, confinesOutput: Bool = false, needsExporter: Bool = true,
    environment: @escaping @Sendable (String) -> String? = FileSystem.environmentVariable
  ) {
    self.replacesInput = replacesInput
    self.confinesOutput = confinesOutput
    self.needsExporter = needsExporter
    self.environment = environment
  }
}
