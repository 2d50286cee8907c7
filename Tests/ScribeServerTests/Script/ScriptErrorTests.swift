import Testing

@testable import ScribeServer

@Suite("A script that cannot be understood")
struct ScriptErrorTests {
  @Test(
    "says what is wrong with it, and where",
    arguments: [
      ("at 1s 202", "1:1: a script begins with \"session\" and an id"),
      ("audio 1", "1:1: a script begins with \"session\" and an id"),
      ("session", "1:8: the session's id is missing"),
      ("session a b", "1:11: \"b\" is one word too many"),
      ("session a\n\nat", "3:3: the time of the poll is missing"),
      ("session a\nat 1x 202", "2:4: \"1x\" is not a time, such as 1s or 5m2s"),
      ("session a\nat 1s", "2:6: a status or a failure is missing"),
      (
        "session a\nat 1s 99",
        "2:7: \"99\" is neither an HTTP status nor refused, reset, closed, timeout, tls, dns or other"
      ),
      ("session a\nat 1s 202 audio -1", "2:17: \"-1\" is not how many audio files, 0 to 10000"),
      ("session a\nat 1s 202 audio", "2:16: how many audio files is missing"),
      ("session a\nat 1s 202 say hello", "2:15: what is said is not a text in quotes"),
      ("session a\nat 1s 202 say \"hello", "2:15: this does not end on its line"),
      ("session a\nat 1s 202 say \"\\x\"", "2:15: what is said is not JSON"),
      ("session a\nat 1s 202 with a {\"b\":}", "2:18: the member's value is not JSON"),
      (
        "session a\nat 1s 202 talk klingon 1KB",
        "2:16: the languages are english, hindi, tamil and mixed"
      ),
      (
        "session a\nat 1s 202 talk hindi much",
        "2:22: \"much\" is no amount, or more than 200000 lines"
      ),
      ("session a\nat 1s 202 templates tree", "2:21: templates are list, map or none"),
      ("session a\nat 1s 202 document a success plus [1]", "2:35: further members are an object"),
      ("session a\nat 1s 200 base64 ?", "2:18: this is not base64"),
      (
        "session a\nat 1s 202 sing",
        "2:11: \"sing\" is nothing that a script can say here: see scribe-replay script --help"
      ),
      (
        "session a\nwith status 1",
        "2:1: \"with\" is nothing that a script can say here: see scribe-replay script --help"
      ),
      ("again", "1:1: there is no poll yet"),
      (
        "session a\ndocument /d ok", "2:10: neither the template nor the document is without a name"
      ),
      (
        "session a\nat 1s 202 repeat 100000\nat 1s 202 repeat 100000\nagain",
        "4:1: these are more than 200000 polls"
      ),
      (
        "session a\nat 1s 202 audio 10000\nat 2s 202 audio +1",
        "3:17: these are more than 10000 audio files"
      ),
      (
        "session a\nat 1s 202 audio 9223372036854775808",
        "2:17: \"9223372036854775808\" is not how many audio files, 0 to 10000"
      ),
      (
        "session a\nat 1s 202 nested 100000000000",
        "2:18: \"100000000000\" is not how deep, 0 to 1000000"
      ),
      ("session a\nat 1s 202 talk hindi 65MB", "2:22: \"65MB\" is no amount up to 64MB"),
      (
        "session a\nat 1s 202 talk hindi 200000\nat 2s 202 talk hindi +1",
        "3:22: \"+1\" is no amount, or more than 200000 lines"
      ),
      (
        "session a\nat 1s 202 repeat 100000\nat 1s 202 repeat 100000\nat 1s 202",
        "4:7: these are more than 200000 polls"
      ),
      (
        "session a\nat 1s 202 repeat 2 every -1s", "2:26: \"-1s\" is not a time, such as 1s or 5m2s"
      ),
      (
        "session a\nat 1s +202",
        "2:7: \"+202\" is neither an HTTP status nor refused, reset, closed, timeout, tls, dns or other"
      ),
      ("session a/b", "1:9: base and id make no URL of a session, which ends in /v1/sessions/ID"),
      (
        "base x\nsession a",
        "2:9: base and id make no URL of a session, which ends in /v1/sessions/ID"
      ),
      (
        "session \(String(repeating: "a", count: 50)) \(String(repeating: "b", count: 50))",
        "1:60: \"\(String(repeating: "b", count: 40))…\" is one word too many"
      ),
      ("session a\nat 1s 202 repeat 0", "2:18: \"0\" is not how often, 1 to 100000"),
      ("session a\"b", "1:9: the session's id has no quotes and no backslashes"),
      (
        "session a\ndocument a\\b success",
        "2:10: the template, or template/document has no quotes and no backslashes"
      ),
      (
        "session a\ntemplates map document a/1 success document a/2 success",
        "2:56: a map has one document of a only"
      ),
      (
        "session a\nat 1s 202 header A \"b\\r\\nC: d\"",
        "2:18: HTTP has no header field of this name or value"
      ),
      (
        "session a\nat 1s 202\n  audio 1\n\n  sing",
        "5:3: \"sing\" is nothing that a script can say here: see scribe-replay script --help"
      ),
      ("start noon", "1:7: \"noon\" is no date and time (RFC 3339)"),
    ])
  func errors(text: String, message: String) throws {
    let error = try #require(throws: ScriptError.self) {
      try SessionScript(text: text, name: "x.script")
    }
    #expect(error.description == "x.script:\(message)")
  }
}
