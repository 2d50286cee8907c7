import ScribeSession

/// One poll of a script: all that its answer is made from, when it is asked for.
struct ScriptStep: Sendable {
  /// What comes back.
  enum Shape: Sendable {
    /// A documented body; without a `status` where there is no word.
    case documented(word: String?)
    /// These bytes; none where the body was not recorded.
    case bytes([UInt8]?)
    case failure(Poll.Failure)
  }

  var sessionID: String
  var number = 0
  var askedAt: Instant
  var latency: Duration?
  var url: String
  var http = 0
  var shape = Shape.documented(word: nil)
  var content: ScriptedContent
  /// Members that are other than they would be, in this answer only; left out where there is no JSON.
  var changes: [(name: String, json: String?)] = []
  /// Members that are written twice.
  var repeated: [(name: String, json: String)] = []
  var contentType = "application/json"
  var headers: [HeaderField] = []
  var hasDate = true
  var hasByteOrderMark = false
  /// How many bytes of the body there are, where it is cut.
  var bodyLimit: Int?

  /// What the URL filters.
  private var filter: PollStream.Filter? { PollStream(method: "GET", url: url)?.filter }

  /// The poll as it would have been recorded.
  var poll: Poll {
    Poll(
      sentAt: askedAt, receivedAt: receivedAt, url: url,
      outcome: outcome)
  }

  private var receivedAt: Instant {
    if case .failure = shape { return askedAt.advanced(by: latency ?? .milliseconds(200)) }
    return askedAt.advanced(by: latency ?? .milliseconds(42))
  }

  private var outcome: Poll.Outcome {
    switch shape {
    case .failure(let failure): .noAnswer(failure)
    case .bytes(let bytes): .answer(answer(bytes))
    case .documented(let word): .answer(answer(body(word)))
    }
  }

  private func body(_ word: String?) -> [UInt8] {
    var body = ScriptedBody(
      content, id: sessionID, http: http, word: word, filter: filter, number: number, at: askedAt)
    for (name, json) in changes { body.set(name, json) }
    for (name, json) in repeated { body.add(name, json) }
    return body.utf8
  }

  private func answer(_ bytes: [UInt8]?) -> Poll.Answer {
    var body = bytes
    if hasByteOrderMark, let bytes { body = [0xEF, 0xBB, 0xBF] + bytes }
    if let bodyLimit, let whole = body { body = Array(whole.prefix(bodyLimit)) }
    var fields = [HeaderField(name: "content-type", value: contentType)] + headers
    if hasDate { fields.insert(HeaderField(name: "date", value: receivedAt.httpDate), at: 0) }
    return Poll.Answer(status: http, headers: fields, body: body)
  }
}
