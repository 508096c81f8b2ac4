import ArgumentParser
import Glibc
import Minwal
import MinwalView

struct NewCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "new", abstract: "Writes a new stage, reader, package or recipe to start from. Overwrites nothing.",
    subcommands: [NewStageCommand.self, NewReaderCommand.self, NewPackageCommand.self, NewRecipeCommand.self])

  /// Where the process runs.
  static var currentFolder: String { FileSystem.currentFolder }

  /// Writes files, and tells which.
  ///
  /// - Throws: An exit code, after the error was printed.
  static func write(_ scaffold: Scaffold, in folder: String, shownAs prefix: String = "") throws {
    do {
      try scaffold.write(in: folder)
    } catch {
      Terminal.error("error: \(error)\n  note: nothing was written\n")
      throw error.code == EEXIST ? ExitStatus.usage.code : ExitStatus.inputOutput.code
    }
    for (path, _) in scaffold.creations { Terminal.output("new      \(FileSystem.join(prefix, path))\n") }
    for (path, _, _) in scaffold.changes { Terminal.output("changed  \(FileSystem.join(prefix, path))\n") }
  }

  /// Checks a name.
  static func name(_ name: String, _ kind: ComponentKind) throws -> ComponentName {
    do {
      return try ComponentName(name, kind, MinwalTool.registry)
    } catch {
      throw ValidationError(error.message + ".")
    }
  }
}
