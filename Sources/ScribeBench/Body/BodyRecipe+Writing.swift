package import ScribeTalk

extension BodyRecipe {
  /// The body that a poll gets, polls counted from 1.
  package func body(poll: Int) -> [UInt8] {
    var escaped: [UInt8] = []
    escaping.append(transcript.utf8[...], to: &escaped)
    return body(poll: poll, escapedTranscript: escaped[...])
  }

  /// The transcript that the body has.
  package var transcript: Transcript {
    Transcript(language, byteCount: transcriptByteCount, seed: seed)
  }

  /// The body with what is given as the transcript's JSON, without its quotation marks.
  func body(poll: Int, escapedTranscript: ArraySlice<UInt8>) -> [UInt8] {
    var members = statusMembers
    if uploadURLPlace == .early { members.append(uploadURL(poll)) }
    members += endMembers + audioMembers + contentMembers(escapedTranscript) + resultMembers
    switch uploadURLPlace {
    case .first: members.insert(uploadURL(poll), at: 0)
    case .early: break
    case .last: members.append(uploadURL(poll))
    }
    if areMembersShuffled {
      var random = SplitMix64(seed: seed ^ UInt64(truncatingIfNeeded: poll))
      members.shuffle(using: &random)
    }
    return JSONTree.object(members).bytes(escaping)
  }
}

// The members in the order in which servers send them.
extension BodyRecipe {
  private typealias Member = (name: String, value: JSONTree)

  private var statusMembers: [Member] {
    [
      ("session_id", .text(sessionID)), ("status", .text(status.word)),
      ("created_at", .text(PollTime.creation.description)),
      status == .expired
        ? ("expired_at", instant(secondsToEnd)) : ("expires_at", instant(secondsToExpiry)),
    ]
  }

  private var endMembers: [Member] {
    switch status {
    case .created, .initialized, .recording, .processing, .expired: []
    case .completed, .partial, .failed:
      [
        ("completed_at", instant(secondsToEnd)), ("model_used", "pro"),
        ("language_detected", .text(language.code)),
      ]
    }
  }

  private func instant(_ seconds: Int) -> JSONTree {
    .text(PollTime.creation.later(by: seconds * 1000).description)
  }

  private func uploadURL(_ poll: Int) -> Member {
    let signed = isResigned ? UInt64(truncatingIfNeeded: poll) : 0
    var random = SplitMix64(seed: ~seed ^ signed &* 0xd129_42f4_c7b1_96bd)
    let signature = random.word(64, of: Array("0123456789abcdef"))
    let query = "X-Amz-Expires=3600&X-Amz-Signature=\(signature)"
    return ("upload_url", "https://upload.example/\(sessionID)?\(query)")
  }

  private var audioMembers: [Member] {
    let folder =
      switch audioNames {
      case .plain: ""
      case .s3: "s3://scribe-audio/2026-06-06/\(sessionID)/"
      }
    let names = (0..<audioFileCount).map { JSONTree.text("\(folder)audio_\($0).webm") }
    let members: [Member] = [
      ("audio_files_received", .number(audioFileCount)), ("audio_files", .list(names)),
    ]
    guard status == .partial else { return members }
    return members + [("audio_files_processed", .number(audioFileCount))]
  }

  private func contentMembers(_ escapedTranscript: ArraySlice<UInt8>) -> [Member] {
    var dialogue = Dialogue(language, seed: ~seed)
    let complaint = JSONTree.text(dialogue.complaint())
    return [
      // One integer beyond 2^53, as they occur.
      ("additional_data", ["visit": "V-2041", "encounter": .literal("9007199254740993")]),
      ("transcript", .escapedText(escapedTranscript)),
      ("patient_details", ["age": 54, "gender": "female", "complaint": complaint]),
    ]
  }

  private var resultMembers: [Member] {
    var members: [Member] = []
    if let documents {
      members.append(("templates", .list((0..<documents.count).map { entry($0, documents) })))
    } else if status == .partial {
      members.append(("templates", []))
    }
    switch status {
    case .created, .initialized, .recording, .processing, .completed: break
    case .partial:
      members.append(
        (
          "processing_errors",
          [["type": "template_failed", "message": "one document could not be made", "file": .null]]
        ))
    case .failed:
      members.append(
        ("error", ["code": "processing_failed", "message": "no speech", "details": [:]]))
    case .expired: members.append(("message", "The session expired before it was ended."))
    }
    return members
  }

  private func entry(_ place: Int, _ documents: DocumentRecipe) -> JSONTree {
    let templates = ["soap_note", "prescription", "eka_emr_template", "discharge_summary"]
    let template = templates[place % templates.count]
    let data = documents.data(language, seed: seed &+ 1 &+ UInt64(place))
    let entry: JSONTree = [
      "status": "success", "document_id": .text("doc_\(place)"), "document_type": .text(template),
      "data": data, "publish": [:],
    ]
    return .object([(template, entry)])
  }
}
