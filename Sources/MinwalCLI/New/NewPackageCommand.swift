import ArgumentParser
import Glibc
import Minwal

struct NewPackageCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "package",
    abstract: "Writes a package of your own: a stage or a reader, a recipe, tests, and the whole command line.",
    discussion: """
      It depends on Minwal's library. Where that is: --minwal names a checkout, --url a repository; without either, it is \
      the checkout that this command was built in, or runs in.
      """)

  @Argument(help: "What the package, its command and its stage or reader will be called, in kebab-case: read-aloud.")
  var name: String

  @Flag(help: "Write a reader, not a stage.")
  var reader = false

  @ArgumentParser.Option(help: "A checkout of Minwal.")
  var minwal: String?

  @ArgumentParser.Option(help: "The address of a repository of Minwal.")
  var url: String?

  @ArgumentParser.Option(help: "The branch of that repository.")
  var branch = "main"

  func run() throws {
    let kind: ComponentKind = reader ? .reader : .stage
    let name = try NewCommand.name(name, kind)
    if minwal != nil && url != nil { throw ValidationError("'--minwal' and '--url' exclude each other.") }
    guard (try? FileSystem.status(name.kebab, followingLinks: false)) == nil else {
      throw ValidationError("'\(name.kebab)' is there already.")
    }
    let run = "swift run \(name.kebab)"
    let more = [
      "dependency": try dependency(), "run": run, "kind": kind.rawValue,
      "imports": ComponentName.imports(["MinwalCLI", "MinwalPlugins", "\(name.type)Plugin"]),
    ]
    let tests = ComponentName.imports(["Minwal", "MinwalTestSupport", "Testing", "\(name.type)Plugin"])
    var scaffold = Scaffold()
    scaffold.creations = [
      ("Package.swift", name.filled(PackageResources.Package_swift_txt, more)),
      ("README.md", name.filled(PackageResources.README_md_txt, more)),
      (".gitignore", name.filled(PackageResources.gitignore_txt)),
      (".swift-format", name.filled(PackageResources.swift_format_txt)),
      ("Sources/\(name.type)Plugin/\(name.type).swift", name.filled(kind.template)),
      ("Sources/\(name.type)Tool/main.swift", name.filled(PackageResources.main_swift_txt, more)),
      (
        "Tests/\(name.type)Tests/\(name.type)Tests.swift",
        name.filled(kind.tests, ["imports": tests])
      ),
      ("Tests/\(name.type)Tests/RecipeTests.swift", name.filled(kind.recipeTests)),
      ("recipe.yaml", name.filled(kind.recipe, more)),
      ("samples/\(kind.sampleName(name))", name.filled(kind.sample)),
    ]
    try NewCommand.write(scaffold, in: name.kebab, shownAs: name.kebab)
    Terminal.output(
      """

      Next (Debian: apt install libyaml-dev libsqlite3-dev zlib1g-dev libzstd-dev libbz2-dev liblzma-dev):
        cd \(name.kebab)
        swift test
        \(run) try recipe.yaml
      Then make the \(kind) yours: \(name.kebab)/Sources/\(name.type)Plugin/\(name.type).swift.

      """)
  }

  /// How the manifest names Minwal.
  private func dependency() throws -> String {
    func quoted(_ text: String) throws -> String {
      guard text.utf8.allSatisfy({ $0 >= 0x20 && $0 != UInt8(ascii: "\"") && $0 != UInt8(ascii: "\\") }) else {
        throw ValidationError("'\(text)' has characters that a manifest cannot hold.")
      }
      return "\"\(text)\""
    }
    if let url { return ".package(url: \(try quoted(url)), branch: \(try quoted(branch)))" }
    let folder: String
    if let minwal {
      guard Checkout(around: minwal)?.folder == minwal else {
        throw ValidationError("'\(minwal)' is not a checkout of Minwal.")
      }
      // The package lies one folder deeper than this one.
      folder = minwal.hasPrefix("/") ? minwal : FileSystem.join("..", minwal)
    } else if let checkout = Checkout(around: NewCommand.currentFolder) ?? Self.builtFrom {
      folder = checkout.folder
    } else {
      throw ValidationError("Where is Minwal? Give '--minwal CHECKOUT' or '--url REPOSITORY'.")
    }
    return ".package(name: \"minwal\", path: \(try quoted(folder)))"
  }

  /// The checkout in whose build folder this program lies.
  private static var builtFrom: Checkout? {
    FileSystem.realPath("/proc/self/exe").flatMap { Checkout(around: FileSystem.split($0).folder) }
  }
}
