// swift-tools-version: 6.2
import PackageDescription

// A package of your own beside Minwal, as 'minwal new package' begins one. It uses nothing but the public API.
let package = Package(
  name: "newsroom",
  products: [.executable(name: "newsroom", targets: ["NewsroomTool"])],
  dependencies: [.package(name: "minwal", path: "..")],
  targets: [
    .target(name: "NewsroomPlugin", dependencies: [.product(name: "Minwal", package: "minwal")]),
    .executableTarget(
      name: "NewsroomTool",
      dependencies: [
        "NewsroomPlugin", .product(name: "MinwalCLI", package: "minwal"),
        .product(name: "MinwalPlugins", package: "minwal"),
      ]),
    .testTarget(
      name: "NewsroomTests",
      dependencies: ["NewsroomPlugin", "NewsroomTool", .product(name: "MinwalTestSupport", package: "minwal")]),
  ]
)
