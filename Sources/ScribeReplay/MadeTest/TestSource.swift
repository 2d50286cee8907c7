import ScribeSession

/// The Swift file of a test, as somebody would have written it by hand: on the public API alone.
struct TestSource {
  /// The text of the poll log.
  let log: String
  /// The polls in it.
  let polls: [Poll]
  let name: SuiteName

  var text: String {
    """
    import ScribeRecording
    import ScribeSession
    import Testing

    /// Made by `scribe-replay make-test` from a recording; its texts and numbers are made up.
    ///
    /// Each poll has its verdict, the phase after it, and what to do next.
    @Suite("\(title)")
    struct \(name.type) {
      @Test("means poll by poll what it meant when this test was made")
      func meanings() throws {
        var recording = try Recording(bytes: Array(Self.log.utf8), name: "log")
        var sessions: [PollStream: Session] = [:]
        var meanings: [String] = []
        while let recorded = try recording.next() {
          meanings.append("\\(recorded.number) \\(Self.meaning(of: recorded.poll, in: &sessions))")
        }
        #expect(meanings == Self.expected)
      }

      /// Takes a poll into the session that it is of.
      private static func meaning(
        of poll: Poll, in sessions: inout [PollStream: Session]
      ) -> String {
        guard let stream = PollStream(method: poll.method, url: poll.url) else {
          return Verdict.ignored.name
        }
        let step = sessions[stream, default: Session()].observe(poll)
        let next =
          switch step.next {
          case .poll(let pause): "poll after \\(pause)"
          case .stop(let reason): "stop \\(reason.name)"
          }
        return "\\(step.verdict.name) \\(step.session.phase.name), \\(next)"
      }

      private static let expected: [String] = [
    \(expected.map { "    \"\($0)\",\n" }.joined())  ]

      private static let log = \(RawLiteral.literal(ofJSON: log, indentation: "    "))
    }

    """
  }

  private var title: String {
    name.phrase.isEmpty ? "A recording" : "The recording \(name.phrase)"
  }

  /// What the polls mean now, in the words of the test.
  private var expected: [String] {
    var replay = Replay()
    return polls.enumerated().map { index, poll in
      let number = index + 1
      guard let step = replay.observe(number, poll).effect?.step else {
        return "\(number) \(Verdict.ignored.name)"
      }
      let next =
        switch step.next {
        case .poll(let pause): "poll after \(pause)"
        case .stop(let reason): "stop \(reason.name)"
        }
      return "\(number) \(step.verdict.name) \(step.session.phase.name), \(next)"
    }
  }
}
