// swift-tools-version: 6.2
import PackageDescription

// Built by fuzz.sh, which has everything instrumented.
let package = Package(
  name: "MinwalFuzz",
  dependencies: [.package(name: "minwal", path: "..")],
  targets: [
    .executableTarget(
      name: "Fuzz",
      dependencies: [
        .product(name: "Minwal", package: "minwal"),
        .product(name: "MinwalCLI", package: "minwal"),
        .product(name: "MinwalPlugins", package: "minwal"),
        .product(name: "HTMLTestSupport", package: "minwal"),
      ],
      swiftSettings: [
        .enableUpcomingFeature("ExistentialAny"),
        .enableUpcomingFeature("InternalImportsByDefault"),
        .enableUpcomingFeature("MemberImportVisibility"),
        .strictMemorySafety(),
        .treatAllWarnings(as: .error),
      ])
  ]
)
