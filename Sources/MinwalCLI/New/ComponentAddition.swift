import ArgumentParser
import Minwal
import MinwalView

/// A stage or a reader that is added to a checkout: a plugin of its own, with tests, reference and registration.
struct ComponentAddition {
  private let name: ComponentName
  private let kind: ComponentKind
  private let checkout: Checkout

  /// Looks for the checkout around the current folder.
  ///
  /// - Throws: `ValidationError` if there is none, or if it has something of that name.
  init(_ name: ComponentName, _ kind: ComponentKind) throws {
    guard let checkout = Checkout(around: NewCommand.currentFolder) else {
      let flag = kind == .reader ? " --reader" : ""
      throw ValidationError(
        "This is not a checkout of Minwal. 'minwal new package \(name.kebab)\(flag)' writes a package of your own.")
    }
    for (taken, parent) in [(name.type, "Plugins"), ("\(name.type)Tests", "Tests")]
    where checkout.has(taken, in: parent) {
      throw ValidationError("'\(parent)/\(taken)' is there already.")
    }
    (self.name, self.kind, self.checkout) = (name, kind, checkout)
  }

  /// Writes it, and tells what to do next.
  ///
  /// - Throws: An exit code, after the error was printed.
  func write() throws {
    var scaffold = Scaffold()
    try register(&scaffold)
    let tests = ["imports": ComponentName.imports(["Minwal", "MinwalTestSupport", "Testing", "\(name.type)Plugin"])]
    scaffold.creations = [
      ("Plugins/\(name.type)/\(name.type).swift", name.filled(kind.template)),
      ("Tests/\(name.type)Tests/\(name.type)Tests.swift", name.filled(kind.tests, tests)),
    ]
    let hasReference = try addReference(&scaffold)
    try NewCommand.write(scaffold, in: checkout.folder)
    Terminal.output(
      """

      Next:
        swift test --filter \(name.type)Tests
        swift run minwal \(kind.rawValue)s \(name.kebab)
      Then make it yours: Plugins/\(name.type)/\(name.type).swift, and 'make reference' when its declaration has changed. \
      \(kind.guide) says the rest.

      """)
    if kind == .reader {
      Terminal.output(
        "Messages about inputs list all readers: 'make golden' writes the golden files that have them again.\n")
    }
    if !hasReference {
      Terminal.output("docs/reference was not up to date with this program and is as it was: 'make reference'.\n")
    }
  }

  private func register(_ scaffold: inout Scaffold) throws {
    let edits: [(String, (String) -> String?)] = [
      (Checkout.manifest, { Checkout.manifest($0, adding: name.type) }),
      (Checkout.list, { Checkout.list($0, adding: name) }),
    ]
    for (path, edit) in edits {
      guard let old = checkout.text(of: path), let new = edit(old) else {
        Terminal.error(
          "error: \(path) is not as this program knows it\n  note: nothing was written; docs/writing-a-stage.md says "
            + "how to register a plugin by hand\n")
        throw ExitStatus.usage.code
      }
      scaffold.changes.append((path, old, new))
    }
  }

  /// Adds the pages that the reference will have, unless it is not up to date as it is.
  private func addReference(_ scaffold: inout Scaffold) throws -> Bool {
    let folder = "docs/reference"
    let before = try ReferencePages(MinwalTool.registry).files
    guard before.allSatisfy({ checkout.text(of: FileSystem.join(folder, $0.path)) == $0.text }) else { return false }
    for (path, text) in try ReferencePages(kind.registry(MinwalTool.registry, adding: name)).files {
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
