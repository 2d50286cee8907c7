import ScribeStore
import Testing

/// What every error of a store keeps to: one line, which names the file and the way out.
func expectOneLine(
  _ error: StoreError?, naming path: String, sourceLocation: SourceLocation = #_sourceLocation
) {
  guard let error else { return }
  let text = error.description
  #expect(text.hasPrefix("\(path): "), sourceLocation: sourceLocation)
  #expect(!text.contains("\n"), sourceLocation: sourceLocation)
  // What, and then the way out.
  #expect(
    text.dropFirst(path.count + 2).contains(": "), "no way out: \(text)",
    sourceLocation: sourceLocation)
}

/// Expects an error of a store that names the file.
func expectError(
  naming path: String, sourceLocation: SourceLocation = #_sourceLocation,
  _ body: () async throws -> Void,
  where isExpected: (StoreError) -> Bool = { _ in true }
) async {
  do {
    try await body()
    Issue.record("no error", sourceLocation: sourceLocation)
  } catch let error as StoreError {
    expectOneLine(error, naming: path, sourceLocation: sourceLocation)
    #expect(isExpected(error), "\(error)", sourceLocation: sourceLocation)
  } catch {
    Issue.record(error, sourceLocation: sourceLocation)
  }
}

/// Does what may fail, as long as the error names the file.
func allowError(
  naming path: String, sourceLocation: SourceLocation = #_sourceLocation,
  _ body: () async throws -> Void
) async {
  do {
    try await body()
  } catch let error as StoreError {
    expectOneLine(error, naming: path, sourceLocation: sourceLocation)
  } catch {
    Issue.record(error, sourceLocation: sourceLocation)
  }
}
