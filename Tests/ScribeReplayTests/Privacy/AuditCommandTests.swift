import Testing

@testable import ScribeStore

@Suite("scribe-replay, writing down who looks at patient data")
struct AuditCommandTests {
  @Test("has an entry for each verb that shows, copies, searches, holds or erases it, and no other")
  func entries() throws {
    let (path, folder) = try ErasureCommandTests.store("reopened.jsonl")
    defer { folder.remove() }
    let why = ["--reason", "case 7"]
    let log = folder.write("{\"format\":\"scribe-poll-log\",\"version\":1}\n", to: "log.jsonl")
    let silent = [
      ["show", path], ["show", path, "--format", "ndjson"], ["at", path, "--poll", "1"],
      ["explain", path, "--poll", "1"], ["stats", path], ["drift", path], ["graph", path],
      ["report", path, "-o", "-"], ["diff", "\(path)#1", "#2"], ["first", "anomaly", path],
      ["export", path], ["export", path, "--events"], ["export", path, "--anchor"], ["list", path],
      ["verify", path], ["audit", path],
    ]
    for verb in silent { #expect(try Tool(verb).status < 2, "\(verb)") }
    #expect(try Tool("audit", path).output == "at  who  action  session  with  why\n")
    let session = ["--session", "ses_again_0011"]
    let told: [(verb: [String], entry: String)] = [
      (["show", path, "--show-phi"] + why, #""shown","what":"show --show-phi","reason":"case 7""#),
      (
        ["show", path, "--show-phi"] + session,
        #""shown","session":"ses_again_0011","what":"show --show-phi""#
      ),
      (
        ["at", path, "--poll", "1", "--show-phi"] + why,
        #""shown","session":"ses_again_0011","what":"at --show-phi","reason":"case 7""#
      ),
      (
        ["report", path, "-o", "-", "--show-phi"] + why,
        #""exported","what":"report --show-phi","reason":"case 7""#
      ),
      (
        ["export", path, "--include-bodies"] + why,
        #""exported","what":"export --include-bodies","reason":"case 7""#
      ),
      (
        ["first", "text ~ secret", path] + why,
        #""searched","what":"first text~","reason":"case 7""#
      ),
      (
        ["redact", path, "-o", "\(folder.path)/safe.jsonl"] + why,
        #""redacted","what":"redact","reason":"case 7""#
      ),
      (
        ["diff", path, "Replays/reopened.jsonl"] + why,
        #""searched","what":"diff","reason":"case 7""#
      ),
      (
        [
          "record", "http://127.0.0.1:1/voice/v1", "ses_again_0011", "--store", path, "-o",
          log, "--resume", "--deadline", "2020-01-01T00:00:00Z",
        ] + why,
        #""exported","session":"ses_again_0011","what":"record --resume","reason":"case 7""#
      ),
      (["make-test", path] + why, #""redacted","what":"make-test","reason":"case 7""#),
      (["backup", path, "\(folder.path)/b"] + why, #""copied","what":"backup","reason":"case 7""#),
      (["import", path, "\(folder.path)/c"] + why, #""copied","what":"import","reason":"case 7""#),
      (
        ["hold", path, "--until", "2030-01-01"] + session + why,
        #""held","session":"ses_again_0011","what":"hold","reason":"case 7","until":"2030-01-01T00:00:00.000Z""#
      ),
      (
        ["hold", path, "--release"] + session,
        #""released","session":"ses_again_0011","what":"hold""#
      ),
      (
        ["erase", path] + session + why,
        #""erased","session":"ses_again_0011","what":"erase","reason":"case 7""#
      ),
    ]
    for (verb, _) in told { #expect(try Tool(verb).status < 2, "\(verb)") }
    let lines = try Tool("audit", path, "--format", "ndjson").output.split(separator: "\n")
    #expect(lines.count == told.count)
    for (line, expected) in zip(lines, told) {
      #expect(
        line.wholeMatch(of: /\{"kind":"audit","at":"20[^"]*Z","who":"[^"]+","action":(.*)\}/)?
          .output.1 == expected.entry[...], "\(line)")
    }
    let table = try Tool("audit", path).output.split(separator: "\n")
    #expect(table.count == told.count + 1)
    #expect(table[13].contains("held until 2030-01-01T00:00:00.000Z"))
    #expect(
      try Tool("audit", path, "--session", "ses_nobody", "--format", "ndjson").output
        .split(separator: "\n").count == told.count { !$0.entry.contains("session") })
    #expect(try Tool("verify", path).status == 0)
  }

  @Test("is there before anything is shown, and where it cannot be written nothing is")
  func first() throws {
    let (path, folder) = try ErasureCommandTests.store("reopened.jsonl")
    defer { folder.remove() }
    // Somebody else holds the lock for longer than is waited.
    let tool = try SessionStore(path: path).writeNow { _ in try Tool("show", path, "--show-phi") }
    #expect(tool.status == 2 && tool.output.isEmpty)
    #expect(tool.errors.contains("locked"))
    #expect(try Tool("audit", path, "--format", "ndjson").output.isEmpty)
  }

  @Test("writes nothing down of recordings that are no store")
  func recordings() throws {
    let tool = try Tool("show", "Replays/reopened.jsonl", "--show-phi", "--reason", "case 7")
    #expect(tool.status == 0 && tool.errors.isEmpty)
  }
}
