import Foundation
import Testing

@Suite("scribe-replay, asked to erase")
struct ErasureCommandTests {
  static let recordings =
    (FileManager.default.subpaths(
      atPath: Tool.package.appending(path: "Replays").path) ?? []).filter {
      $0.hasSuffix(".jsonl") || $0.hasSuffix(".har")
    }
    .sorted()

  /// A store of one recording.
  static func store(
    _ name: String, environment: [String: String] = [:]
  ) throws -> (path: String, folder: TemporaryFolder) {
    let folder = try TemporaryFolder()
    let path = "\(folder.path)/a.sqlite"
    let tool = try Tool(
      ["import", "Replays/\(name)", path, "--durability", "normal"], environment: environment)
    #expect(tool.status == 0, "\(name): \(tool.errors)")
    return (path, folder)
  }

  /// The sessions that a store holds.
  private func sessions(_ path: String) throws -> Set<String> {
    let lines = try Tool("list", path, "--format", "ndjson").output.split(separator: "\n")
    return Set(
      lines.compactMap { $0.firstMatch(of: /"session":"([^"]*)"/).map { String($0.output.1) } })
  }

  /// A timeline whose findings go without what they found, which may have changed while they lasted.
  private func timeline(_ path: String) throws -> [String] {
    try Tool("show", path).output.split(separator: "\n").map {
      String($0).replacing(/(, expected .*)?(, actual .*)?( at byte .*)?$/, with: "")
    }
  }

  @Test("leaves every timeline as it was, and a store that verifies", arguments: recordings)
  func timelines(name: String) throws {
    let (path, folder) = try Self.store(name)
    defer { folder.remove() }
    let before = try timeline(path)
    for session in try sessions(path) {
      #expect(
        try Tool("erase", path, "--session", session, "--reason", "a test").status == 0, "\(name)")
    }
    #expect(try timeline(path) == before, "\(name)")
    let check = try Tool("verify", path)
    #expect(check.status == 0, "\(name): \(check.output)")
    #expect(!check.output.contains("bytes: as stored") || check.output.contains("0 bytes"))
  }

  @Test("gives a receipt, and says what it cannot reach")
  func receipt() throws {
    let (path, folder) = try Self.store("reopened.jsonl")
    defer { folder.remove() }
    let tool = try Tool("erase", path, "--session", "ses_again_0011", "--reason", "asked")
    #expect(tool.status == 0 && tool.errors.isEmpty)
    let lines = tool.output.split(separator: "\n").map(String.init)
    #expect(lines[0].wholeMatch(of: /.*: session ses_again_0011 erased 20.*Z by .*: asked/) != nil)
    #expect(lines[1] == "destroyed: 5 bodies of 2423 bytes, and the keys of 1 stream")
    #expect(lines[2] == "nothing of it is in the file or in SQLite's log any more")
    #expect(lines[3].wholeMatch(of: /stays: 5 polls of ses_again_0011, sha256 [0-9a-f]{64}/) != nil)
    #expect(lines[4] == "not reached:" && lines.count == 9)
    let anchor = try Tool("export", path, "--anchor").output
    #expect(anchor.contains(lines[3].suffix(64)))

    let again = try Tool(
      "erase", path, "--session", "ses_again_0011", "--reason", "again", "--format", "ndjson")
    #expect(again.status == 0)
    for part in [
      #"{"kind":"erasure","session":"ses_again_0011","#, #""reason":"again""#,
      #""was_erased_before":true,"bodies":0"#,
      #""log_emptied":true,"plain_digests":false,"not_reached":["#,
    ] {
      #expect(again.output.contains(part), "\(again.output)")
    }
    let other = try Tool("erase", path, "--session", "ses_nobody", "--reason", "asked")
    #expect(other.status == 2)
    #expect(other.errors == "\(path): nothing is stored of session ses_nobody\n")
    #expect(try Tool("erase", path, "--session", "ses_again_0011").status == 64)
    #expect(
      try Tool("erase", path, "--session", "ses_again_0011", "--reason", " ").status == 64)
    let nothing = "\(folder.path)/none.sqlite"
    #expect(try Tool("erase", nothing, "--session", "x", "--reason", "asked").status == 2)
    #expect(!FileManager.default.fileExists(atPath: nothing))
  }

  @Test("does not while the session is held, and says until when")
  func hold() throws {
    let (path, folder) = try Self.store("reopened.jsonl")
    defer { folder.remove() }
    let session = ["--session", "ses_again_0011"]
    let held = try Tool(["hold", path, "--until", "2999-01-01", "--reason", "case 4"] + session)
    #expect(held.status == 0)
    #expect(
      held.output == "\(path): session ses_again_0011 is held until 2999-01-01T00:00:00.000Z\n")
    let refused = try Tool(["erase", path, "--reason", "asked"] + session)
    #expect(refused.status == 2 && refused.output.isEmpty)
    #expect(
      refused.errors
        == "\(path): session ses_again_0011 is held until 2999-01-01T00:00:00.000Z: it must not be erased before, nor held for less unless it is released\n"
    )
    #expect(try Tool("export", path, "--include-bodies").output.contains("transcript"))
    #expect(try Tool(["hold", path, "--release"] + session).status == 0)
    #expect(try Tool(["erase", path, "--reason", "asked"] + session).status == 0)
    #expect(try Tool(["hold", path, "--until", "2999-01-01"] + session).status == 2)
    #expect(try Tool(["hold", path, "--until", "soon"] + session).status == 64)
    #expect(try Tool(["hold", path] + session).status == 64)
  }

  @Test("takes no poll of the session in again, and says how many were left out")
  func importing() throws {
    let (path, folder) = try Self.store("two-sessions-interleaved.jsonl")
    defer { folder.remove() }
    let erased = try #require(try sessions(path).sorted().first)
    #expect(try Tool("erase", path, "--session", erased, "--reason", "asked").status == 0)
    let again = try Tool("import", "Replays/two-sessions-interleaved.jsonl", path)
    #expect(again.status == 0)
    #expect(
      again.output.wholeMatch(
        of:
          /.*: 0 polls of .* stored, [1-9]\d* there already, [1-9]\d* of erased sessions left out\n/
      ) != nil, "\(again.output)")
    // Nor does another store get what is left.
    let copied = try Tool("import", path, "\(folder.path)/b.sqlite")
    #expect(copied.output.contains("of erased sessions left out"))
    #expect(try sessions("\(folder.path)/b.sqlite").contains(erased) == false)
    let shown = try Tool("show", path)
    #expect(
      shown.errors
        == "\(path): the bodies of 1 session are erased: what was decided then is told\n")
    #expect(
      try Tool("explain", path, "--poll", "1").output.contains("was decided when it was stored"))
  }

  @Test("lets nothing be said of what can no longer be looked into")
  func unchecked() throws {
    let (path, folder) = try Self.store("reopened.jsonl")
    defer { folder.remove() }
    let erase = ["erase", path, "--session", "ses_again_0011", "--reason", "asked"]
    #expect(try Tool(erase).status == 0)
    let search = try Tool("first", "text ~ pain", path)
    #expect(search.status == 2 && search.errors.contains("they were left out"))
    #expect(try Tool("first", "not text ~ pain", path).status == 2)
    #expect(try Tool("first", "verdict = reopened", path).status == 1)
    let other = try Tool("diff", path, "Replays/reopened.jsonl")
    #expect(other.status == 2 && other.output.isEmpty)
    #expect(other.errors.contains("bodies were erased, and cannot be compared"))
    #expect(try Tool("diff", "\(path)#1", "#2").status == 1)
    for verb in [
      ["make-test", path], ["redact", path, "-o", "\(folder.path)/safe.jsonl"], ["drift", path],
    ] {
      let tool = try Tool(verb)
      #expect(tool.status == 2 && tool.output.isEmpty, "\(verb)")
    }
    #expect(!FileManager.default.fileExists(atPath: "\(folder.path)/safe.jsonl"))
  }

  @Test("documents each verb, with an example", arguments: ["erase", "hold", "audit"])
  func help(verb: String) throws {
    let help = try Tool("help", verb)
    #expect(help.output.contains("Example: scribe-replay \(verb) "))
    try expect(help.output, toMatch: "help-\(verb).txt")
  }
}
