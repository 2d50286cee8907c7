import ScribeSession

/// The polls of a recording as a table in CSV (RFC 4180), a line a poll, without patient data.
package enum PollTable {
  /// The names of the columns.
  package static let header =
    "n,session,template_id,document_id,sent_at,received_at,latency_s,interval_s,http,failure,"
    + "verdict,phase,body_bytes,transcript_bytes,documents,audio_files,anomalies,changes,next,after_s"

  /// The line of one poll, without a line end.
  package static func line(for replayed: ReplayedPoll) -> String {
    let poll = replayed.poll
    guard let effect = replayed.effect else {
      return fields([
        "\(replayed.number)", "", "", "", poll.sentAt?.description ?? "",
        poll.receivedAt.description, "", "", "", "", Verdict.ignored.name, "", "", "", "", "", "",
        "", "", "",
      ])
    }
    let step = effect.step
    let content = step.session.content
    return fields([
      "\(replayed.number)", effect.stream.id.text, effect.stream.filter?.templateID?.text ?? "",
      effect.stream.filter?.documentID?.text ?? "", poll.sentAt?.description ?? "",
      poll.receivedAt.description,
      poll.sentAt.map { $0.duration(to: poll.receivedAt).secondsText } ?? "",
      effect.lastReceivedAt.map { $0.duration(to: poll.receivedAt).secondsText } ?? "",
      poll.answer.map { "\($0.status)" } ?? "", poll.outcome.failureName, step.verdict.name,
      step.session.phase.name, poll.answer?.body.map { "\($0.count)" } ?? "",
      content.transcript.map { "\($0.byteCount)" } ?? "", "\(content.documentCount)",
      content.audioFilesReceived.map { "\($0)" } ?? "",
      step.anomalies.codes.map(\.name).joined(separator: " "),
      ChangeText.phrases(for: step).joined(separator: "; "), step.next.fields.0,
      step.next.fields.1,
    ])
  }

  private static func fields(_ fields: [String]) -> String {
    fields.map(field).joined(separator: ",")
  }

  /// A field in quotes where it needs them, with whatever could make a spreadsheet run it defused.
  private static func field(_ text: String) -> String {
    var text = text.printable
    let scalars = text.unicodeScalars
    if let first = scalars.first, "=+-@".unicodeScalars.contains(first), Double(text) == nil {
      text = "'" + text
    }
    guard text.utf8.contains(where: { $0 == UInt8(ascii: "\"") || $0 == UInt8(ascii: ",") }) else {
      return text
    }
    let quoted = text.unicodeScalars.map { $0 == "\"" ? "\"\"" : String($0) }.joined()
    return "\"\(quoted)\""
  }
}

extension Next {
  /// `poll` or why to stop, and the pause in seconds.
  fileprivate var fields: (String, String) {
    switch self {
    case .poll(let pause): ("poll", pause.secondsText)
    case .stop(let reason): (reason.name, "")
    }
  }
}

extension Poll.Outcome {
  /// Why no answer came; empty where one did.
  var failureName: String {
    if case .noAnswer(let failure) = self { failure.kind.name } else { "" }
  }
}
