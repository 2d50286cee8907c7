// swift-tools-version: 6.1
import PackageDescription

let strict: [SwiftSetting] = [
  .swiftLanguageMode(.v6),
  .enableUpcomingFeature("InternalImportsByDefault"),
  .enableUpcomingFeature("MemberImportVisibility"),
  .enableUpcomingFeature("ExistentialAny"),
]

/// For what is needed only where the trait of that name is on.
let asyncHTTPClient = TargetDependencyCondition.when(traits: ["AsyncHTTPClient"])
let server = TargetDependencyCondition.when(traits: ["Server"])

let package = Package(
  name: "scribe-session",
  platforms: [.macOS(.v13), .iOS(.v16)],
  products: [
    .library(name: "ScribeSession", targets: ["ScribeSession"]),
    .library(name: "ScribeFoundation", targets: ["ScribeFoundation"]),
    .library(name: "ScribeRecording", targets: ["ScribeRecording"]),
    .library(name: "ScribeStore", targets: ["ScribeStore"]),
    .library(name: "ScribePolling", targets: ["ScribePolling"]),
    .library(name: "ScribeServer", targets: ["ScribeServer"]),
    .library(name: "ScribeBench", targets: ["ScribeBench"]),
    .executable(name: "scribe-replay", targets: ["scribe-replay"]),
  ],
  traits: [
    .default(enabledTraits: ["Server"]),
    .trait(
      name: "Server",
      description: "ScribeServer listens, and scribe-replay serves: with SwiftNIO."),
    .trait(
      name: "AsyncHTTPClient",
      description: "ScribePolling polls through AsyncHTTPClient, too: for servers."),
  ],
  dependencies: [
    .package(url: "https://github.com/apple/swift-argument-parser", from: "1.8.0"),
    .package(url: "https://github.com/apple/swift-collections", from: "1.6.0"),
    .package(url: "https://github.com/apple/swift-crypto", from: "4.5.0"),
    .package(url: "https://github.com/apple/swift-log", from: "1.16.0"),
    .package(url: "https://github.com/apple/swift-metrics", from: "2.13.0"),
    .package(url: "https://github.com/apple/swift-nio", from: "2.100.0"),
    .package(url: "https://github.com/apple/swift-nio-extras", from: "1.26.0"),
    .package(url: "https://github.com/apple/swift-nio-ssl", from: "2.30.0"),
    .package(url: "https://github.com/apple/swift-system", from: "1.8.0"),
    .package(url: "https://github.com/groue/GRDB.swift", from: "7.10.0"),
    .package(url: "https://github.com/swift-server/async-http-client", from: "1.37.0"),
    .package(url: "https://github.com/swiftlang/swift-docc-plugin", from: "1.5.0"),
  ],
  targets: [
    .target(name: "ScribeJSON", swiftSettings: strict),
    .target(name: "ScribeSession", dependencies: ["ScribeJSON"], swiftSettings: strict),
    .target(
      name: "ScribeFoundation", dependencies: ["ScribeSession"], swiftSettings: strict),
    .target(
      name: "ScribeRecording",
      dependencies: [
        "ScribeJSON", "ScribeSession",
        .product(name: "SystemPackage", package: "swift-system"),
      ],
      swiftSettings: strict),
    .target(
      name: "ScribeStore",
      dependencies: [
        "ScribeJSON", "ScribeSession",
        .product(name: "Crypto", package: "swift-crypto"),
        .product(name: "GRDB", package: "GRDB.swift"),
        .product(name: "GRDBSQLite", package: "GRDB.swift"),
      ],
      swiftSettings: strict),
    .target(
      name: "ScribePolling",
      dependencies: [
        "ScribeSession", "ScribeStore",
        .product(name: "HeapModule", package: "swift-collections"),
        .product(name: "Logging", package: "swift-log"),
        .product(name: "CoreMetrics", package: "swift-metrics"),
        .product(
          name: "AsyncHTTPClient", package: "async-http-client", condition: asyncHTTPClient),
        .product(name: "NIOCore", package: "swift-nio", condition: asyncHTTPClient),
        .product(name: "NIOHTTP1", package: "swift-nio", condition: asyncHTTPClient),
        .product(
          name: "NIOHTTPCompression", package: "swift-nio-extras", condition: asyncHTTPClient),
        .product(name: "NIOPosix", package: "swift-nio", condition: asyncHTTPClient),
        .product(name: "NIOSSL", package: "swift-nio-ssl", condition: asyncHTTPClient),
      ],
      swiftSettings: strict),
    .target(
      name: "ScribeReplay",
      dependencies: [
        "ScribeJSON", "ScribeSession", "ScribeRecording", "ScribeStore",
        .product(name: "Crypto", package: "swift-crypto"),
      ],
      // A report needs no file beside the tool.
      resources: [.embedInCode("Report/Page")],
      swiftSettings: strict),
    .target(name: "ScribeTalk", swiftSettings: strict),
    .target(
      name: "ScribeServer",
      dependencies: [
        "ScribeSession", "ScribeRecording", "ScribeTalk",
        .product(name: "NIOCore", package: "swift-nio", condition: server),
        .product(name: "NIOHTTP1", package: "swift-nio", condition: server),
        .product(name: "NIOPosix", package: "swift-nio", condition: server),
      ],
      swiftSettings: strict),
    .target(
      name: "ScribeBench",
      dependencies: [
        "ScribeTalk",
        "ScribeJSON", "ScribeSession", "ScribeRecording", "ScribeStore",
        .product(name: "Crypto", package: "swift-crypto"),
        .product(name: "GRDBSQLite", package: "GRDB.swift"),
      ],
      swiftSettings: strict),
    .executableTarget(
      name: "scribe-replay",
      dependencies: [
        "ScribeJSON", "ScribeSession", "ScribeRecording", "ScribeReplay", "ScribeStore",
        "ScribePolling", "ScribeServer", "ScribeBench",
        .product(name: "ArgumentParser", package: "swift-argument-parser"),
        .product(name: "SystemPackage", package: "swift-system"),
      ],
      swiftSettings: strict),
    .testTarget(
      name: "ScribeJSONTests", dependencies: ["ScribeJSON"], exclude: ["Regressions"],
      swiftSettings: strict),
    .testTarget(
      name: "ScribeSessionTests",
      dependencies: [
        "Readme",
        "ScribeBench", "ScribeTalk", "ScribeJSON", "ScribeSession", "ScribeFoundation",
      ],
      exclude: ["Golden", "Regressions"],
      swiftSettings: strict),
    .testTarget(
      name: "ScribeFoundationTests", dependencies: ["ScribeSession", "ScribeFoundation"],
      swiftSettings: strict),
    .testTarget(
      name: "ScribeRecordingTests",
      dependencies: ["ScribeJSON", "ScribeSession", "ScribeRecording"],
      exclude: ["Regressions"],
      swiftSettings: strict),
    .executableTarget(
      name: "StoreWriter",
      dependencies: [
        "ScribeSession", "ScribeStore",
        .product(name: "GRDB", package: "GRDB.swift"),
      ],
      path: "Tests/StoreWriter", swiftSettings: strict),
    .testTarget(
      name: "ScribeStoreTests",
      dependencies: [
        "Readme",
        "ScribeJSON", "ScribeSession", "ScribeStore", "ScribeBench", "ScribeTalk",
        "StoreWriter", "TestRun",
        .product(name: "Crypto", package: "swift-crypto"),
        .product(name: "GRDB", package: "GRDB.swift"),
        .product(name: "GRDBSQLite", package: "GRDB.swift"),
      ],
      exclude: ["Golden"],
      swiftSettings: strict),
    .target(name: "LocalServer", path: "Tests/LocalServer", swiftSettings: strict),
    .target(name: "Readme", path: "Tests/Readme", swiftSettings: strict),
    .target(name: "Golden", path: "Tests/Golden", swiftSettings: strict),
    .target(name: "TestRun", path: "Tests/TestRun", swiftSettings: strict),
    .executableTarget(
      name: "PollingLoad",
      dependencies: [
        "LocalServer", "ScribePolling", "ScribeSession", "ScribeStore",
        .product(name: "CoreMetrics", package: "swift-metrics"),
      ],
      path: "Tests/PollingLoad", swiftSettings: strict),
    .testTarget(
      name: "ScribePollingTests",
      dependencies: [
        "Readme",
        "LocalServer", "ScribeBench", "ScribeFoundation", "ScribeTalk", "ScribePolling",
        "ScribeRecording", "ScribeServer", "ScribeSession", "ScribeStore", "TestRun",
        .product(name: "Logging", package: "swift-log"),
        .product(name: "CoreMetrics", package: "swift-metrics"),
        .product(name: "MetricsTestKit", package: "swift-metrics"),
      ],
      swiftSettings: strict),
    .testTarget(
      name: "ScribeServerTests",
      dependencies: [
        "Readme",
        "LocalServer", "ScribePolling", "ScribeRecording", "ScribeServer", "ScribeSession",
        "ScribeStore", "TestRun",
      ],
      swiftSettings: strict),
    .testTarget(
      name: "ScribeReplayTests",
      dependencies: [
        "Golden", "Readme",
        "LocalServer", "ScribeJSON", "ScribeSession", "ScribeRecording", "ScribeReplay",
        "ScribeStore", "ScribeTalk", "TestRun", "scribe-replay",
        .product(name: "ArgumentParser", package: "swift-argument-parser"),
      ],
      exclude: ["Golden"],
      swiftSettings: strict),
    .testTarget(
      name: "ScribeBenchTests",
      dependencies: ["Golden", "ScribeBench", "ScribeTalk", "ScribeJSON", "ScribeSession"],
      exclude: ["Golden"],
      swiftSettings: strict),
  ]
)

// Fuzzers are built where they are asked for, by `.ci/fuzz`; what they check, tests check too.
if Context.environment["SCRIBE_FUZZ"] != nil {
  for name in ["FuzzDecoder", "FuzzBodies", "FuzzEdits", "FuzzPollLog", "FuzzHAR", "FuzzSeeds"] {
    package.targets.append(
      .executableTarget(
        name: name,
        dependencies: ["ScribeJSON", "ScribeSession", "ScribeRecording"]
          + (name == "FuzzSeeds" ? ["ScribeBench", "ScribeTalk"] : []),
        path: "Fuzz/\(name)", swiftSettings: strict))
  }
}
