import ScribeSession
import ScribeStore

extension Instant {
  /// So many seconds after a fixed time.
  static func at(_ seconds: Double) -> Instant {
    Instant(microsecondsSinceEpoch: 1_780_754_400_000_000 + Int64(seconds * 1_000_000))
  }
}

extension Poll {
  /// An answer with a body, asked for a tenth of a second before it came.
  static func answer(
    _ http: Int, _ body: String?, at seconds: Double, session: String = "ses_x",
    query: String = "", headers: [HeaderField] = []
  ) -> Poll {
    answer(
      http, bytes: body.map { Array($0.utf8) }, at: seconds, session: session, query: query,
      headers: headers)
  }

  static func answer(
    _ http: Int, bytes: [UInt8]?, at seconds: Double, session: String = "ses_x",
    query: String = "", headers: [HeaderField] = []
  ) -> Poll {
    Poll(
      sentAt: .at(seconds - 0.1), receivedAt: .at(seconds),
      url: "/voice/v1/sessions/\(session)\(query)",
      outcome: .answer(Poll.Answer(status: http, headers: headers, body: bytes)))
  }

  static func failure(
    _ kind: Poll.Failure.Kind, at seconds: Double, session: String = "ses_x", message: String? = nil
  ) -> Poll {
    Poll(
      sentAt: .at(seconds - 0.1), receivedAt: .at(seconds),
      url: "/voice/v1/sessions/\(session)",
      outcome: .noAnswer(Poll.Failure(kind, message: message)))
  }
}

extension PollStream {
  static let x = PollStream(id: "ses_x")
}

extension SessionStoring {
  /// Decides on polls from the stored state on and stores them one by one; ignored ones are passed
  /// over.
  @discardableResult
  func store(_ polls: [Poll]) async throws -> [AppendResult] {
    var known: [PollStream: StoredSession] = [:]
    var appended: [AppendResult] = []
    for poll in polls {
      guard let stream = PollStream(method: poll.method, url: poll.url) else { continue }
      let before: StoredSession
      if let stored = known[stream] {
        before = stored
      } else {
        before = try await session(stream)
      }
      var session = before.session
      let step = session.observe(poll)
      let result = try await append(poll, step, expecting: before.version)
      if case .stored(let version, _) = result {
        known[stream] = StoredSession(session, version: version)
      } else {
        known[stream] = before
      }
      appended.append(result)
    }
    return appended
  }

  /// All steps there are.
  func allSteps() async throws -> [StoredStep] { try await steps(after: 0, limit: .max) }
}
