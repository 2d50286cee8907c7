import Foundation
import Testing

/// Chains of bodies that once did harm, or were made to; a fuzzer's finding is kept by adding its
/// file.
@Suite("Bodies that are read beside the one before, and kept")
struct RegressionTests {
  static let folder = URL(filePath: #filePath).deletingLastPathComponent()
    .deletingLastPathComponent().appending(path: "Regressions")

  static let names = (try? FileManager.default.contentsOfDirectory(atPath: folder.path))?.sorted()

  @Test("are read as by themselves", arguments: names ?? [])
  func agrees(_ name: String) throws {
    let bytes = [UInt8](try Data(contentsOf: Self.folder.appending(path: name)))
    let chain =
      name.hasPrefix("edited") ? BodyChain(edited: bytes) : BodyChain(separated: bytes)
    #expect(chain.mismatch() == nil)
  }

  @Test("has some") func hasSome() { #expect(Self.names?.isEmpty == false) }
}
