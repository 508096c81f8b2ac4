import Glibc

/// An option's value that names a program to run, with its arguments: `[python3, my_stage.py, --fast]`.
///
/// The program runs in the folder of the recipe, so that paths in its arguments are relative to it. A program's name without
/// a slash is looked for where the shell would (`PATH`). It is checked to be there when the recipe is checked.
public struct ProgramCall: OptionValue {
  /// The program and its arguments, as the recipe has them.
  public let arguments: [String]
  /// Where it runs.
  public let folder: String
  /// Where the recipe names it.
  public let range: SourceRange?

  /// Names a program.
  ///
  /// - Parameters:
  ///   - arguments: The program and its arguments; the program must be named.
  ///   - folder: Where it runs; empty for where this process does.
  ///   - range: Where a recipe names it.
  public init(_ arguments: [String], folder: String, range: SourceRange? = nil) {
    precondition(!arguments.isEmpty, "a program is named")
    self.arguments = arguments
    self.folder = folder
    self.range = range
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
      var notes = ["expected the program and its arguments, for example [sed, s/a/b/]"]
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
    if let problem = problem(program, in: scope.folder(of: node)) {
      scope.report(.missingProgram, problem.message, at: place, notes: problem.notes)
      return nil
    }
    return ProgramCall(arguments, folder: scope.folder(of: node), range: place.range ?? node.range)
  }

  public var configNode: ConfigNode { arguments.configNode }

  public static func == (a: ProgramCall, b: ProgramCall) -> Bool { a.arguments == b.arguments && a.folder == b.folder }
  public func hash(into hasher: inout Hasher) { hasher.combine(arguments) }

  private static func isPath(_ program: String) -> Bool { program.utf8.contains(UInt8(ascii: "/")) }

  /// Why a program cannot be run, and what to do about it; `nil` if it probably can.
  package static func problem(_ program: String, in folder: String) -> (message: String, notes: [String])? {
    if isPath(program) {
      let path = FileSystem.join(folder, program)
      if let problem = FileSystem.problemReadingFile(path) {
        let (parent, name) = FileSystem.split(path)
        let near = NearestName.of(name, in: (FileSystem.names(in: parent) ?? []).sorted())
        return (
          "cannot run '\(program)': \(problem)",
          ["looked for \(path)"] + (near.map { $0 == name ? [] : ["did you mean '\($0)'?"] } ?? [])
        )
      }
      if unsafe access(path, X_OK) == 0 { return nil }
      return (
        "cannot run '\(program)': it is not executable",
        ["make it so: chmod +x \(path)", "or name its interpreter: [python3, \(program)]"]
      )
    }
    let folders = (FileSystem.environmentVariable("PATH") ?? "/usr/local/bin:/usr/bin:/bin").split(separator: ":")
    func isProgram(_ path: String) -> Bool {
      guard (try? FileSystem.status(path).kind) == .file else { return false }
      return unsafe access(path, X_OK) == 0
    }
    if folders.contains(where: { isProgram(FileSystem.join(String($0), program)) }) { return nil }
    var notes: [String] = []
    if FileSystem.problemReadingFile(FileSystem.join(folder, program)) == nil {
      notes.append("the recipe's folder has a file of this name: write './\(program)'")
    } else if let near = NearestName.of(
      program, in: Set(folders.flatMap { FileSystem.names(in: String($0)) ?? [] }).sorted())
    {
      notes.append("did you mean '\(near)'?")
    }
    notes.append("programs are looked for in the folders of PATH; a path has a slash, as in './\(program)'")
    return ("no program is called '\(program)'", notes)
  }
}
