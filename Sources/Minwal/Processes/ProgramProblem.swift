import Glibc

/// Why a program cannot be run, and what to do about it.
package struct ProgramProblem {
  /// How someone names a program with its interpreter.
  package enum Form {
    /// In a recipe: `[python3, stage.py]`.
    case list
    /// Behind a command: `python3 stage.py`.
    case arguments(of: String)
  }

  package let message: String
  package let notes: [Diagnostic.Note]

  /// Looks at a program; `nil` if it can probably be run.
  ///
  /// - Parameters:
  ///   - program: A name, or a path.
  ///   - folder: What paths start from; empty for where this process runs.
  ///   - form: How the person has named it.
  package init?(_ program: String, in folder: String, _ form: Form = .list) {
    let found =
      ProgramCall.isPath(program)
      ? Self.problem(withFile: program, in: folder, form) : Self.problem(withName: program, in: folder)
    guard let found else { return nil }
    (message, notes) = found
  }

  // MARK: Files

  private static func problem(
    withFile program: String, in folder: String, _ form: Form
  ) -> (message: String, notes: [Diagnostic.Note])? {
    let path = FileSystem.join(folder, program)
    if let problem = FileSystem.problemReadingFile(path) {
      let (parent, name) = FileSystem.split(path)
      let near = NearestName.of(name, in: (FileSystem.names(in: parent) ?? []).sorted())
      return (
        "cannot run '\(program)': \(problem)",
        ["looked for \(path)"] + (near.map { $0 == name ? [] : ["did you mean '\($0)'?"] } ?? [])
      )
    }
    let start = start(of: path)
    let line = start.flatMap { interpreterLine($0) }
    let named: Diagnostic.Note =
      "or name its interpreter: \(call(program, line.flatMap { interpreter($0).last } ?? usual(program), form))"
    if !FileSystem.isAllowed(path, X_OK) {
      return (
        "cannot run '\(program)': it is not executable, as a program must be that is named alone",
        ["make it so: chmod +x \(path)", named]
      )
    }
    guard let start, !isBinary(start) else { return nil }
    guard let line else {
      return (
        "cannot run '\(program)': its first line does not say what runs it",
        ["begin it with this line: #!/usr/bin/env \(usual(program))", named]
      )
    }
    if line.hasSuffix("\r") {
      return (
        "cannot run '\(program)': its lines end as on Windows, so that its interpreter has a name with a carriage return",
        ["fix them: sed -i 's/\\r$//' \(path)", named]
      )
    }
    guard let missing = interpreter(line).first(where: { !isThere($0) }) else { return nil }
    return (
      "cannot run '\(program)': its first line names '\(missing)', which is not there",
      ["the line is: #!\(line)", "install that program, or name another"]
    )
  }

  /// The first bytes of a file; `nil` if it cannot be read, or is empty.
  private static func start(of path: String) -> [UInt8]? {
    guard let descriptor = try? FileSystem.openForReading(path) else { return nil }
    defer { FileSystem.close(descriptor) }
    var buffer = ByteBuffer()
    _ = try? FileSystem.read(descriptor, path, into: &buffer, atMost: 512)
    return buffer.isEmpty ? nil : (0..<buffer.count).map { buffer[$0] }
  }

  /// Whether a file holds code for a machine, whichever: what has null characters is not text.
  private static func isBinary(_ start: [UInt8]) -> Bool { start.contains(0) }

  /// What stands behind `#!`; `nil` if there is no such line.
  private static func interpreterLine(_ start: [UInt8]) -> String? {
    guard start.starts(with: Array("#!".utf8)) else { return nil }
    return String(decoding: start.dropFirst(2).prefix { $0 != 0x0A }, as: UTF8.self)
  }

  /// The programs that a first line names: an interpreter, and with `env` what that is to start.
  private static func interpreter(_ line: String) -> [String] {
    let words = line.split(whereSeparator: \.isWhitespace).map(String.init)
    guard let first = words.first else { return [] }
    guard FileSystem.split(first).name == "env", let second = words.dropFirst().first(where: { !$0.hasPrefix("-") }),
      !second.contains("=")
    else { return [first] }
    return [first, second]
  }

  private static func isThere(_ program: String) -> Bool {
    ProgramCall.isPath(program) ? FileSystem.isAllowed(program, X_OK) : isInPath(program)
  }

  /// What usually runs a script, by the ending of its name.
  private static func usual(_ program: String) -> String {
    let endings = [
      "py": "python3", "sh": "sh", "pl": "perl", "rb": "ruby", "js": "node", "lua": "lua", "awk": "awk -f",
    ]
    return program.lastIndex(of: ".").flatMap { endings[String(program[$0...].dropFirst())] } ?? "python3"
  }

  private static func call(_ program: String, _ interpreter: String, _ form: Form) -> String {
    switch form {
    case .list: "[\(interpreter.split(separator: " ").joined(separator: ", ")), \(program)]"
    case .arguments(let command): "\(command) \(interpreter) \(program)"
    }
  }

  // MARK: Names

  private static func problem(withName program: String, in folder: String) -> (
    message: String, notes: [Diagnostic.Note]
  )? {
    if isInPath(program) { return nil }
    var notes: [Diagnostic.Note] = []
    if FileSystem.problemReadingFile(FileSystem.join(folder, program)) == nil {
      notes.append("\(folder.isEmpty ? "this" : "the recipe's") folder has a file of this name: write './\(program)'")
    } else if let near = NearestName.of(program, in: Set(folders.flatMap { FileSystem.names(in: $0) ?? [] }).sorted()) {
      notes.append("did you mean '\(near)'?")
    }
    notes.append("programs are looked for in the folders of PATH; a path has a slash, as in './\(program)'")
    return ("no program is called '\(program)'", notes)
  }

  /// Where programs are looked for.
  private static var folders: [String] {
    (FileSystem.environmentVariable("PATH") ?? "/usr/local/bin:/usr/bin:/bin").split(separator: ":").map {
      String($0).asPath
    }
  }

  private static func isInPath(_ program: String) -> Bool {
    folders.contains { folder in
      let path = FileSystem.join(folder, program)
      guard (try? FileSystem.status(path).kind) == .file else { return false }
      return FileSystem.isAllowed(path, X_OK)
    }
  }
}
