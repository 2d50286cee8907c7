import ScribeRecording
import ScribeSession
import Testing

@testable import ScribeServer

@Suite("A latency that chance decides")
struct LatencyTests {
  /// What ten thousand polls take, in seconds, the fastest first.
  private func draws(_ text: String) throws -> [Double] {
    let latency = try ServiceSettings.Latency(text: text)
    let sessions = try RecordedSessions([poll(at: 1)]) { $0.latency = latency }
    return (0..<10_000).map { _ in sessions.next().latency / .seconds(1) }.sorted()
  }

  @Test("has the median and the tail that it is to have")
  func logNormal() throws {
    let draws = try draws("40ms,p99=900ms")
    #expect((0.037...0.043).contains(draws[5000]))
    #expect((0.75...1.08).contains(draws[9900]))
    #expect(draws[0] > 0)
  }

  @Test("is spread evenly between two bounds")
  func uniform() throws {
    let draws = try draws("20ms..200ms")
    #expect(draws[0] >= 0.02 && draws[9999] <= 0.2)
    #expect((0.105...0.115).contains(draws[5000]))
    #expect((0.06...0.07).contains(draws[2500]))
  }

  @Test("is the same for the same seed")
  func seeded() throws { #expect(try draws("20ms..200ms") == draws("20ms..200ms")) }

  @Test("is read as people write it")
  func text() throws {
    #expect(try ServiceSettings.Latency(text: "none") == .none)
    #expect(try ServiceSettings.Latency(text: "recorded") == .recorded)
    #expect(try ServiceSettings.Latency(text: "50ms") == .constant(.milliseconds(50)))
    #expect(try ServiceSettings.Latency(text: "1.5") == .constant(.milliseconds(1500)))
    #expect(
      try ServiceSettings.Latency(text: "1s..2m")
        == .uniform(.seconds(1)...(.seconds(120))))
  }

  @Test(
    "is told what is wrong with its text",
    arguments: ["", "x", "-1s", "2s..1s", "1s..", "..1s", "0s,p99=1s", "2s,p99=1s", "1s,p99="])
  func badText(text: String) throws {
    let error = try #require(throws: ServiceTextError.self) {
      try ServiceSettings.Latency(text: text)
    }
    #expect(
      error.description
        == "\"\(text)\" is no latency: none, recorded, 50ms, 20ms..200ms, or 40ms,p99=900ms")
  }

  @Test(
    "is a span of time as people write it",
    arguments: [
      ("0", 0), ("0.5", 500), ("30s", 30_000), ("250ms", 250), ("2m", 120_000), ("1.5h", 5_400_000),
      ("5m2s", 302_000), ("1h1m1s1ms", 3_661_001), ("", nil), ("s", nil), ("1x", nil), ("1s2", nil),
      ("1..2s", nil), ("-1", nil), ("1e99", nil), ("99999999999999h", nil), ("٣s", nil),
      ("1 s", nil), ("1d", 86_400_000),
    ] as [(String, Int?)])
  func duration(text: String, milliseconds: Int?) {
    #expect(Duration(text: text[...]) == milliseconds.map { .milliseconds($0) })
  }
}
