import ScribeJSON
import Testing

@testable import ScribeSession

/// A word planted in every member that holds patient data or a secret must not be found in
/// anything that may be kept, printed or logged.
@Suite("Patient data")
struct PatientDataTests {
  private static let canary = "CANARY-ரகசியம்"

  private static func bodies(_ canary: String) -> [(Int, String)] {
    let entry =
      #"{"status":"success","document_id":"d1","data":{"x":"\#(canary)"},"fhir":["\#(canary)"],"error":"\#(canary)","errors":["\#(canary)"],"warnings":[{"w":"\#(canary)"}],"publish":{"p":"\#(canary)"},"presigned_url":"https://h/\#(canary)","strange \#(canary)":1}"#
    let members = #"""
      "transcript":"\#(canary)","additional_data":{"x":"\#(canary)"},"patient_details":{"name":"\#(canary)"},
      "session_details":{"name":"\#(canary)"},"message":"\#(canary)","upload_url":"https://h/\#(canary)",
      "processing_errors":[{"type":"t","message":"\#(canary)","file":"\#(canary)"}],
      "error":{"code":"c","message":"\#(canary)","details":"\#(canary)"},"unknown":"\#(canary)",
      "audio_files":["s3://h/\#(canary)/\#(canary).webm"],"\#(canary) unknown":1
      """#
    return [
      (202, .body(#""processing""#, members + #","templates":[{"soap":\#(entry)}]"#)),
      (200, .body(#""completed""#, members + #","templates":{"soap":\#(entry)}"#)),
      (200, .body(#""completed""#, #""transcript":"\#(canary) \#(canary)""#)),
      (206, .body(#""partial""#, #""transcript":{"x":"\#(canary)"},"templates":"\#(canary)""#)),
      (206, .body("\"\(canary) status\"", members)),
      (410, #"{"error":{"code":"e","message":"\#(canary)"}}"#),
      (200, #"{"status":"\#(canary)"#), (200, "\"\(canary)\""), (200, .body(nil, id: canary)),
      (500, canary), (404, #"{"error":{"message":"\#(canary)"}}"#),
    ]
  }

  @Test("appears in no event, state, finding, error or description")
  func canaries() throws {
    var session = Session()
    var texts: [String] = []
    for (index, (http, body)) in Self.bodies(Self.canary).enumerated() {
      let poll = Poll.answer(
        http, body, at: Double(index), url: sessionURL + "?token=CANARY",
        headers: ["x-note": Self.canary])
      texts += poll.answer?.headers.flatMap { ["\($0)", dumped($0)] } ?? []
      let step = session.observe(poll)
      for event in step.events {
        var json = JSONWriter()
        event.write(to: &json)
        texts += [json.text, "\(event)", dumped(event)]
      }
      texts += step.anomalies.flatMap { [dumped($0), "\($0)"] }
      texts += [dumped(step), "\(step)", dumped(session), "\(session)"]
      texts += ["\(poll)", String(reflecting: poll), dumped(poll), "\(poll.outcome)"]
      texts += [dumped(poll.outcome), String(reflecting: poll.outcome)]
      if let report = step.report {
        texts += ["\(report)", String(reflecting: report), dumped(report)]
        texts += report.documents.flatMap { ["\($0)", dumped($0), String(reflecting: $0)] }
        texts += [report.error].compactMap(\.self)
          .flatMap { ["\($0)", dumped($0), String(reflecting: $0)] }
        texts += (report.processingErrors ?? [])
          .flatMap { ["\($0)", dumped($0), String(reflecting: $0)] }
      }
    }
    for text in texts {
      #expect(!text.contains("CANARY"))
      #expect(!text.contains("ரகசியம்"))
    }
    let keyed = Session(fingerprintKey: FingerprintKey(77_777, 88_888))
    #expect(!dumped(keyed).contains("77777") && !"\(keyed)".contains("88888"))
    let failed = Poll.Failure(.other, message: Self.canary)
    #expect(!dumped(failed).contains("CANARY") && !"\(failed)".contains("CANARY"))
  }

  @Test("is given out by the report, on request and exactly")
  func readable() throws {
    var session = Session()
    let (http, body) = Self.bodies(Self.canary)[0]
    let report = try #require(session.observe(.answer(http, body, at: 0)).report)
    #expect(report.transcript == Self.canary)
    #expect(report.message == Self.canary)
    #expect(report.error?.message == Self.canary)
    #expect(report.processingErrors?.first?.file == Self.canary)
    #expect(report.audioFiles?.first?.hasSuffix("\(Self.canary).webm") == true)
    let plain = try #require(session.observe(.report(.processing, at: 1)).report)
    #expect(plain.error == nil && plain.transcript == nil && plain.documents.isEmpty)
    let document = try #require(report.documents.first)
    #expect(
      document.data.map { String(decoding: $0, as: UTF8.self) } == #"{"x":"\#(Self.canary)"}"#)
    #expect(document.fhir.map { String(decoding: $0, as: UTF8.self) } == #"["\#(Self.canary)"]"#)
    #expect(document.templateID == "soap" && document.id == "d1" && document.status == .success)
  }

  @Test("is in no description of what holds it, each of which tells how much there is")
  func descriptions() throws {
    var reader = PollReader()
    var session = Session()
    let body = String.body(
      #""completed""#, #""transcript":"\#(Self.canary)","templates":[{"soap":{}}]"#)
    let report = try #require(
      session.observe(.answer(200, body, at: 0), reader: &reader).report)
    #expect("\(reader)" == "poll reader, \(body.utf8.count) bytes held")
    #expect(String(reflecting: reader) == "\(reader)" && dumped(reader) == "- \(reader)\n")
    #expect(report.documents.map { "\($0)" } == ["document, no status, 0 bytes"])
    let errors = #"{"message":"\#(Self.canary)"},{"type":"upload","file":"a.webm"}"#
    for (error, shape) in [
      (#"{"code":"E1","message":"नम"}"#, "error, E1, 6 bytes"),
      (#"{"code":"\#(Self.canary) x"}"#, "error, string(\(Self.canary.utf8.count + 2)), 0 bytes"),
      (#""नम""#, "error, no code, 6 bytes"),
    ] {
      let body = String.body(
        #""failed""#, #""error":\#(error),"processing_errors":[\#(errors)]"#)
      let report = try #require(session.observe(.answer(200, body, at: 2)).report)
      #expect(report.error?.description == shape)
      #expect(
        report.processingErrors?.map(\.description) == [
          "processing error, no type, \(Self.canary.utf8.count) bytes",
          "processing error, upload, 0 bytes",
        ])
    }
    #expect(
      "\(Poll.Outcome.noAnswer(Poll.Failure(.dns, message: Self.canary)))"
        == "\(Poll.Failure(.dns))")
    #expect("\(Poll.Answer(status: 204, body: nil))".hasPrefix("HTTP 204, body not recorded"))
  }

  private func dumped(_ value: some Any) -> String {
    var text = ""
    dump(value, to: &text)
    return text
  }
}
