import ScribeSession
import Testing

@testable import ScribeReplay

@Suite("A redaction policy")
struct PolicyTests {
  private func policy(keep: [String] = [], hide: [String] = []) throws -> RedactionPolicy {
    func list(_ paths: [String]) -> String {
      paths.map { "\"\($0.replacing("\\", with: "\\\\").replacing("\"", with: "\\\""))\"" }
        .joined(separator: ",")
    }
    let json =
      #"{"format":"scribe-redaction-policy","version":1,"keep":[\#(list(keep))],"hide":[\#(list(hide))]}"#
    return try RedactionPolicy(json: Array(json.utf8), file: "p.json")
  }

  private func redacted(_ body: String, _ policy: RedactionPolicy) -> String {
    let redaction = Redaction(Pseudonyms(seed: 1), disclosing: policy.disclosure)
    let poll = redaction.redacted(RedactionTests.poll(200, Array(body.utf8)))
    return String(decoding: poll.answer?.body ?? [], as: UTF8.self)
  }

  private static let body =
    #"{"status":"completed","model_used":"pro","room":"R 1","session_details":{"room":"R 2","name":"Meera","more":{"room":"R 3"}},"templates":[{"soap":{"data":{"plan":"rest 4","note":"so"},"document_type":"R 5"}},{"a note":{"data":{"plan":"rest 6"}}}],"processing_errors":[{"type":"t","message":"R 7","file":"visit_0.webm"}],"additional_data":{"visits":[{"room":"R 8","name":"x"}]},"transcript":"R 9","error":{"code":"c","message":"R 10"}}"#

  @Test(
    "keeps the member that it names, and nothing beside it",
    arguments: [
      ("$.session_details.room", ["R 2"]), ("$['session_details']['room']", ["R 2"]),
      (#"$["session_details"].more.room"#, ["R 3"]), ("$.room", ["R 1"]),
      ("$.session_details", ["R 2", "Meera", "R 3"]), ("$.templates.*.document_type", ["R 5"]),
      ("$.templates.soap.data.plan", ["rest 4"]),
      ("$.templates['a note'].data", ["rest 6"]),
      ("$.templates.*.data.plan", ["rest 4", "rest 6"]),
      ("$.templates[*].*.data.plan", ["rest 4", "rest 6"]),
      ("$.templates", ["rest 4", "so", "R 5", "rest 6"]),
      ("$.processing_errors[*].message", ["R 7"]),
      ("$.processing_errors[*].file", ["visit_0.webm"]),
      ("$.additional_data.visits[*].room", ["R 8"]), ("$.transcript", ["R 9"]),
      ("$.error.message", ["R 10"]), ("$.session_details.none", []), ("$.transcript.none", []),
    ])
  func keeps(_ path: String, _ kept: [String]) throws {
    let text = redacted(Self.body, try policy(keep: [path]))
    let secrets = [
      "R 1", "R 2", "R 3", "rest 4", "\"so\"", "R 5", "rest 6", "R 7", "R 8", "R 9", "R 10",
      "Meera",
      "visit_0.webm",
    ]
    let expected = Set(kept.map { $0 == "so" ? "\"so\"" : $0 })
    // `R 1` is in `R 10`, too.
    let found = secrets.filter { secret in
      text.contains(secret.hasPrefix("R ") ? "\"\(secret)\"" : secret)
    }
    #expect(Set(found) == expected)
    #expect(text.utf8.count == Self.body.utf8.count)
  }

  @Test(
    "hides the member that it names, and nothing beside it",
    arguments: [
      ("$.model_used", "\"pro\""), ("$.status", "\"completed\""), ("$.error.code", "\"c\""),
      ("$.processing_errors[*].type", "\"t\""), ("$.templates", "soap"),
    ])
  func hides(_ path: String, _ hidden: String) throws {
    let plain = redacted(Self.body, .none)
    let text = redacted(Self.body, try policy(hide: [path]))
    #expect(plain.contains(hidden) && !text.contains(hidden))
    for word in ["\"pro\"", "\"completed\"", "\"c\"", "\"t\"", "soap"] where word != hidden {
      #expect(text.contains(word))
    }
  }

  @Test("keeps no secret in what it keeps, whatever it is called")
  func secrets() throws {
    let keys = [
      "upload_url", "Access-Token", "apiKey", "client_secret", "presignedUrl", "Set-Cookie",
      "PASSWORD",
    ]
    let values = [
      "https://h/x?sig=CANARY", "https://CANARY@h/", "eyJhbGciOi.CANARY", "Bearer CANARY",
      "basic CANARY", "CANARYcanary0123456789CANARYcanary01", "see https://h/#CANARY now",
    ]
    let named = keys.map { #""\#($0)":{"a":["CANARY",{"CANARY":"CANARY"}],"b":"CANARY"}"# }
    let valued = values.enumerated().map { #""v\#($0)":["\#($1)"]"# }
    let members = (named + valued + [#""room":"R 1","after":{"x":["so"]}"#]).joined(separator: ",")
    for body in [
      #"{"session_details":{\#(members)}}"#, #"{"templates":{"soap":{\#(members)}}}"#,
      #"{"templates":[{"soap":{"presigned_url":"https://h/CANARY",\#(members)}}]}"#,
    ] {
      let text = redacted(body, try policy(keep: ["$.session_details", "$.templates.*"]))
      #expect(!text.contains("CANARY") && !text.contains("canary"))
      #expect(text.contains(#""room":"R 1","after":{"x":["so"]}"#))
    }
  }

  @Test(
    "that cannot be followed says why",
    arguments: [
      (["$.upload_url"], [], PolicyFault.secret), (["$.templates.*.presigned_url"], [], .secret),
      (["$.upload_url.fields"], [], .secret), (["$.session_details.auth_token"], [], .secret),
      (["$"], [], .wholeBody), ([], ["$"], .wholeBody), (["$.*"], [], .eachMember),
      (["$.session_details.*"], [], .eachMember), (["$.error.*"], [], .eachMember),
      (["$.status.word"], [], .unreachable), (["$[*]"], [], .unreachable),
      (["$.audio_files.name"], [], .unreachable), (["$.error[*]"], [], .unreachable),
      ([], ["$.created_at.year"], .unreachable), (["$.created_at"], [], .keptAnyway),
      (["$.audio_files_received"], [], .keptAnyway), (["$.session_id"], [], .keptAnyway),
      (["$.templates.*.document_id"], [], .keptAnyway), ([], ["$.modle_used"], .unknownName),
      ([], ["$.templates.*.datum"], .unknownName),
      (["$.model_used"], ["$.model_used"], .overlap(with: "$.model_used")),
      (["$.templates"], ["$.templates.soap.status"], .overlap(with: "$.templates")),
      (["$.templates.soap.data"], ["$.templates.*"], .overlap(with: "$.templates.*")),
      ([""], [], .badPath), (["room"], [], .badPath), (["$.1"], [], .badPath),
      (["$room"], [], .badPath),
      (["$..room"], [], .badPath), (["$.a[0]"], [], .badPath), (["$.a['b'"], [], .badPath),
      (["$.a['b"], [], .badPath), (["$.a[b]"], [], .badPath), (["$.a[?(@.b)]"], [], .badPath),
      (["$.a."], [], .badPath), (["$.a[]"], [], .badPath), (["$.a b"], [], .badPath),
      (["$.a['\\n']"], [], .badPath), (["$.a["], [], .badPath),
    ] as [([String], [String], PolicyFault)])
  func faults(_ keep: [String], _ hide: [String], _ fault: PolicyFault) {
    let error = #expect(throws: PolicyError.self) { try policy(keep: keep, hide: hide) }
    #expect(error?.fault == fault && error?.path != nil)
  }

  @Test("may name hidden members to be hidden, and one path twice")
  func redundant() throws {
    let policy = try policy(
      keep: ["$.session_details.room", "$.session_details.room"],
      hide: ["$.transcript", "$.session_details.name", "$.upload_url"])
    let text = redacted(Self.body, policy)
    #expect(text.contains("\"R 2\"") && !text.contains("Meera") && !text.contains("R 9"))
  }

  @Test("reads names in quotes, with escapes and in any script")
  func names() throws {
    let body = #"{"session_details":{"it's":"A 1","a\"b\\":"A 2","கோப்பு":"A 3","é":"A 4"}}"#
    for (path, kept) in [
      (#"$.session_details['it\'s']"#, "A 1"), (#"$.session_details["a\"b\\"]"#, "A 2"),
      ("$.session_details.கோப்பு", "A 3"), ("$.session_details['é']", "A 4"),
    ] {
      let text = redacted(body, try policy(keep: [path]))
      #expect(text.contains(kept))
      #expect(["A 1", "A 2", "A 3", "A 4"].filter { text.contains("\"\($0)\"") } == [kept])
    }
  }

  @Test(
    "says where its file is wrong, and what to do",
    arguments: [
      ("", "1:1: no JSON text"), ("{", "1:2: JSON text cut off"),
      ("[]", #"1:1: no policy: begin with {"format":"scribe-redaction-policy","version":1"#),
      (
        #"{"version":1}"#,
        #"1:1: no policy: begin with {"format":"scribe-redaction-policy","version":1"#
      ),
      (
        "{\"format\":\"scribe-redaction-policy\",\n\"version\":2}",
        "2:11: not version 1 of a policy: a newer scribe-replay may read it"
      ),
      (
        #"{"format":"scribe-redaction-policy"}"#,
        "1:1: not version 1 of a policy: a newer scribe-replay may read it"
      ),
      (
        "{\"format\":\"scribe-redaction-policy\",\"version\":1,\n  \"keeps\":[]}",
        "2:3: nothing that a policy has: name format, version, keep and hide only"
      ),
      (
        "{\"format\":\"scribe-redaction-policy\",\"version\":1,\"keep\":[],\n\"keep\":[]}",
        "2:1: named before: put both in one list"
      ),
      (
        #"{"format":"scribe-redaction-policy","version":1,"keep":"$.room"}"#,
        #"1:56: no list of paths: write ["$.session_details.room"]"#
      ),
      (
        #"{"format":"scribe-redaction-policy","version":1,"keep":[1]}"#,
        #"1:57: no list of paths: write ["$.session_details.room"]"#
      ),
      (
        "{\"format\":\"scribe-redaction-policy\",\"version\":1,\"keep\":[\n  \"$.room\",\n  \"$.upload_url\"]}",
        "3:3: $.upload_url holds a secret, which no policy can keep: take it off the list"
      ),
    ])
  func places(_ json: String, _ message: String) {
    let error = #expect(throws: PolicyError.self) {
      try RedactionPolicy(json: Array(json.utf8), file: "p.json")
    }
    #expect(error?.description == "p.json:\(message)")
  }

  @Test("tells what of patients it keeps, by name")
  func summary() throws {
    #expect(try policy().summary == nil && RedactionPolicy.none.summary == nil)
    let kept = try policy(
      keep: [
        "$.transcript", "$.session_details.room", "$.templates.*.data.plan", "$.templates",
        "$.room", "$.error.message", "$.processing_errors[*].message",
        "$.templates.soap.document_type",
      ], hide: ["$.model_used", "$.language_detected"])
    #expect(
      kept.summary
        == "p.json keeps $.transcript (patient data), $.session_details.room (patient data), $.templates.*.data.plan (patient data), $.templates (patient data), $.room (undocumented), $.error.message, $.processing_errors[*].message (patient data), $.templates.soap.document_type and hides $.model_used, $.language_detected"
    )
  }
}
