// swift-tools-version: 6.1
import PackageDescription

// Apart from the package, so that nobody who depends on that gets the benchmark's dependencies.
let package = Package(
  name: "scribe-session-benchmarks",
  platforms: [.macOS(.v13)],
  dependencies: [
    .package(name: "scribe-session", path: ".."),
    .package(url: "https://github.com/ordo-one/benchmark", from: "1.38.1", traits: []),
  ],
  targets: [
    .executableTarget(
      name: "Workloads",
      dependencies: [
        .product(name: "ScribeBench", package: "scribe-session"),
        .product(name: "Benchmark", package: "benchmark"),
      ],
      path: "Benchmarks/Workloads",
      swiftSettings: [.swiftLanguageMode(.v6)],
      plugins: [.plugin(name: "BenchmarkPlugin", package: "benchmark")])
  ]
)
