import Testing

@testable import ScribeSession

@Suite("The table of documented members")
struct MemberTests {
  private func rows(_ rules: [MemberRule]) -> [String] {
    rules.map { "| `\($0.name)` | \($0.expected) | \($0.required) |" }
  }

  @Test("is the article that documents them")
  func article() throws {
    let head = ["| member | accepted | required in |", "|---|---|---|"]
    let lines =
      [
        "# Documented members", "",
        "The members of a session's body and of its documents, in the forms that any source documents.",
        "",
        "A value of another form is the anomaly `type-drift`, and the member counts as absent. A"
          + " member that is not in these tables is `unknown-field`; one that the HTTP status"
          + " requires and that is absent is `missing-field`, but not in an error envelope.",
        "", "## In the body", "",
      ] + head + rows(Member.allCases.map(\.rule)) + ["", "## In a template entry", ""] + head
      + rows(EntryMember.allCases.map(\.rule))
    try Golden.expect(
      lines, toMatch: "../../../Sources/ScribeSession/ScribeSession.docc/DocumentedMembers.md")
  }

  @Test("has each name once")
  func names() {
    #expect(Set(Member.rules.map(\.name)).count == Member.allCases.count)
    #expect(Set(EntryMember.rules.map(\.name)).count == EntryMember.allCases.count)
  }
}
