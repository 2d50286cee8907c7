// swift-tools-version: 6.1
import PackageDescription

let strict: [SwiftSetting] = [
  .swiftLanguageMode(.v6),
  .enableUpcomingFeature("InternalImportsByDefault"),
  .enableUpcomingFeature("MemberImportVisibility"),
  .enableUpcomingFeature("ExistentialAny"),
]

let package = Package(
  name: "scribe-session",
  platforms: [.macOS(.v13), .iOS(.v16)],
  products: [
    .library(name: "ScribeSession", targets: ["ScribeSession"]),
    .library(name: "ScribeFoundation", targets: ["ScribeFoundation"]),
    .library(name: "ScribeRecording", targets: ["ScribeRecording"]),
    .library(name: "ScribeStore", targets: ["ScribeStore"]),
    .library(name: "ScribeBench", targets: ["ScribeBench"]),
    .executable(name: "scribe-replay", targets: ["scribe-replay"]),
  ],
  dependencies: [
    .package(url: "https://github.com/apple/swift-argument-parser", from: "1.8.0"),
    .package(url: "https://github.com/apple/swift-crypto", from: "4.5.0"),
    .package(url: "https://github.com/apple/swift-system", from: "1.8.0"),
    .package(url: "https://github.com/groue/GRDB.swift", from: "7.10.0"),
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
      name: "ScribeReplay",
      dependencies: ["ScribeJSON", "ScribeSession", "ScribeRecording", "ScribeStore"],
      swiftSettings: strict),
    .target(
      name: "ScribeBench",
      dependencies: [
        "ScribeJSON", "ScribeSession", "ScribeRecording", "ScribeStore",
        .product(name: "GRDBSQLite", package: "GRDB.swift"),
      ],
      swiftSettings: strict),
    .executableTarget(
      name: "scribe-replay",
      dependencies: [
        "ScribeJSON", "ScribeSession", "ScribeRecording", "ScribeReplay", "ScribeStore",
        "ScribeBench",
        .product(name: "ArgumentParser", package: "swift-argument-parser"),
        .product(name: "SystemPackage", package: "swift-system"),
      ],
      swiftSettings: strict),
    .testTarget(
      name: "ScribeJSONTests", dependencies: ["ScribeJSON"], exclude: ["Regressions"],
      swiftSettings: strict),
    .testTarget(
      name: "ScribeSessionTests",
      dependencies: ["ScribeBench", "ScribeJSON", "ScribeSession", "ScribeFoundation"],
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
        "ScribeJSON", "ScribeSession", "ScribeStore", "ScribeBench",
        "StoreWriter",
        .product(name: "GRDB", package: "GRDB.swift"),
        .product(name: "GRDBSQLite", package: "GRDB.swift"),
      ],
      exclude: ["Golden"],
      swiftSettings: strict),
    .testTarget(
      name: "ScribeReplayTests",
      dependencies: [
        "ScribeJSON", "ScribeSession", "ScribeRecording", "ScribeReplay", "scribe-replay",
      ],
      exclude: ["Golden"],
      swiftSettings: strict),
    .testTarget(
      name: "ScribeBenchTests", dependencies: ["ScribeBench", "ScribeJSON", "ScribeSession"],
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
          + (name == "FuzzSeeds" ? ["ScribeBench"] : []),
        path: "Fuzz/\(name)", swiftSettings: strict))
  }
}
