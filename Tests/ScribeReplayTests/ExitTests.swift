import ArgumentParser
import ScribeReplay
import ScribeStore
import Testing

@testable import scribe_replay

@Suite("An error that ends a verb")
struct ExitTests {
  private struct Unheard: Error, CustomStringConvertible {
    let description = "nobody has heard of this"
  }

  @Test("that nobody thought of could not be done, and is no finding")
  func unheard() {
    let console = Console()
    #expect(console.exitCode(for: Unheard()) == .notDone)
    #expect(console.exit(for: Unheard()) as? ExitCode == .notDone)
  }

  @Test("has the code that it has already, or is left to the parser")
  func passed() {
    let console = Console()
    #expect(console.exit(for: ExitCode.finding) as? ExitCode == .finding)
    #expect(console.exit(for: ValidationError("x")) is ValidationError)
    #expect(console.exit(for: CleanExit.message("x")) is CleanExit)
  }

  @Test("of a store that is damaged says so, however deep it stands")
  func damaged() {
    let damage = TapeError.store(.damaged(file: "a.sqlite", reason: "x"))
    #expect(Console().exitCode(for: MadeTestError.tape(damage)) == .notIntact)
  }

  @Test("comes before those that are less bad")
  func worst() {
    #expect(ExitCode.worst(of: []) == nil)
    #expect(ExitCode.worst(of: [nil, .finding]) == .finding)
    #expect(ExitCode.worst(of: [.finding, .notDone, nil]) == .notDone)
    #expect(ExitCode.worst(of: [.notDone, .notIntact, .finding]) == .notIntact)
  }
}
