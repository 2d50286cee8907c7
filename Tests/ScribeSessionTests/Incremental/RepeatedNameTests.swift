import Testing

@testable import ScribeSession

/// Of two members of one name the last counts: every order of a few members after every other.
@Suite("A session whose bodies repeat names")
struct RepeatedNameTests {
  /// A body around members, and the members.
  static let forms: [(start: String, members: [String], end: String)] = [
    (
      #"{"session_id":"ses_test""#,
      [#","transcript":"a""#, #","transcript":"b""#, #","status":"processing""#], "}"
    ),
    (
      #"{"templates":{"z":{}"#, [#","a":{"data":1}"#, #","a":{"data":2}"#, #","b":{"data":1}"#],
      "}}"
    ),
    (
      #"{"templates":[{"a":{"document_id":"d""#,
      [#","data":1"#, #","data":2"#, #","status":"success""#], "}}]}"
    ),
  ]

  @Test("is told the same beside the one before, seen twice or not", arguments: forms)
  func orders(_ form: (start: String, members: [String], end: String)) {
    let bodies = lists(form.members).map { form.start + $0.joined() + form.end }
    for body in bodies {
      var known = IncrementalSession()
      for second in 0..<2 {
        #expect(known.mismatch(.answer(202, body, at: Double(second))) == nil)
      }
      for other in bodies {
        var session = known
        #expect(session.mismatch(.answer(202, other, at: 2)) == nil, "\(other) after \(body)")
      }
    }
  }

  /// Every list of one to three of them, repeated ones included.
  private func lists(_ members: [String]) -> [[String]] {
    var last: [[String]] = [[]]
    var all: [[String]] = []
    for _ in 0..<3 {
      last = last.flatMap { list in members.map { list + [$0] } }
      all += last
    }
    return all
  }
}
