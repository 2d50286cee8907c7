import Foundation
import Readme
import ScribeFoundation
import ScribePolling
import ScribeSession
import ScribeStore
import Testing

// article begin
@MainActor
final class VisitModel {
  private(set) var phase = Phase.unseen
  private(set) var transcript = ""
  private(set) var documents: [ReportedDocument] = []
  private(set) var problem: String?
  private let tracker: SessionTracker

  init(tracker: SessionTracker) { self.tracker = tracker }

  func follow(_ id: String) async {
    problem = nil
    do {
      for try await step in tracker.track(id) {
        phase = step.session.phase
        if let report = step.report { show(report, of: step.session.content) }
        // Taken back by the next step, where the tracker goes on with another token.
        if case .stop(let reason) = step.next {
          problem = message(for: reason, in: phase)
        } else {
          problem = nil
        }
      }
    } catch let error as TrackingError {
      problem = "\(error)"  // one line, without payload, that says what to do
    } catch {
      // The store's error, or what the token closure threw; calling again goes on.
      problem = "Following has ended: \(error)"
    }
  }

  private func show(_ report: Report, of known: Content) {
    // An answer that leaves something out takes nothing back; what is known says what is left.
    if let text = report.transcript, !text.isEmpty { transcript = text }
    if known.transcript == nil { transcript = "" }
    if !report.documents.isEmpty { documents = report.documents }
    if known.documents.isEmpty { documents = [] }
  }
}
// article end

// article begin
func message(for reason: StopReason, in phase: Phase) -> String? {
  switch reason {
  case .settled where phase == .failed: "The notes could not be written."
  case .settled where phase == .expired: "The visit expired before its notes were complete."
  case .settled: nil
  case .unauthorized: "Sign in again."  // track again with the new token; nothing is lost
  case .notFound, .vanished: "The service does not know this visit."
  case .overdue: "This takes longer than it should; you can try again later."
  case .unreachable, .deadline: "The service cannot be reached; try again."
  case .rejected, .unrecognised: "The service answers in a way this app does not understand."
  }
}
// article end

// article begin
struct SOAPNote: Decodable { var subjective: String; var plan: String }

func soapNote(in report: Report) throws -> SOAPNote? {
  try report.documents.first { $0.templateID == "soap_note" }?.decodedData(as: SOAPNote.self)
}
// article end

// article begin
struct NoKey: Error {}

func openStore(path: String, keyText: String) throws -> SessionStore {
  // Without a key a new store is in clear: a text that is no key must not pass for none.
  guard let key = WrappingKey(text: keyText) else { throw NoKey() }
  return try SessionStore(path: path, keys: key)
}

func noteLook(_ id: String, by user: String, in store: SessionStore) async throws {
  let note = AuditNote(who: user, at: Instant(Date()), reason: "opened the visit")
  try await store.record(.shown, session: ExactText(id), note: note)
}
// article end

private func erase(from store: any SessionStoring, show: (Int) -> Void) async throws {
  // article begin
  let note = AuditNote(who: "the app", at: Instant(Date()), reason: "delivered")
  let receipt = try await store.erase("ses_x", note: note)
  show(receipt.bodyCount)
  // article end
}

@Suite("The article on tracking a session in an app")
struct TrackingArticleTests {
  private static let body = """
    {"session_id":"ses_x","status":"completed","transcript":"Doctor: Well?","templates":[\
    {"soap_note":{"document_id":"doc_1","status":"success","data":\
    {"subjective":"well","plan":"rest"}}}]}
    """

  private func tracker(
    _ answers: [(Int, String)], store: any StepStoring = InMemorySessionStore(),
    token: @escaping @Sendable () -> String = { "t0ken" }
  ) -> SessionTracker {
    let left = Remaining(answers)
    let transport = FunctionTransport { _ in
      let (status, body) = left.next()
      return .answer(.init(status: status, body: Array(body.utf8)))
    }
    return SessionTracker(
      baseURL: "https://scribe.test/voice/v1", token: { token() }, store: store, settings: .exact,
      transport: transport, clock: LeapingClock())
  }

  /// Answers, of which the last is given for ever.
  private final class Remaining: @unchecked Sendable {
    private let lock = NSLock()
    private var answers: [(Int, String)]

    init(_ answers: [(Int, String)]) { self.answers = answers }

    func next() -> (Int, String) {
      lock.withLock { answers.count > 1 ? answers.removeFirst() : answers[0] }
    }
  }

  @Test("has no code but what is compiled here")
  func code() throws {
    let article = try Article("TrackingASession")
    #expect(try article.code() == [] && article.codeCount == 5)
  }

  @Test("shows what was said, and keeps it where an answer leaves it out")
  @MainActor func follows() async throws {
    let store = InMemorySessionStore()
    let model = VisitModel(
      tracker: tracker([(202, #"{"status":"processing"}"#), (200, Self.body)], store: store))
    await model.follow("ses_x")
    #expect(model.phase == .completed && model.transcript == "Doctor: Well?")
    #expect(model.documents.count == 1 && model.problem == nil)
    let again = VisitModel(
      tracker: tracker(
        [(202, #"{"status":"processing","transcript":""}"#), (401, "")], store: store))
    await again.follow("ses_x")
    #expect(again.phase == .processing && again.problem == "Sign in again.")
    await again.follow("ses_x")
    #expect(again.problem == "Sign in again.")
  }

  @Test("takes back what it says of a token once another one is taken")
  @MainActor func anotherToken() async throws {
    let tokens = Remaining((1...9).map { (0, "t\($0)") })
    let model = VisitModel(
      tracker: tracker([(401, ""), (200, Self.body)], token: { tokens.next().1 }))
    await model.follow("ses_x")
    #expect(model.phase == .completed && model.problem == nil)
  }

  @Test("decodes a note and erases what was stored")
  func decodes() async throws {
    let store = InMemorySessionStore()
    var notes: [SOAPNote] = []
    for try await step in tracker([(200, Self.body)], store: store).track("ses_x") {
      #expect("\(step)" == "poll 1: settled, completed")
      if let report = step.report, let found = try soapNote(in: report) { notes.append(found) }
    }
    #expect(notes.map(\.plan) == ["rest"])
    var counts: [Int] = []
    try await erase(from: store) { counts.append($0) }
    #expect(counts == [1])
  }

  @Test("seals with a key and with nothing else, and writes down who looked")
  func sealed() async throws {
    let path = NSTemporaryDirectory() + "scribe-\(UUID().uuidString).sqlite"
    defer {
      for end in ["", "-wal", "-shm"] { try? FileManager.default.removeItem(atPath: path + end) }
    }
    #expect(throws: NoKey.self) { try openStore(path: path, keyText: "none") }
    #expect(!FileManager.default.fileExists(atPath: path))
    let store = try openStore(path: path, keyText: String(repeating: "3c", count: 32))
    for try await step in tracker([(200, Self.body)], store: store).track("ses_x") {
      #expect(step.session.phase == .completed)
    }
    try await noteLook("ses_x", by: "Dr. A", in: store)
    #expect(try await store.auditTrail().map(\.action) == [.shown])
    #expect(try await SessionStore(reading: path).allSteps().map(\.isBodyLocked) == [true])
    store.close()
  }

  @Test("stops with a sentence where the tracker cannot go on")
  @MainActor func stops() async throws {
    let model = VisitModel(tracker: tracker([(404, "")]))
    await model.follow("ses_x")
    #expect(model.problem == "The service does not know this visit.")
    let expired = VisitModel(tracker: tracker([(410, #"{"status":"expired"}"#)]))
    await expired.follow("ses_x")
    #expect(expired.phase == .expired && expired.problem?.contains("expired") == true)
    let refused = SessionTracker(
      baseURL: "https://scribe.test/voice/v1", token: { "two\nlines" },
      store: InMemorySessionStore(), settings: .exact, clock: LeapingClock())
    let other = VisitModel(tracker: refused)
    await other.follow("ses_x")
    #expect(other.problem?.contains("token") == true && other.problem?.contains("lines") == false)
  }
}
