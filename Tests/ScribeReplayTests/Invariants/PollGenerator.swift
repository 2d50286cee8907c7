import ScribeSession

/// A poll that can be written in more than one style.
struct AbstractPoll {
  enum Body {
    case json(JSONText)
    case bytes([UInt8]?)
  }

  enum Outcome {
    case answer(Int, [HeaderField], Body)
    case failure(Poll.Failure.Kind)
  }

  var sentAt: Instant?
  var receivedAt: Instant
  var url: String
  var outcome: Outcome

  func poll(_ style: JSONText.Style, _ generator: inout SeededGenerator) -> Poll {
    Poll(
      sentAt: sentAt, receivedAt: receivedAt, url: url,
      outcome: {
        switch outcome {
        case .failure(let kind): return .noAnswer(Poll.Failure(kind))
        case .answer(let status, let headers, .bytes(let bytes)):
          return .answer(Poll.Answer(status: status, headers: headers, body: bytes))
        case .answer(let status, let headers, .json(let text)):
          let body = Array(text.written(style, &generator).utf8)
          return .answer(Poll.Answer(status: status, headers: headers, body: body))
        }
      }())
  }
}

/// Random polls of one session, weighted towards what leads to interesting states.
struct PollGenerator {
  var random: SeededGenerator
  let url: String
  private var now: Int64 = 1_780_754_400_000_000
  private var transcript = "Doctor: नमस्ते. "
  private var last: [AbstractPoll] = []

  init(seed: UInt64, url: String = "/voice/v1/sessions/ses_random") {
    random = SeededGenerator(seed: seed)
    self.url = url
  }

  mutating func polls(_ count: Int) -> [AbstractPoll] {
    (0..<count).map { _ in next() }
  }

  private mutating func next() -> AbstractPoll {
    now += random.pick([200_000, 1_000_000, 1_000_000, 30_000_000, 4_000_000_000, -20_000_000])
    if random.chance(6), let again = last.last {
      var duplicate = random.chance(50) ? again : random.pick(last)
      duplicate.receivedAt = Instant(microsecondsSinceEpoch: now)
      return duplicate
    }
    let delay = random.pick([50_000, 50_000, 50_000, 2_000_000, 60_000_000]) as Int64
    let poll = AbstractPoll(
      sentAt: random.chance(92) ? Instant(microsecondsSinceEpoch: now - delay) : nil,
      receivedAt: Instant(microsecondsSinceEpoch: now), url: url, outcome: outcome())
    last = last.suffix(40) + [poll]
    return poll
  }

  private mutating func outcome() -> AbstractPoll.Outcome {
    switch Int.random(in: 0..<100, using: &random) {
    case 0..<8: return .failure(random.pick(Poll.Failure.Kind.allCases))
    case 8..<14: return .answer(404, headers(), .bytes(Array("{}".utf8)))
    case 14..<24:
      let status = random.pick([304, 304, 401, 403, 400, 422, 307, 408, 425, 429, 500, 503, 100])
      return .answer(status, headers(), .bytes([]))
    case 24..<30:
      let status = random.pick([200, 202, 206, 410, 201])
      return .answer(status, headers(), .bytes(random.pick(Self.unreadable)))
    default: return report()
    }
  }

  private static let unreadable: [[UInt8]?] = [
    nil, [], Array("<html>".utf8), Array("{\"status\":\"comp".utf8), Array("[]".utf8),
    [0x7B, 0x22, 0xFF, 0x22, 0x3A, 0x31, 0x7D], Array("{\"a\":\"\\ud800\"}".utf8),
    Array((String(repeating: "[", count: 600)).utf8),
  ]

  private mutating func headers() -> [HeaderField] {
    var headers: [HeaderField] = []
    if random.chance(10) {
      let value = random.pick(["0", "3", "600", "soon", "Sat, 06 Jun 2026 14:00:31 GMT"])
      headers.append(HeaderField(name: "Retry-After", value: value))
    }
    if random.chance(20) {
      let value = random.pick([
        "Sat, 06 Jun 2026 14:00:00 GMT", "Sun, 07 Jun 2026 14:00:00 GMT", "yesterday",
      ])
      headers.append(HeaderField(name: "date", value: value))
    }
    return headers
  }

  private mutating func report() -> AbstractPoll.Outcome {
    let word = random.pick(
      Phase.allCases.filter { $0 != .unseen }.map(\.name)
        + ["processing", "completed", "processing", "queued"])
    let agreeing = ["completed": 200, "failed": 200, "partial": 206, "expired": 410][word] ?? 202
    let status = random.chance(80) ? agreeing : random.pick([200, 202, 206, 410, 201, 204])
    return .answer(status, headers(), .json(.object(members(word))))
  }

  private mutating func members(_ word: String) -> [(name: String, value: JSONText)] {
    var members: [(name: String, value: JSONText)] = []
    let id = random.chance(96) ? "ses_random" : "ses_other"
    if random.chance(95) { members.append(("session_id", .string(id))) }
    switch Int.random(in: 0..<20, using: &random) {
    case 0: break
    case 1: members.append(("status", .verbatim(random.pick(["null", "7"]))))
    default: members.append(("status", .string(word)))
    }
    for member in content() where random.chance(45) { members.append(member) }
    return members
  }
}

// MARK: - Content

extension PollGenerator {
  private mutating func content() -> [(name: String, value: JSONText)] {
    let instants = [
      "\"2026-06-06T14:00:00Z\"", "1780754400", "\"2026-06-06 20:00:00\"", "null", "true",
    ]
    let objects = ["{}", "{\"n\":12345678901234567890}", "{\"n\": 2.50}", "null", "[]"]
    let words = ["\"pro\"", "\"lite\"", "null"]
    return [
      ("created_at", .verbatim(random.pick(instants))),
      ("expires_at", .verbatim(random.pick(instants))),
      ("completed_at", .verbatim(random.pick(instants))),
      ("expired_at", .verbatim(random.pick(instants))),
      ("model_used", .verbatim(random.pick(words))),
      ("language_detected", .verbatim(random.pick(words))),
      ("audio_files_received", .verbatim(random.pick(["0", "1", "2", "2.0", "-1", "\"2\""]))),
      ("audio_files", audioFiles()),
      ("audio_files_processed", .verbatim(random.pick(["0", "2"]))),
      ("additional_data", .verbatim(random.pick(objects))),
      ("patient_details", .verbatim(random.pick(objects))),
      ("transcript", nextTranscript()), ("templates", templates()),
      ("message", .string(random.pick(["m", "n"]))),
      ("error", .object([("code", .string(random.pick(["a", "b"])))])),
      ("processing_errors", .array([.object([("type", .string(random.pick(["t", "u"])))])])),
      ("upload_url", .string(random.pick(["wss://u", "https://u"]))),
      ("surprise", .string("x")),
    ]
  }

  private mutating func audioFiles() -> JSONText {
    let names = ["0.webm", "s3://bucket/0.webm", "1.webm", "नमस्ते.webm"]
    return .array(
      (0..<Int.random(in: 0...2, using: &random)).map { _ in .string(random.pick(names)) })
  }

  private mutating func nextTranscript() -> JSONText {
    switch Int.random(in: 0..<10, using: &random) {
    case 0: return .verbatim("null")
    case 1: return .string("")
    case 2: transcript = random.pick(["Doctor: नमस्ते. ", "Patient: வணக்கம்.", "😀"])
    case 3: transcript = String(transcript.dropLast(3))
    case 4...6: transcript += random.pick(["More. ", "और। ", "மேலும். ", "😀", "\"\\\n"])
    default: break
    }
    return .string(transcript)
  }

  private mutating func templates() -> JSONText {
    switch Int.random(in: 0..<10, using: &random) {
    case 0: return .verbatim("null")
    case 1: return .array([])
    case 2: return .object([])
    default:
      return .array(
        (0..<Int.random(in: 1...3, using: &random)).map { _ in
          .object([(random.pick(["soap", "letter", "नोट"]), entry())])
        })
    }
  }

  private mutating func entry() -> JSONText {
    var members: [(name: String, value: JSONText)] = []
    if random.chance(50) {
      members.append(("document_id", .string(random.pick(["d1", "d2", ""]))))
    }
    if random.chance(80) {
      let words = ["success", "failed", "in_progress", "partial_success", "odd"]
      members.append(("status", .string(random.pick(words))))
    }
    if random.chance(60) {
      members.append(
        ("data", .verbatim(random.pick(["{\"a\":1}", "{\"a\": 1}", "\"md\"", "null"]))))
    }
    if random.chance(30) {
      members.append(
        (
          "publish",
          .object([("x", .string("नोट")), ("y", .array([.string(random.pick(["p", "q"]))]))])
        ))
    }
    if random.chance(20) { members.append(("presigned_url", .string("https://p"))) }
    return .object(members)
  }
}
