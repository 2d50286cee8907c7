import Foundation
import Testing

/// Inputs that once did harm, or were made to; a fuzzer's finding is kept by adding its file.
@Suite("A strict JSON reader, beside the inputs that are kept")
struct RegressionTests {
  static let folder = URL(filePath: #filePath).deletingLastPathComponent()
    .deletingLastPathComponent().appending(path: "Regressions")

  static let names = (try? FileManager.default.contentsOfDirectory(atPath: folder.path))?.sorted()

  @Test("agrees with the rules byte by byte", arguments: names ?? [])
  func agrees(_ name: String) throws {
    let bytes = [UInt8](try Data(contentsOf: Self.folder.appending(path: name)))
    #expect(DecoderAgreement.mismatch(bytes) == nil)
    for count in 0..<min(bytes.count, 500) {
      #expect(DecoderAgreement.mismatch(Array(bytes[..<count])) == nil)
    }
  }

  @Test("has some") func hasSome() { #expect(Self.names?.isEmpty == false) }
}
