import ScribeSession
import Testing

/// The rules: nothing is polled for ever.
@Suite("A server that always says the same")
struct ConstantAnswerTests {
  /// Polls as told until it is told to stop.
  private func polls(until limit: Int, _ answer: (Double) -> Poll) -> Int? {
    var policy = PollPolicy()
    policy.interval = .seconds(600)
    var session = Session()
    var time = 0.0
    for count in 1...limit {
      switch session.observe(answer(time), policy: policy).next {
      case .stop: return count
      case .poll(let pause): time += Double(pause.components.seconds) + 0.5
      }
    }
    return nil
  }

  @Test("is asked no more often than a day allows", arguments: StatusTableTests.statuses)
  func everyAnswer(_ status: Int) {
    let day = 24 * 6 + 1
    let bodies =
      StatusTableTests.words.map { String.body($0.json) }
      + StatusTableTests.words.map { String.body($0.json, #""expires_at":"2026-06-06T15:00:00Z""#) }
      + StatusTableTests.words.map { String.body($0.json, #""error":{"code":"c"}"#) }
      + [.body(#""processing""#, id: "ses_other"), "", "<html>", "[]", "{"]
    let headers: [KeyValuePairs<String, String>] = [
      [:], ["Date": "Sat, 06 Jun 2026 14:00:00 GMT"], ["Retry-After": "0"], ["Retry-After": "9999"],
    ]
    for body in bodies {
      for header in headers {
        let count = polls(until: day + 10) { time in
          .answer(status, body, at: time, headers: header)
        }
        #expect(count ?? .max <= day, "\(status) \(body)")
      }
    }
  }

  @Test("is asked ten times where it does not answer", arguments: Poll.Failure.Kind.allCases)
  func silence(_ kind: Poll.Failure.Kind) {
    #expect(polls(until: 100) { .failure(kind, at: $0) } == 10)
  }
}
