import Minwal

/// Reads the files that recipes are in.
enum RecipeFile {
  /// The text of a file.
  ///
  /// - Parameters:
  ///   - path: The file; `/dev/stdin` for standard input.
  ///   - name: What messages call it.
  /// - Returns: Its text.
  /// - Throws: What is wrong with it, at its first line.
  static func read(_ path: String, name: String) throws(Diagnostic) -> SourceFile {
    func problem(_ code: Diagnostic.Code, _ message: String, notes: [Diagnostic.Note] = []) -> Diagnostic {
      Diagnostic(code, message, at: SourceRange(file: name, line: 1, column: 1), notes: notes)
    }
    var buffer: ByteBuffer
    do {
      buffer = try CarriedFiles.contents(of: path, limit: YAMLReader.Limit.bytes)
    } catch {
      if error.code == FileSystem.Failure.tooLarge {
        throw problem(
          .recipeTooLarge, "the file is larger than \(YAMLReader.Limit.bytes) bytes", notes: ["is it a recipe?"])
      }
      if (try? FileSystem.status(path).kind) == .folder {
        let recipes = (FileSystem.names(in: path) ?? []).filter(isNamedAsRecipe).sorted().prefix(3)
        throw problem(
          .unreadableRecipe, "cannot read the recipe: it is a folder",
          notes: recipes.map { .init("a recipe in it: \(FileSystem.join(path, $0))") } + [.init(Self.howToRead(path))])
      }
      throw problem(
        .unreadableRecipe, "cannot read the recipe: \(error.reason)",
        notes: nearest(path).map { ["did you mean '\($0)'?"] } ?? [])
    }
    buffer.removeByteOrderMark()
    if let bad = UTF8Validation.firstInvalid(in: buffer.span) {
      let start = SourceFile(name: name, text: Text(validating: buffer.span.extracting(0..<bad.lowerBound)) ?? Text())
      throw Diagnostic(
        .notUTF8, "the recipe is not UTF-8: byte \(bad.lowerBound) cannot be read", at: start.range(at: bad.lowerBound),
        notes: ["save it as UTF-8, or convert it: iconv -f windows-1256 -t utf-8"])
    }
    var text = Text()
    text.append(uncheckedUTF8: buffer.span)
    return SourceFile(name: name, text: text)
  }

  /// Whether a file has a name as recipes have it.
  static func isNamedAsRecipe(_ path: String) -> Bool { path.hasSuffix(".yaml") || path.hasSuffix(".yml") }

  /// Whether a file that could not be read as a recipe seems to be none: a text, most often, that one is to be run over.
  static func seemsToBeNone(_ source: SourceFile) -> Bool {
    guard !isNamedAsRecipe(source.name), source.name != "<stdin>" else { return false }
    var number = 1
    while let line = source.line(number), number < 1_000 {
      if RecipeKey.all.contains(where: { line.hasPrefix("\($0.name):") }) { return false }
      number += 1
    }
    return true
  }

  /// What to type to run a recipe over something.
  static func howToRead(_ path: String) -> String {
    "a recipe is a YAML file; to run one over '\(path)': minwal run RECIPE.yaml --input \(path)"
  }

  /// The file of tests beside a recipe: `news.test.yaml` for `news.yaml`.
  static func tests(of recipe: String) -> String? {
    for ending in [".yaml", ".yml"] where recipe.hasSuffix(ending) && !recipe.hasSuffix(".test" + ending) {
      return recipe.dropLast(ending.count) + ".test" + ending
    }
    return nil
  }

  /// A recipe in the same folder whose name is nearly the same.
  static func nearest(_ path: String) -> String? {
    let (folder, file) = FileSystem.split(path)
    let recipes = (FileSystem.names(in: folder) ?? []).filter(isNamedAsRecipe)
    guard let near = NearestName.of(file, in: recipes.sorted()), near != file else { return nil }
    return FileSystem.join(folder, near)
  }
}
