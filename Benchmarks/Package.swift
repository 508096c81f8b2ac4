// swift-tools-version: 6.2
import PackageDescription

let package = Package(
  name: "MinwalBenchmarks",
  dependencies: [.package(name: "minwal", path: "..")],
  targets: [
    .executableTarget(
      name: "Bench",
      dependencies: [
        .product(name: "Minwal", package: "minwal"),
        .product(name: "MinwalPlugins", package: "minwal"),
      ])
  ]
)
