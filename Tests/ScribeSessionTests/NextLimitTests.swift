import ScribeSession
import Testing

/// The bounds of TheRules, section 7: nothing is polled for ever.
@Suite("An open session")
struct NextLimitTests {
  private let start = #""expires_at":"2026-06-06T14:10:00Z""#

  private func next(_ polls: Poll..., policy: PollPolicy = PollPolicy()) -> String? {
    var session = Session()
    return session.observe(all: polls, policy: policy)?.next.text
  }

  @Test("is polled until five minutes after it expires, by the server's clock")
  func overdue() {
    #expect(next(.report(.recording, start, at: 900)) == "poll+1")
    #expect(next(.report(.recording, start, at: 900.001)) == "stop:overdue")
    let slow = ["Date": "Sat, 06 Jun 2026 14:09:00 GMT"] as KeyValuePairs
    #expect(next(.report(.recording, start, at: 5000, headers: slow)) == "poll+1")
    let fast = ["Date": "Sat, 06 Jun 2026 14:15:01 GMT"] as KeyValuePairs
    #expect(next(.report(.recording, start, at: 0, headers: fast)) == "stop:overdue")
  }

  @Test("is polled for two hours where no end is known")
  func withoutExpiry() {
    let first = Poll.report(.processing, at: 0)
    #expect(next(first, .report(.processing, at: 7200)) == "poll+1")
    #expect(next(first, .report(.processing, at: 7200.1)) == "stop:overdue")
  }

  @Test("that was re-opened is polled for two hours more")
  func reopened() {
    let first = Poll.report(.completed, start, at: 0)
    let reopening = Poll.report(.processing, at: 4000)
    #expect(next(first, reopening) == "poll+1")
    #expect(next(first, reopening, .report(.processing, at: 11_200)) == "poll+1")
    #expect(next(first, reopening, .report(.processing, at: 11_201)) == "stop:overdue")
    let far = Poll.report(.processing, #""expires_at":"2026-06-06T20:00:00Z""#, at: 11_300)
    #expect(next(first, reopening, far) == "poll+1")
  }

  @Test("is never polled longer than a day, whatever the server's clock says")
  func absolute() {
    let stopped = ["Date": "Sat, 06 Jun 2026 14:00:00 GMT"] as KeyValuePairs
    let first = Poll.report(.processing, start, at: 0, headers: stopped)
    let day = 86_400.0
    #expect(next(first, .report(.processing, at: day, headers: stopped)) == "poll+1")
    #expect(next(first, .report(.processing, at: day + 1, headers: stopped)) == "stop:overdue")
    let end = Poll.report(.completed, at: 500, headers: stopped)
    let reopening = Poll.report(.processing, at: 1000, headers: stopped)
    #expect(
      next(first, end, reopening, .report(.processing, at: day + 1000, headers: stopped))
        == "poll+1")
    #expect(
      next(first, end, reopening, .report(.processing, at: day + 1001, headers: stopped))
        == "stop:overdue")
  }

  @Test("stops as overdue also on a 304, a stale answer and a duplicate, not on a fault")
  func overdueKinds() {
    let report = Poll.report(.recording, start, at: 800)
    #expect(next(report, .answer(304, "", at: 901)) == "stop:overdue")
    #expect(
      next(report, .answer(202, .body(#""created""#), at: 902, sentAt: 1)) == "stop:overdue")
    var again = report
    again.receivedAt = .at(903)
    #expect(next(report, again) == "stop:overdue")
    #expect(next(report, .failure(.timeout, at: 904)) == "poll+1")
  }

  @Test("is polled once more at the caller's deadline, and not after it")
  func deadline() {
    var policy = PollPolicy()
    policy.deadline = .at(100)
    policy.interval = .seconds(30)
    #expect(next(.report(.processing, at: 50), policy: policy) == "poll+30")
    #expect(next(.report(.processing, at: 80), policy: policy) == "poll+20")
    #expect(next(.report(.processing, at: 100), policy: policy) == "stop:deadline")
    #expect(next(.failure(.timeout, at: 101), policy: policy) == "stop:deadline")
    #expect(next(.report(.completed, at: 101), policy: policy) == "stop:settled")
  }

  @Test("lingers after partial and failed for a bounded time, where the policy says so")
  func linger() {
    var policy = PollPolicy()
    policy.linger = .init(interval: .seconds(20), limit: .seconds(120))
    let partial = Poll.report(.partial, at: 10)
    #expect(next(partial, policy: policy) == "poll+20")
    #expect(next(partial, .report(.partial, at: 129), policy: policy) == "poll+20")
    #expect(next(partial, .report(.partial, at: 130), policy: policy) == "stop:settled")
    #expect(next(partial, .report(.failed, at: 120), policy: policy) == "poll+20")
    #expect(next(partial, .report(.completed, at: 20), policy: policy) == "stop:settled")
    #expect(next(.report(.expired, at: 10), policy: policy) == "stop:settled")
    #expect(next(partial) == "stop:settled")
  }

  @Test("that nobody asked yet is polled at once")
  func unseen() {
    #expect(Session().next() == .poll(after: .zero))
  }
}
