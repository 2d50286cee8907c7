import Foundation
import ScribeSession
import Testing

@testable import ScribeStore

@Suite("A store that must not be written")
struct ReadOnlyFaults {
  /// How a file is kept from being written: permissions do not bind root.
  enum Protection: CaseIterable, CustomTestStringConvertible {
    case permissionsOfFile, permissionsOfFolder, immutableFile, disk

    var testDescription: String {
      switch self {
      case .permissionsOfFile: "a file without the permission to write"
      case .permissionsOfFolder: "a folder without it"
      case .immutableFile: "a file that even root must not change"
      case .disk: "a disk that is mounted for reading only"
      }
    }

    static var available: [Protection] {
      allCases.filter { protection in
        switch protection {
        case .permissionsOfFile, .permissionsOfFolder: geteuid() != 0
        case .immutableFile: isImmutableAvailable
        case .disk: MemoryDisk.isAvailable
        }
      }
    }

    private static let isImmutableAvailable: Bool = {
      guard let folder = try? TemporaryFolder() else { return false }
      let file = folder.file("probe")
      guard FileManager.default.createFile(atPath: file, contents: nil),
        SecondProcess.run("/usr/bin/chattr", "+i", file)
      else { return false }
      return SecondProcess.run("/usr/bin/chattr", "-i", file)
    }()
  }

  /// A store in a place that is then protected.
  private final class Protected {
    let path: String
    let steps: [StoredStep.Contents]
    private let protection: Protection
    private let folder: TemporaryFolder
    private let disk: MemoryDisk?

    init(_ protection: Protection) async throws {
      self.protection = protection
      let small = try await SmallStore()
      folder = small.folder
      steps = small.steps
      disk = protection == .disk ? try MemoryDisk(kilobytes: 1_000) : nil
      path = disk?.file("small.sqlite") ?? small.path
      let files = FileManager.default
      switch protection {
      case .permissionsOfFile:
        try files.setAttributes([.posixPermissions: 0o400], ofItemAtPath: path)
      case .permissionsOfFolder:
        try files.setAttributes([.posixPermissions: 0o500], ofItemAtPath: folder.path)
      case .immutableFile:
        guard SecondProcess.run("/usr/bin/chattr", "+i", path) else { throw CancellationError() }
      case .disk:
        try files.copyItem(atPath: small.path, toPath: path)
        guard disk?.makeReadOnly() == true else { throw CancellationError() }
      }
    }

    deinit {
      switch protection {
      case .permissionsOfFile, .disk: break
      case .permissionsOfFolder:
        try? FileManager.default.setAttributes(
          [.posixPermissions: 0o700], ofItemAtPath: folder.path)
      case .immutableFile: _ = SecondProcess.run("/usr/bin/chattr", "-i", path)
      }
    }
  }

  @Test(
    "says so when it is opened for writing", .enabled(if: !Protection.available.isEmpty),
    arguments: Protection.available)
  func writing(protection: Protection) async throws {
    let protected = try await Protected(protection)
    await expectError(naming: protected.path) {
      _ = try SessionStore(path: protected.path)
    } where: {
      $0 == .readOnly(file: protected.path)
    }
  }

  @Test(
    "can be read, or says why not", .enabled(if: !Protection.available.isEmpty),
    arguments: Protection.available)
  func reading(protection: Protection) async throws {
    let protected = try await Protected(protection)
    await allowError(naming: protected.path) {
      let store = try SessionStore(reading: protected.path)
      #expect(try await store.allSteps().map(\.contents) == protected.steps)
      #expect(try store.verifyNow().findings.isEmpty)
    }
  }

  @Test("refuses appends when it was opened for reading")
  func appending() async throws {
    let small = try await SmallStore()
    let store = try SessionStore(reading: small.path)
    await expectError(naming: small.path) {
      try await store.store([.answer(404, "", at: 99)])
    } where: {
      $0 == .readOnly(file: small.path)
    }
    #expect(try await store.allSteps().map(\.contents) == small.steps)
  }

  @Test(
    "cannot be made in a folder that is not there, or cannot be written",
    .enabled(if: MemoryDisk.isAvailable))
  func making() async throws {
    let disk = try MemoryDisk(kilobytes: 100)
    #expect(disk.makeReadOnly())
    for path in [disk.file("a.sqlite"), disk.file("missing/a.sqlite")] {
      await expectError(naming: path) { _ = try SessionStore(path: path) }
    }
  }
}
