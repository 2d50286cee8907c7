import Foundation
import ScribeRecording
import ScribeSession
import Testing

@testable import ScribeReplay

/// A word planted wherever patient data and secrets may stand, in each script, and looked for in all
/// that redact writes.
@Suite("What a patient said")
struct RedactCanaryTests {
  /// In its script, and a part of it that nothing else holds.
  private static let canaries = [
    "Canaryword", "कनारीशब्द", "கனாரிசொல்", "కనారీ", "كناريكلمة", "金丝雀词语", "Канарейка", "🐤🐥🐣🐦",
  ]

  /// As it stands, and with every character escaped.
  private static let spellings = canaries.flatMap { canary in
    [canary, canary.utf16.map { "\\u" + hex(Int($0), 4) }.joined()]
  }

  private static func hex(_ number: Int, _ width: Int) -> String {
    let digits = String(number, radix: 16)
    return String(repeating: "0", count: width - digits.count) + digits
  }

  /// A poll log with a word in every place that is not on the list.
  static func log(_ c: String, plain: String) throws -> String {
    let entry =
      #""status":"success","document_id":"d","document_type":"\#(c)","data":{"\#(c)":["\#(c)",{"a":"so \#(c)"}]},"fhir":["\#(c)"],"error":{"m":"\#(c)"},"errors":["\#(c)"],"warnings":[{"x":"\#(c)"}],"publish":{"p":"\#(c)"},"presigned_url":"https://\#(c)/\#(c)?\#(c)","presigned_url_expires_at":"\#(c)","note \#(c)":"\#(c)""#
    let members =
      #""transcript":"Doctor: \#(c).","additional_data":{"\#(c)":"\#(c)"},"patient_details":{"name":"\#(c)"},"session_details":{"name":["\#(c)"]},"message":"\#(c)","upload_url":{"uploadData":{"url":"https://\#(c)","fields":{"\#(c)":"\#(c)"}},"folderPath":"\#(c)","txn_id":"\#(c)"},"processing_errors":[{"type":"a \#(c)","message":"\#(c)","file":"\#(c)/\#(c).webm","\#(c)":1}],"error":{"code":"a \#(c)","message":"\#(c)","details":"\#(c)","\#(c)":0},"unknown":"\#(c)","the \#(c)":"\#(c)","audio_files":["s3://\#(c)/\#(c)_01.webm","\#(c).wav"],"txn_id":"\#(c)","b_id":"\#(c)","display_message":"\#(c)","model_used":"a \#(c)","language_detected":"a \#(c)","created_at":"\#(c)","completed_at":"\#(c)","audio_files_received":"\#(c)""#
    let bodies: [(Int, String)] = [
      (
        202,
        #"{"session_id":"ses_x","status":"recording",\#(members),"templates":[{"soap":{\#(entry)}}]}"#
      ),
      (
        200,
        #"{"session_id":"ses_x","status":"completed",\#(members),"templates":{"soap":{\#(entry)}}}"#
      ),
      (200, #"{"session_id":"\#(c)","status":"completed"}"#),
      (206, #"{"status":"a \#(c)","transcript":["\#(c)"],"templates":"\#(c)"}"#),
      (410, #"{"error":{"code":"e","message":"\#(c)"}}"#), (401, #"{"detail":"\#(c)"}"#),
      (422, #"{"detail":[{"loc":["\#(c)"],"msg":"\#(c)","\#(c)":1}]}"#), (500, "\"\(c)\""),
      (200, #"{"status":"completed","transcript":"\#(c)"#), (200, #"{"\#(c)":"\#(c)",}"#),
      (502, "<html><title>\(plain)</title>\(plain)</html>"), (500, plain), (503, ""),
    ]
    let at = Instant(microsecondsSinceEpoch: 1_780_754_400_000_000)
    var polls = bodies.enumerated().map { number, body in
      Poll(
        sentAt: at, receivedAt: at.advanced(by: .seconds(number)),
        url:
          "https://\(plain):\(plain)@\(plain)/\(plain)/v1/sessions/ses_x?\(plain)=\(plain)&token=\(plain)#\(plain)",
        outcome: .answer(
          Poll.Answer(
            status: body.0,
            headers: [
              HeaderField(name: "Content-Type", value: "text/\(plain)"),
              HeaderField(name: "Date", value: plain),
              HeaderField(name: "retry-after", value: plain),
              HeaderField(name: "X-\(plain)", value: plain),
              HeaderField(name: "Location", value: "https://\(plain)/\(plain)?\(plain)"),
            ], body: Array(body.1.utf8))))
    }
    let broken = Array("{\"\(c)\":\"\(c)".utf8) + [0xFF] + Array("\(plain)\"}".utf8)
    for body in [broken, [0xFE] + Array(plain.utf8)] {
      polls.append(
        Poll(
          sentAt: nil, receivedAt: at, url: "/v1/sessions/ses_x",
          outcome: .answer(Poll.Answer(status: 200, body: body))))
    }
    for url in ["/v1/sessions/ses_x", "https://\(plain)/\(plain)"] {
      polls.append(
        Poll(
          sentAt: nil, receivedAt: at, url: url,
          outcome: .noAnswer(Poll.Failure(.tls, message: plain))))
    }
    polls.append(
      Poll(
        sentAt: nil, receivedAt: at, method: "POST \(plain)",
        url: "/v1/sessions/\(plain)/end?\(plain)",
        outcome: .answer(
          Poll.Answer(
            status: 201, headers: [HeaderField(name: plain, value: plain)],
            body: Array("{\"\(c)\":\"\(c)\"}".utf8)))))
    let unknown = RecordedPoll(
      number: 1, poll: polls[0],
      unknownMembers: [(name: plain, json: Array("{\"\(c)\":[\"\(c)\"]}".utf8))])
    let lines =
      [PollLogWriter.header, PollLogWriter.line(for: unknown)]
      + polls.map { PollLogWriter.line(for: $0) }
    return String(decoding: lines.joined(), as: UTF8.self)
  }

  /// Whether a word is there: as it is, with capitals or without, escaped, or in base 64.
  static func holds(_ text: String, _ canary: String) -> Bool {
    let escaped = canary.utf16.map { "\\u" + hex(Int($0), 4) }.joined()
    let encoded = text.matches(of: /[A-Za-z0-9+\/]{16,}=*/).compactMap {
      Data(base64Encoded: String($0.0))
    }
    .map { String(decoding: $0, as: UTF8.self) }.joined(separator: " ")
    let unescaped = text.replacing("\\\\u", with: "\\u").lowercased()
    return text.lowercased().contains(canary.lowercased()) || unescaped.contains(escaped)
      || encoded.lowercased().contains(canary.lowercased())
  }

  @Test("is not in a copy, in no script and in no spelling", arguments: Array(0..<spellings.count))
  func hidden(_ index: Int) throws {
    let (spelling, canary) = (Self.spellings[index], Self.canaries[index / 2])
    let folder = try TemporaryFolder()
    defer { folder.remove() }
    let log = folder.write(try Self.log(spelling, plain: canary), to: "x.jsonl")
    #expect(Self.holds(try #require(FileText.read(log)), canary))
    let policy = folder.write(
      #"{"format":"scribe-redaction-policy","version":1,"hide":["$.status"],"keep":["$.room"]}"#,
      to: "policy.json")
    let safe = "\(folder.path)/safe.jsonl"
    let runs = [
      [], ["--shift-times", "-400d"], ["--key-env", "KEY"], ["--session", "ses_x"],
    ]
    for arguments in runs {
      let tool = try Tool(
        ["redact", log, "-o", safe] + arguments, environment: ["KEY": "\(canary) 0123456789abcdef"])
      #expect(tool.status == 0, "\(tool.errors)")
      let copy = try #require(FileText.read(safe))
      #expect(!Self.holds(copy, canary) && !Self.holds(tool.errors, canary))
      #expect(try Tool("show", safe).output.contains("ses_x"))
      try FileManager.default.removeItem(atPath: safe)
    }
    let refused = try Tool("redact", log, "-o", safe, "--policy", policy)
    #expect(refused.status == 2 && !Self.holds(refused.errors, canary))
    #expect(folder.files == ["policy.json", "x.jsonl"])
  }

  @Test("is looked for in a way that finds it")
  func search() {
    for (spelling, canary) in zip(Self.spellings, Self.canaries.flatMap { [$0, $0] }) {
      #expect(Self.holds("so \(spelling) so", canary) && !Self.holds("so so", canary))
      let twice = spelling.replacing("\\", with: "\\\\")
      #expect(Self.holds(twice, canary))
      #expect(Self.holds(Data("so so \(canary)".utf8).base64EncodedString(), canary))
    }
  }

  @Test("is not in the copy of a HAR, nor of a store")
  func otherInputs() throws {
    let folder = try TemporaryFolder()
    defer { folder.remove() }
    let canary = Self.canaries[0]
    let log = folder.write(try Self.log(canary, plain: canary), to: "x.jsonl")
    let store = "\(folder.path)/x.sqlite"
    #expect(try Tool("import", log, store).status == 0)
    let body =
      #"{\"session_id\":\"ses_x\",\"status\":\"processing\",\"transcript\":\"\#(canary)\"}"#
    let har = folder.write(
      #"{"log":{"version":"1.2","creator":{"name":"\#(canary)"},"entries":[{"startedDateTime":"2026-06-06T09:00:00.000Z","time":40,"comment":"\#(canary)","request":{"method":"GET","url":"https://\#(canary)/v1/sessions/ses_x?\#(canary)","headers":[{"name":"Authorization","value":"\#(canary)"}]},"response":{"status":202,"headers":[{"name":"X","value":"\#(canary)"}],"content":{"mimeType":"application/json","text":"\#(body)"}}}]}}"#,
      to: "x.har")
    for file in [store, har] {
      let tool = try Tool("redact", file, "-o", "-")
      #expect(tool.status == 0 && tool.output.contains("/v1/sessions/ses_x"), "\(tool.errors)")
      #expect(!Self.holds(tool.output + tool.errors, canary))
    }
  }
}
