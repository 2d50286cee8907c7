// swift-tools-version: 6.1
import PackageDescription

// Apart from the package, so that nobody who depends on that gets what the examples need.
let package = Package(
  name: "scribe-session-examples",
  platforms: [.macOS(.v14)],
  dependencies: [
    // In a package of your own: by its URL and version.
    .package(name: "scribe-session", path: "..", traits: ["AsyncHTTPClient"]),
    .package(url: "https://github.com/apple/swift-argument-parser", from: "1.8.0"),
    .package(url: "https://github.com/apple/swift-log", from: "1.16.0"),
    .package(url: "https://github.com/swift-server/swift-service-lifecycle", from: "2.13.0"),
  ],
  targets: [
    .executableTarget(
      name: "track-session",
      dependencies: [
        .product(name: "ScribePolling", package: "scribe-session"),
        .product(name: "ScribeSession", package: "scribe-session"),
        .product(name: "ScribeStore", package: "scribe-session"),
        .product(name: "ArgumentParser", package: "swift-argument-parser"),
        .product(name: "UnixSignals", package: "swift-service-lifecycle"),
      ]),
    .executableTarget(
      name: "tracking-service",
      dependencies: [
        .product(name: "ScribePolling", package: "scribe-session"),
        .product(name: "ScribeSession", package: "scribe-session"),
        .product(name: "ScribeStore", package: "scribe-session"),
        .product(name: "ArgumentParser", package: "swift-argument-parser"),
        .product(name: "Logging", package: "swift-log"),
        .product(name: "ServiceLifecycle", package: "swift-service-lifecycle"),
      ]),
  ],
  swiftLanguageModes: [.v6]
)
