/// An option's value that names a file to read. It is checked to exist when the recipe is checked.
public struct InputFile: OptionValue {
  /// The path as the recipe has it.
  public let written: String
  /// The path to open: `written`, resolved against the recipe's folder.
  public let path: String
  /// Where the recipe names it.
  public let range: SourceRange?

  /// Names a file.
  public init(written: String, path: String, range: SourceRange? = nil) {
    self.written = written
    self.path = path
    self.range = range
  }

  public static var optionType: OptionType { .inputFile }

  public static func decode(_ node: ConfigNode, in scope: OptionScope) -> InputFile? {
    guard case .string(let written) = node.kind, !written.isEmpty else {
      scope.reportType(optionType, node)
      return nil
    }
    let path = scope.resolve(written, in: node)
    if CarriedFiles.current[path] == nil, let problem = FileSystem.problemReadingFile(path) {
      var notes: [Diagnostic.Note] = ["looked for \(path)"]
      let (folder, name) = FileSystem.split(path)
      if let near = NearestName.of(name, in: FileSystem.names(in: folder) ?? []), near != name {
        notes.append("did you mean '\(near)'?")
      }
      scope.report(.missingFile, "cannot read the file '\(written)': \(problem)", at: node, notes: notes)
      return nil
    }
    return InputFile(written: written, path: path, range: node.range)
  }

  public var configNode: ConfigNode { ConfigNode(.string(written)) }

  public static func == (a: InputFile, b: InputFile) -> Bool { a.path == b.path }
  public func hash(into hasher: inout Hasher) { hasher.combine(path) }
}

/// An option's value that names what to write: a path below the output root, or `-` for standard output.
public struct OutputPath: OptionValue {
  /// The path as the recipe has it.
  public let written: String
  /// Where the recipe names it.
  public let range: SourceRange?

  /// Names a path.
  public init(_ written: String, range: SourceRange? = nil) {
    self.written = written
    self.range = range
  }

  /// The path that is meant, below the output root.
  package var path: String { written.asPath }

  /// Whether standard output is meant.
  public var isStandardOutput: Bool { written == "-" }

  public static var optionType: OptionType { .outputPath }

  public static func decode(_ node: ConfigNode, in scope: OptionScope) -> OutputPath? {
    guard case .string(let written) = node.kind, !written.isEmpty, !written.utf8.contains(0) else {
      scope.reportType(optionType, node)
      return nil
    }
    return OutputPath(written, range: node.range)
  }

  public var configNode: ConfigNode { ConfigNode(.string(written)) }

  public static func == (a: OutputPath, b: OutputPath) -> Bool { a.written == b.written }
  public func hash(into hasher: inout Hasher) { hasher.combine(written) }
}

/// An option's value that names a file which a stage keeps for itself from run to run, such as a cache. Relative to the
/// recipe; it need not be there yet.
public struct StateFile: OptionValue {
  /// The path as the recipe has it.
  public let written: String
  /// The path to open: `written`, resolved against the recipe's folder.
  public let path: String

  /// Names a file.
  public init(written: String, path: String) {
    self.written = written
    self.path = path
  }

  public static var optionType: OptionType { .string }

  public static func decode(_ node: ConfigNode, in scope: OptionScope) -> StateFile? {
    guard case .string(let written) = node.kind, !written.isEmpty, !written.utf8.contains(0) else {
      scope.reportType(optionType, node, notes: ["expected the path of a file, relative to the recipe"])
      return nil
    }
    let path = scope.resolve(written, in: node)
    if path.isReservedForRuns {
      scope.report(
        .missingFile, "cannot write the file '\(written)': it lies in a folder that is reserved for runs", at: node)
      return nil
    }
    if let problem = FileSystem.problemWritingFile(path) {
      scope.report(
        .missingFile, "cannot write the file '\(written)': \(problem)", at: node, notes: ["looked for \(path)"])
      return nil
    }
    return StateFile(written: written, path: path)
  }

  public var configNode: ConfigNode { ConfigNode(.string(written)) }

  public static func == (a: StateFile, b: StateFile) -> Bool { a.path == b.path }
  public func hash(into hasher: inout Hasher) { hasher.combine(path) }
}
