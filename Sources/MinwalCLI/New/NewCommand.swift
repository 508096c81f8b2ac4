import ArgumentParser
import Glibc
import Minwal
import MinwalView

struct NewCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "new", abstract: "Writes a new stage, package or recipe to start from. Overwrites nothing.",
    subcommands: [NewStageCommand.self, NewPackageCommand.self, NewRecipeCommand.self])

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
  static func name(_ name: String) throws -> ComponentName {
    do {
      return try ComponentName(name, MinwalTool.registry)
    } catch {
      throw ValidationError(error.message + ".")
    }
  }
}

struct NewStageCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "stage", abstract: "Adds a stage to a checkout of Minwal: code, tests, reference, registration.",
    discussion: """
      The stage works at once: it drops short documents and calms those that shout. Make yours of it. Outside of a \
      checkout, 'minwal new package' writes a package of your own.
      """)

  @Argument(help: "What recipes will call it, in kebab-case: read-aloud.")
  var name: String

  func run() throws {
    let name = try NewCommand.name(name)
    guard let checkout = Checkout(around: NewCommand.currentFolder) else {
      throw ValidationError(
        "This is not a checkout of Minwal. 'minwal new package \(name.kebab)' writes a package of your own.")
    }
    for (taken, parent) in [(name.type, "Plugins"), ("\(name.type)Tests", "Tests")]
    where checkout.has(taken, in: parent) {
      throw ValidationError("'\(parent)/\(taken)' is there already.")
    }
    var scaffold = Scaffold()
    try register(name, checkout, &scaffold)
    scaffold.creations = [
      ("Plugins/\(name.type)/\(name.type).swift", name.filled(PackageResources.Stage_swift_txt)),
      (
        "Tests/\(name.type)Tests/\(name.type)Tests.swift",
        name.filled(
          PackageResources.StageTests_swift_txt,
          ["imports": ComponentName.imports(["Minwal", "MinwalTestSupport", "Testing", "\(name.type)Plugin"])])
      ),
    ]
    let hasReference = try addReference(name, checkout, &scaffold)
    try NewCommand.write(scaffold, in: checkout.folder)
    Terminal.output(
      """

      Next:
        swift test --filter \(name.type)Tests
        swift run minwal stages \(name.kebab)
      Then make it yours: Plugins/\(name.type)/\(name.type).swift, and 'make reference' when its declaration has changed. \
      docs/writing-a-stage.md says the rest.

      """)
    if !hasReference {
      Terminal.output("docs/reference was not up to date with this program and is as it was: 'make reference'.\n")
    }
  }

  private func register(_ name: ComponentName, _ checkout: Checkout, _ scaffold: inout Scaffold) throws {
    let edits: [(String, (String) -> String?)] = [
      (Checkout.manifest, { Checkout.manifest($0, adding: name.type) }),
      (Checkout.list, { Checkout.list($0, adding: name) }),
    ]
    for (path, edit) in edits {
      guard let old = checkout.text(of: path), let new = edit(old) else {
        Terminal.error(
          "error: \(path) is not as this program knows it\n  note: nothing was written; docs/writing-a-stage.md says "
            + "how to register a stage by hand\n")
        throw ExitStatus.usage.code
      }
      scaffold.changes.append((path, old, new))
    }
  }

  /// Adds the pages that the reference will have, unless it is not up to date as it is.
  private func addReference(_ name: ComponentName, _ checkout: Checkout, _ scaffold: inout Scaffold) throws -> Bool {
    let folder = "docs/reference"
    let before = try ReferencePages(MinwalTool.registry).files
    guard before.allSatisfy({ checkout.text(of: FileSystem.join(folder, $0.path)) == $0.text }) else { return false }
    var stage = StageType.stage(TemplateStage.self)
    stage.spec.name = name.kebab
    let all = MinwalTool.registry
    let registry = try Registry([
      Plugin("all", all.stages + [stage], readers: all.readers, explanations: all.explanations)
    ])
    for (path, text) in try ReferencePages(registry).files {
      let full = FileSystem.join(folder, path)
      guard let old = before.first(where: { $0.path == path }) else {
        scaffold.creations.append((full, text))
        continue
      }
      if old.text != text { scaffold.changes.append((full, old.text, text)) }
    }
    return true
  }
}
