import Foundation
import Minwal
import MinwalPlugins
import MinwalTestSupport
import Testing

/// Holds the arrows of docs/architecture.md: which module may import which of ours.
@Suite struct PackageTests {
  static let allowed: [String: Set<String>] = [
    "MinwalText": ["CSIMD", "CSteps", "CUnicode"],
    "MinwalCompression": ["MinwalText", "CCodecs", "CZlib", "CZstd", "CBZip2", "CLZMA"],
    "MinwalSQLite": ["Minwal", "CSQLite"],
    "MinwalLanguage": ["MinwalText"],
    "Minwal": ["MinwalText", "MinwalLanguage", "MinwalCompression", "CLinux"],
    "MinwalRecipe": ["Minwal", "CLibYAML"],
    "MinwalRuntime": ["Minwal", "MinwalRecipe", "MinwalLanguage", "MinwalCompression", "CLinux"],
    "MinwalView": ["Minwal", "MinwalRecipe", "MinwalRuntime"],
    "MinwalCLI": ["Minwal", "MinwalRecipe", "MinwalRuntime", "MinwalView"],
    "MinwalTestSupport": ["Minwal", "MinwalCompression"],
  ]

  /// Modules in C.
  static let inC: Set<String> = [
    "CLibYAML", "CLinux", "CSIMD", "CSteps", "CUnicode", "CCodecs", "CCurl", "CSQLite", "CZlib", "CZstd", "CBZip2",
    "CLZMA",
  ]

  /// What plugins have much of, in C, in their own folders.
  static let data: Set<String> = ["CCleanData", "CSegmentData", "CWebData"]

  static func folders(_ path: String) throws -> [String] {
    try FileManager.default.contentsOfDirectory(atPath: projectFolder.appendingPathComponent(path).path)
      .filter { !$0.hasPrefix(".") }.sorted()
  }

  /// The modules that the Swift files below a folder import, ours and others.
  static func imports(below path: String) throws -> Set<String> {
    let root = projectFolder.appendingPathComponent(path)
    var found: Set<String> = []
    for file in FileManager.default.subpaths(atPath: root.path) ?? [] where file.hasSuffix(".swift") {
      let text = try String(contentsOf: root.appendingPathComponent(file), encoding: .utf8)
      for line in text.split(separator: "\n") {
        let words = line.split(separator: " ")
        guard let index = words.firstIndex(of: "import"), index < 3, index + 1 < words.count,
          words[..<index].allSatisfy({ $0 == "public" || $0 == "package" || $0.hasPrefix("@") })
        else { continue }
        found.insert(String(words[index + 1]))
      }
    }
    return found
  }

  static func ours(_ modules: Set<String>) -> Set<String> {
    modules.filter { $0.hasPrefix("Minwal") || $0.hasSuffix("Plugin") || inC.union(data).contains($0) }
  }

  @Test(arguments: allowed.keys.sorted())
  func importsOnlyWhatLiesBelow(_ module: String) throws {
    let found = Self.ours(try Self.imports(below: "Sources/\(module)"))
    #expect(found.subtracting(Self.allowed[module] ?? []).isEmpty)
  }

  /// Packages of others, and the modules that may know them. Those of the toolchain and of the system are not here.
  @Test(arguments: ["ArgumentParser", "Logging"])
  func onlyTheCommandLineKnowsPackagesOfOthers(_ package: String) throws {
    let modules = try Self.folders("Sources").filter { try Self.imports(below: "Sources/\($0)").contains(package) }
    #expect(modules == ["MinwalCLI"])
  }

  @Test func everySourceFolderHasItsRule() throws {
    let known = Set(Self.allowed.keys).union(Self.inC).union(["MinwalMain", "MinwalPlugins"])
    #expect(Set(try Self.folders("Sources")) == known)
  }

  /// Libraries that a plugin may use besides.
  static let libraries: [String: Set<String>] = [
    "Clean": ["CCleanData"], "Segment": ["CSegmentData"], "Translate": ["CCurl", "MinwalSQLite"],
    "Database": ["MinwalSQLite"], "Web": ["CWebData"],
  ]

  @Test func pluginsKnowMinwalAlone() throws {
    for plugin in try Self.folders("Plugins") {
      let found = try Self.imports(below: "Plugins/\(plugin)")
      let own = Self.ours(found).subtracting(["MinwalLanguage"])
      #expect(own == Self.libraries[plugin, default: []].union(["Minwal"]), "\(plugin)")
      #expect(!found.contains("Foundation"), "\(plugin)")
    }
  }

  @Test(arguments: [
    "MinwalText", "MinwalLanguage", "MinwalCompression", "MinwalSQLite", "Minwal", "MinwalRecipe", "MinwalRuntime",
    "MinwalView", "MinwalCLI",
  ])
  func keepsFoundationOut(_ module: String) throws {
    let found = try Self.imports(below: "Sources/\(module)")
    #expect(!found.contains("Foundation"))
  }

  /// Nothing below the plugins names a stage: what it says is true of any plugin's.
  @Test(arguments: ["Minwal", "MinwalRecipe", "MinwalRuntime"])
  func namesNoStage(_ module: String) throws {
    func sources(_ folder: String) throws -> [(name: String, text: String)] {
      let root = projectFolder.appendingPathComponent(folder)
      return try (FileManager.default.subpaths(atPath: root.path) ?? []).filter { $0.hasSuffix(".swift") }.map {
        ($0, try String(contentsOf: root.appendingPathComponent($0), encoding: .utf8))
      }
    }
    let names = try sources("Plugins").flatMap { file in
      file.text.matches(of: /StageSpec\(\s*"([a-z-]+)"/).map { String($0.output.1) }
    }
    #expect(names.count >= 11)
    for file in try sources("Sources/\(module)") {
      for line in file.text.split(separator: "\n") where !line.drop(while: { $0 == " " }).hasPrefix("//") {
        for name in names {
          // As messages name it, as recipes list it, and as code would compare it.
          let forms = ["'\(name)'", "'\(name)[", "'\(name).", "`\(name)`", "\"\(name)\"", "- \(name)", " \(name): {"]
          for form in forms {
            guard let range = line.range(of: form) else { continue }
            let next = line[range.upperBound...].first
            let isLonger = form.hasPrefix("- ") && next.map { $0.isLetter || $0 == "-" } == true
            #expect(isLonger, "\(file.name) names the stage '\(name)': \(line)")
          }
        }
      }
    }
  }

  @Test func everyPluginIsRegistered() throws {
    // A folder is called as the type is, and a plugin as its stages are: ReadAloud and read-aloud.
    let folders = try Self.folders("Plugins").map { $0.lowercased() }
    #expect([Plugin].standard.map { $0.name.replacing("-", with: "") }.sorted() == folders.sorted())
  }
}
