/// An option's value that names a program to run, with its arguments: `[python3, my_stage.py, --fast]`.
///
/// The program runs in the folder of the recipe, so that paths in its arguments are relative to it. A program's name
/// without a slash is looked for where the shell would (`PATH`). It is checked to be there when the recipe is checked.
public struct ProgramCall: OptionValue {
  /// The program and its arguments, as the recipe has them.
  public let arguments: [String]
  /// Where it runs.
  public let folder: String
  /// Names of environment variables that the program gets besides the usual ones.
  public var environment: [String]
  /// Where the recipe names it.
  public let range: SourceRange?

  /// Names a program.
  ///
  /// - Parameters:
  ///   - arguments: The program and its arguments; the program must be named.
  ///   - folder: Where it runs; empty for where this process does.
  ///   - environment: Names of environment variables that it gets besides `PATH`, `HOME`, `TMPDIR` and those of the
  ///     locale.
  ///   - range: Where a recipe names it.
  public init(_ arguments: [String], folder: String, environment: [String] = [], range: SourceRange? = nil) {
    precondition(!arguments.isEmpty, "a program is named")
    self.arguments = arguments
    self.folder = folder
    self.environment = environment
    self.range = range
  }

  /// The same call, which passes on some environment variables.
  public func passing(_ environment: [String]) -> ProgramCall {
    var call = self
    call.environment = environment
    return call
  }

  /// The program's name as the recipe has it.
  public var program: String { arguments[0] }

  /// The files below the folder that the call names: the program itself, or a script for an interpreter. What comes out
  /// depends on what is in them.
  public var files: [InputFile] {
    arguments.enumerated().compactMap { index, argument in
      guard !argument.hasPrefix("/"), index > 0 || Self.isPath(argument) else { return nil }
      let path = FileSystem.join(folder, argument)
      guard !argument.isEmpty, (try? FileSystem.status(path).kind) == .file else { return nil }
      return InputFile(written: argument, path: path, range: range)
    }
  }

  public static var optionType: OptionType { .list(.string) }

  public static func decode(_ node: ConfigNode, in scope: OptionScope) -> ProgramCall? {
    guard case .sequence(let items) = node.kind else {
      var notes: [Diagnostic.Note] = ["expected the program and its arguments, for example [sed, s/a/b/]"]
      if case .string(let text) = node.kind {
        notes = ["for a program without a shell, write [\(text.split(separator: " ").joined(separator: ", "))]"]
      }
      scope.reportType(optionType, node, notes: notes)
      return nil
    }
    guard let arguments = [String].decode(node, in: scope) else { return nil }
    guard let program = arguments.first, let place = items.first, !program.isEmpty,
      !arguments.contains(where: { $0.utf8.contains(0) })
    else {
      scope.report(
        .missingProgram, "\(scope.subject) names no program", at: node,
        notes: ["expected the program and its arguments, for example [sed, s/a/b/]"])
      return nil
    }
    if let problem = ProgramProblem(program.asPath, in: scope.folder(of: node)) {
      scope.report(.missingProgram, problem.message, at: place, notes: problem.notes)
      return nil
    }
    return ProgramCall(arguments.map(\.asPath), folder: scope.folder(of: node), range: place.range ?? node.range)
  }

  public var configNode: ConfigNode { arguments.configNode }

  public static func == (a: ProgramCall, b: ProgramCall) -> Bool { a.arguments == b.arguments && a.folder == b.folder }
  public func hash(into hasher: inout Hasher) { hasher.combine(arguments) }

  /// What messages and tables call it: the script, if it is one behind its interpreter, and else the program.
  package var label: String { FileSystem.split(files.first?.written ?? program).name }

  static func isPath(_ program: String) -> Bool { program.utf8.contains(UInt8(ascii: "/")) }
}
