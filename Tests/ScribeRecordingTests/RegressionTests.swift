import Foundation
import Testing

/// Inputs that once did harm, or were made to; a fuzzer's finding is kept by adding its file.
@Suite("A recording, beside the inputs that are kept")
struct RegressionTests {
  static let folder = URL(filePath: #filePath).deletingLastPathComponent()
    .appending(path: "Regressions")

  static let names = (try? FileManager.default.contentsOfDirectory(atPath: folder.path))?.sorted()

  @Test("is read alike in every way", arguments: names ?? [])
  func agrees(_ name: String) throws {
    let bytes = [UInt8](try Data(contentsOf: Self.folder.appending(path: name)))
    for chunkSize in [1, 2, 3, 7, 64] {
      #expect(RecordingAgreement.mismatch(bytes, chunkSize: chunkSize) == nil)
    }
  }

  @Test("has some") func hasSome() { #expect(Self.names?.isEmpty == false) }
}
