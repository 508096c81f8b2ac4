// swift-tools-version: 6.2
import PackageDescription

/// One list for every target: Swift 6, explicit existentials and imports, unsafe code marked, no warnings.
let settings: [SwiftSetting] = [
  .enableUpcomingFeature("ExistentialAny"),
  .enableUpcomingFeature("InternalImportsByDefault"),
  .enableUpcomingFeature("MemberImportVisibility"),
  .enableExperimentalFeature("Lifetimes"),
  .strictMemorySafety(),
  .treatAllWarnings(as: .error),
]

/// A library target of Minwal's own, in `Sources/NAME`.
/// `data` are folders of text files that are compiled into the module: a few KB, for the compiler is slow with them.
func library(
  _ name: String, _ dependencies: [Target.Dependency] = [], linked: [String] = [], data: [String] = []
) -> Target {
  .target(
    name: name, dependencies: dependencies, resources: data.map { .embedInCode($0) }, swiftSettings: settings,
    linkerSettings: linked.map { .linkedLibrary($0) })
}

/// A plugin: the module `NAMEPlugin` in `Plugins/NAME`, which knows Minwal, what there is to know of languages, and nothing
/// else but libraries.
/// `data` are folders of text files that are compiled into the module: a few KB, for the compiler is slow with them.
/// `embedded` are folders of text files that ``data(_:)`` makes part of the program.
func plugin(
  _ name: String, _ system: [Target.Dependency] = [], linked: [String] = [], data: [String] = [],
  embedded: [String] = []
) -> Target {
  .target(
    name: "\(name)Plugin",
    dependencies: ["Minwal", "MinwalLanguage"] + system + (embedded.isEmpty ? [] : [.target(name: "C\(name)Data")]),
    path: "Plugins/\(name)", exclude: embedded.isEmpty ? [] : embedded + ["Data"],
    resources: data.map { .embedInCode($0) }, swiftSettings: settings, linkerSettings: linked.map { .linkedLibrary($0) }
  )
}

/// What a plugin has much of: the module `CNAMEData` in `Plugins/NAME/Data`, in C, which embeds files and takes no time to
/// compile.
func data(_ name: String) -> Target { .target(name: "C\(name)Data", path: "Plugins/\(name)/Data") }

/// Tests in `Tests/NAMETests`.
func tests(_ name: String, _ dependencies: [Target.Dependency]) -> Target {
  .testTarget(
    name: "\(name)Tests", dependencies: dependencies + ["MinwalTestSupport"], exclude: goldenFolders[name] ?? [],
    swiftSettings: settings)
}

/// Folders of files that tests read where they lie.
let goldenFolders = ["MinwalRecipe": ["Golden"], "CLI": ["Golden", "Schema"], "Segment": ["Traps"]]

let plugins = [
  plugin("Read"),
  plugin("Web", embedded: ["Names"]),
  plugin("Clean", embedded: ["Packs"]),
  plugin("Normalize"),
  plugin("Segment", embedded: ["Languages"]),
  plugin("Summarize"),
  plugin("Translate", ["CCurl", "MinwalSQLite"], linked: ["dl"]),
  plugin("Command"),
  plugin("Database", ["MinwalSQLite"]),
  plugin("Export"),
]

let package = Package(
  name: "minwal",
  products: [
    .executable(name: "minwal", targets: ["MinwalMain"]),
    .library(name: "Minwal", targets: ["Minwal"]),
    .library(name: "MinwalLanguage", targets: ["MinwalLanguage"]),
    .library(name: "MinwalCLI", targets: ["MinwalCLI"]),
    .library(name: "MinwalPlugins", targets: ["MinwalPlugins"] + plugins.map(\.name)),
    .library(name: "MinwalTestSupport", targets: ["MinwalTestSupport"]),
    // For the fuzzer, which checks trees as tests do.
    .library(name: "HTMLTestSupport", targets: ["HTMLTestSupport"]),
    // For LD_PRELOAD, by tests that make the operating system fail.
    .library(name: "MinwalFaults", type: .dynamic, targets: ["Faults"]),
  ],
  dependencies: [
    .package(url: "https://github.com/apple/swift-argument-parser", from: "1.8.2"),
    .package(url: "https://github.com/apple/swift-log", from: "1.16.2"),
  ],
  targets: plugins + [
    .systemLibrary(name: "CLibYAML", providers: [.apt(["libyaml-dev"])]),
    .target(name: "CLinux"),
    .target(name: "CSIMD"),
    .target(name: "CSteps"),
    .target(name: "CUnicode"),
    data("Clean"),
    data("Segment"),
    data("Web"),
    .target(name: "CCurl"),
    .target(name: "CCodecs", linkerSettings: [.linkedLibrary("dl")]),
    .systemLibrary(name: "CSQLite", providers: [.apt(["libsqlite3-dev"])]),
    .systemLibrary(name: "CZlib", providers: [.apt(["zlib1g-dev"])]),
    .systemLibrary(name: "CZstd", providers: [.apt(["libzstd-dev"])]),
    .systemLibrary(name: "CBZip2", providers: [.apt(["libbz2-dev"])]),
    .systemLibrary(name: "CLZMA", providers: [.apt(["liblzma-dev"])]),
    library("MinwalText", ["CSIMD", "CSteps", "CUnicode"]),
    // Static, as SQLite is: shared ones would cost every start of the program.
    library(
      "MinwalCompression", ["MinwalText", "CCodecs", "CZlib", "CZstd", "CBZip2", "CLZMA"],
      linked: [":libz.a", ":libzstd.a", ":libbz2.a", ":liblzma.a"]),
    // Static: the shared one would cost every start of the program, and a version of its own.
    library("MinwalSQLite", ["Minwal", "CSQLite"], linked: [":libsqlite3.a", "m", "dl"]),
    library("MinwalLanguage", ["MinwalText"], data: ["Languages"]),
    library("Minwal", ["MinwalText", "MinwalLanguage", "MinwalCompression", "CLinux"]),
    library("MinwalRecipe", ["Minwal", "CLibYAML"], linked: [":libyaml.a"]),
    library("MinwalRuntime", ["MinwalRecipe", "MinwalLanguage", "MinwalCompression", "CLinux"]),
    library("MinwalView", ["MinwalRuntime"]),
    library(
      "MinwalCLI",
      [
        "MinwalView", .product(name: "ArgumentParser", package: "swift-argument-parser"),
        .product(name: "Logging", package: "swift-log"),
      ], data: ["Templates"]),
    .executableTarget(
      name: "MinwalMain", dependencies: ["MinwalCLI", "MinwalPlugins"], swiftSettings: settings),
    library("MinwalPlugins", ["Minwal"] + plugins.map { .target(name: $0.name) }),
    library("MinwalTestSupport", ["Minwal", "MinwalCompression"]),
    // What tests of HTML and its fuzzing have in common.
    .target(
      name: "HTMLTestSupport", dependencies: ["WebPlugin", "Minwal"], path: "Tests/HTMLTestSupport",
      swiftSettings: settings),
    .target(name: "Faults", path: "Tests/Faults", linkerSettings: [.linkedLibrary("dl")]),
    tests("MinwalText", ["MinwalText"]),
    tests("MinwalLanguage", ["MinwalLanguage"]),
    tests("Minwal", ["Minwal"]),
    tests("MinwalRecipe", ["MinwalRecipe", "ReadPlugin"]),
    tests("MinwalRuntime", ["MinwalRuntime", "MinwalCompression", "ReadPlugin"]),
    tests("MinwalCompression", ["MinwalCompression"]),
    tests("Read", ["ReadPlugin"]),
    tests("Web", ["WebPlugin", "HTMLTestSupport", "MinwalCompression"]),
    tests("Clean", ["CleanPlugin"]),
    tests("Normalize", ["NormalizePlugin"]),
    tests("Segment", ["SegmentPlugin"]),
    tests("Summarize", ["SummarizePlugin", "MinwalLanguage"]),
    tests("Translate", ["TranslatePlugin"]),
    tests("Command", ["CommandPlugin"]),
    tests("Export", ["ExportPlugin"]),
    // The command with stages that go wrong; nothing that ships has them.
    .executableTarget(
      name: "FragileTool", dependencies: ["MinwalCLI", "ReadPlugin", "CleanPlugin", "SegmentPlugin", "ExportPlugin"],
      path: "Tests/FragileTool", swiftSettings: settings),
    tests(
      "CLI",
      ["MinwalSQLite", "MinwalCLI", "MinwalCompression", "MinwalMain", "MinwalPlugins", "FragileTool"]
        + plugins.map { .target(name: $0.name) }),
  ]
)
