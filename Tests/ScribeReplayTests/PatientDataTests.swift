import Testing

/// A word planted in every member that holds patient data or a secret, through every verb.
@Suite("Patient data in a recording")
struct PatientDataTests {
  private static let canary = "CANARY"

  private var log: String {
    let c = Self.canary
    let entry =
      #""status":"success","document_id":"d","data":{"x":"\#(c)"},"fhir":["\#(c)"],"error":{"m":"\#(c)"},"errors":["\#(c)"],"warnings":["\#(c)"],"publish":{"p":"\#(c)"},"presigned_url":"https://h/\#(c)","note \#(c)":1"#
    let members =
      #""transcript":"\#(c)","additional_data":{"\#(c)":"\#(c)"},"patient_details":{"name":"\#(c)"},"session_details":{"name":"\#(c)"},"message":"\#(c)","upload_url":"https://h/\#(c)","processing_errors":[{"type":"t","message":"\#(c)","file":null}],"error":{"code":"c","message":"\#(c)","details":"\#(c)"},"unknown":"\#(c)","the \#(c)":"\#(c)","audio_files":["s3://\#(c)/\#(c).webm"],"#
    let polls = [
      Story.poll(
        "09:00:01", 202, status: "recording", members + #""templates":[{"soap":{\#(entry)}}]"#),
      Story.poll(
        "09:00:02", 200, status: "completed", members + #""templates":{"soap":{\#(entry)}}"#),
      Story.poll(
        "09:00:03", 206, status: "partial \(c)", #""transcript":["\#(c)"],"templates":"\#(c)""#),
      Story.poll("09:00:04", 410, status: nil, #""error":{"code":"e","message":"\#(c)"}"#),
      Story.poll("09:00:05", 200, status: "completed", #""session_id":"\#(c)""#),
      Story.poll("09:00:06", 500, status: nil, #""\#(c)":1"#),
      Story.poll("09:00:07", 200, status: "completed", #""\#(c)"#),
      #"{"received_at":0,"method":"GET","url":"/v1/sessions/ses_x","error":{"kind":"other","message":"\#(c)"},"\#(c)":"\#(c)"}"#,
    ]
    return polls.joined(separator: "\n") + "\n"
  }

  @Test("is in no output of any verb by default")
  func hidden() throws {
    let folder = try TemporaryFolder()
    defer { folder.remove() }
    let good = folder.write(log, to: "good.jsonl")
    let baseline = "\(folder.path)/decisions.ndjson"
    let verbs: [[String]] = [
      ["show", good], ["show", "--format", "ndjson", good], ["verify", "--update", folder.path],
      ["verify", folder.path], ["drift", good], ["drift", "--format", "ndjson", good],
      ["drift", "--format", "junit", good], ["graph", good], ["graph", "--format", "dot", good],
      ["graph", "--path", good], ["show", "--format", "csv", good],
      ["show", "--format", "trace", good], ["at", good, "--time", "09:00:07"],
      ["at", good, "--poll", "3", "--format", "ndjson"], ["first", "anomaly", good],
      ["first", "text ~ \(Self.canary)", "--format", "ndjson", good], ["stats", good],
      ["stats", "--format", "ndjson", good], ["diff", "\(good)#1", "#3"],
      ["diff", "--format", "ndjson", "\(good)#1", "#7"], ["report", good, "-o", "-"],
      ["compare", "--update", "--baseline", baseline, good],
      ["compare", "--baseline", baseline, good],
      ["make-test", good], ["make-test", good, "--seed", "1"], ["redact", good, "-o", "-"],
    ]
    let explained = (1...8).flatMap { poll in
      ["text", "ndjson"].map { ["explain", good, "--poll", "\(poll)", "--format", $0] }
    }
    for verb in verbs + explained {
      let tool = try Tool(verb)
      #expect(tool.status < 2, "\(verb)")
      #expect(!(tool.output + tool.errors).contains(Self.canary), "\(verb)")
    }
    #expect(try #require(FileText.read(baseline)).contains("\"kind\":\"event\""))
    #expect(try !#require(FileText.read(baseline)).contains(Self.canary))
    let expected = try #require(FileText.read("\(good).expected"))
    #expect(!expected.contains(Self.canary))
    #expect(try Tool("--show-phi", good).output.contains(Self.canary))
  }

  @Test("is in no message about a bad line")
  func badLines() throws {
    for line in [
      "{\"\(Self.canary)", "{\"a\":\(Self.canary)}", "\(Self.canary)",
      "{\"body\":\"\(Self.canary)\"}",
    ] {
      let tool = try Tool("-", input: "\(line)\n{}\n")
      #expect(tool.status == 2)
      #expect(!tool.errors.isEmpty && !tool.errors.contains(Self.canary))
    }
  }
}
