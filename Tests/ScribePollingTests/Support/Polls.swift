import ScribeSession
import ScribeStore

extension Instant {
  /// A moment of the tests' day, that many seconds after its start.
  static func at(_ seconds: Double) -> Instant {
    Instant(microsecondsSinceEpoch: 1_780_754_400_000_000 + Int64((seconds * 1_000_000).rounded()))
  }
}

extension Poll.Outcome {
  /// An answer as documented for that phase.
  static func report(
    _ phase: Phase, _ members: String = "", id: String = "ses_x",
    _ headers: KeyValuePairs<String, String> = [:]
  ) -> Poll.Outcome {
    .answer(phase.documentedHTTP, .body(phase, members, id: id), headers)
  }

  static func answer(
    _ status: Int, _ body: String = "", _ headers: KeyValuePairs<String, String> = [:]
  ) -> Poll.Outcome {
    .answer(
      Poll.Answer(
        status: status, headers: headers.map { HeaderField(name: $0.key, value: $0.value) },
        body: Array(body.utf8)))
  }

  static func failure(_ kind: Poll.Failure.Kind) -> Poll.Outcome { .noAnswer(Poll.Failure(kind)) }
}

extension String {
  /// A body that says that a session is in a phase.
  static func body(_ phase: Phase, _ members: String = "", id: String = "ses_x") -> String {
    let more = members.isEmpty ? "" : "," + members
    return #"{"session_id":"\#(id)","status":"\#(phase.name)"\#(more)}"#
  }
}

extension Phase {
  var documentedHTTP: Int {
    switch self {
    case .unseen: 404
    case .created, .initialized, .recording, .processing: 202
    case .completed, .failed: 200
    case .partial: 206
    case .expired: 410
    }
  }
}

extension PollStream {
  static let x = PollStream(id: "ses_x")
}

extension SessionStoring {
  /// All steps there are.
  func allSteps() async throws -> [StoredStep] { try await steps(after: 0, limit: .max) }
}
