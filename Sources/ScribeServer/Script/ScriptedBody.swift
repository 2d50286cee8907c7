import ScribeSession

/// The documented body of an answer (OnTheWire, "Members"), written without anything that reads one.
struct ScriptedBody {
  /// The four shapes of a body.
  enum Shape {
    case open, ended, failed, expired

    /// By HTTP status, and by the word where that leaves it open.
    init(http: Int, word: String?) {
      switch (http, word) {
      case (202, _): self = .open
      case (410, _), (_, "expired"): self = .expired
      case (206, _), (_, "completed"), (_, "partial"): self = .ended
      case (_, "failed"): self = .failed
      default: self = .open
      }
    }
  }

  private var members: [(name: String, json: String)]

  /// - Parameters:
  ///   - word: the `status`; none where it is nil.
  ///   - number: which poll it is, which the upload URL's token tells.
  ///   - at: when it is asked for.
  init(
    _ content: ScriptedContent, id: String, http: Int, word: String?, filter: PollStream.Filter?,
    number: Int, at: Instant
  ) {
    let shape = Shape(http: http, word: word)
    let names = (0..<content.audioCount).map { "\"\($0).webm\"" }.joined(separator: ",")
    var members: [(name: String, json: String)] = [("session_id", "\"\(id)\"")]
    if let word { members.append(("status", "\"\(word)\"")) }
    members.append(("created_at", "\"\(content.createdAt)\""))
    if shape == .open { members.append(("expires_at", "\"\(content.expiresAt)\"")) }
    members += [
      ("audio_files_received", "\(content.audioCount)"), ("audio_files", "[\(names)]"),
      ("additional_data", #"{"visit":"V-2041"}"#), ("transcript", content.transcriptJSON),
      ("upload_url", "\"https://upload.example/\(id)?token=t\(number)\""),
    ]
    let completedAt = content.completedAt ?? at.advanced(by: .seconds(-1))
    switch shape {
    case .open: break
    case .ended:
      members += [
        ("completed_at", "\"\(completedAt)\""), ("model_used", "\"\(content.model)\""),
        ("language_detected", "\"\(content.language)\""),
        ("templates", content.templatesJSON(seenThrough: filter, asMap: content.hasTemplatesAsMap)),
      ]
      if http == 206 { members.append(("audio_files_processed", "\(content.audioCount)")) }
    case .failed:
      members += [
        ("completed_at", "\"\(completedAt)\""),
        (
          "error",
          #"{"code":"transcription_failed","message":"no speech found","details":{}}"#
        ),
      ]
    case .expired:
      members += [
        ("expired_at", "\"\(at.advanced(by: .seconds(-1)))\""),
        ("message", #""Session expired before processing was started.""#),
        ("templates", content.templatesJSON(seenThrough: filter, asMap: true)),
      ]
    }
    self.members = members
    for (name, json) in content.members { set(name, json) }
  }

  /// Gives a member another value, adds it, or leaves it out where there is none.
  mutating func set(_ name: String, _ json: String?) {
    guard let place = members.firstIndex(where: { $0.name == name }) else {
      // Where a status is, it is the second member.
      if let json { members.insert((name, json), at: name == "status" ? 1 : members.count) }
      return
    }
    if let json {
      members[place].json = json
    } else {
      members.remove(at: place)
    }
  }

  /// Writes a member a second time.
  mutating func add(_ name: String, _ json: String) { members.append((name, json)) }

  var utf8: [UInt8] {
    Array("{\(members.map { "\"\($0.name)\":\($0.json)" }.joined(separator: ","))}".utf8)
  }
}

extension ScriptedContent {
  fileprivate func templatesJSON(seenThrough filter: PollStream.Filter?, asMap: Bool) -> String {
    let seen = documents.filter { document in
      (filter?.templateID).map { $0 == ExactText(document.template) } != false
        && (filter?.documentID).map { $0 == document.id.map { ExactText($0) } } != false
    }
    let entries = seen.map { "\"\($0.template)\":\($0.json)" }
    return asMap
      ? "{\(entries.joined(separator: ","))}"
      : "[\(entries.map { "{\($0)}" }.joined(separator: ","))]"
  }
}
