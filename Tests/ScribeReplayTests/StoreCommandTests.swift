import Foundation
import Testing

@Suite("scribe-replay, given a store")
struct StoreCommandTests {
  private static let replays = Tool.package.appending(path: "Replays").path

  /// A store with the recordings of those names, and its folder.
  private func store(_ names: String...) throws -> (path: String, folder: TemporaryFolder) {
    let folder = try TemporaryFolder()
    let path = "\(folder.path)/a.sqlite"
    let tool = try Tool(["import"] + names.map { "\(Self.replays)/\($0)" } + [path])
    #expect(tool.status == 0, "\(tool.errors)")
    return (path, folder)
  }

  private static var recordings: [String] {
    let names = (try? FileManager.default.contentsOfDirectory(atPath: replays)) ?? []
    let found = names.filter { $0.hasSuffix(".jsonl") || $0.hasSuffix(".har") }.sorted()
    precondition(!found.isEmpty, "no recordings in \(replays)")
    return found
  }

  @Test("imports a recording once, however often it is given, and counts what it did")
  func importing() throws {
    let folder = try TemporaryFolder()
    defer { folder.remove() }
    let path = "\(folder.path)/a.sqlite"
    let first = try Tool("import", "Replays/filtered-views.jsonl", "Replays/reopened.jsonl", path)
    #expect(first.status == 0)
    #expect(
      first.output == """
        Replays/filtered-views.jsonl: 4 polls of 4 sessions stored, 0 there already, 1 of none left out
        Replays/reopened.jsonl: 5 polls of 1 session stored, 0 there already

        """)
    let again = try Tool("import", "Replays/reopened.jsonl", path)
    #expect(again.status == 0)
    #expect(
      again.output == "Replays/reopened.jsonl: 0 polls of 1 session stored, 5 there already\n")
    let grown = FileText.read("\(Self.replays)/reopened.jsonl") ?? ""
    let more = grown.replacing(
      "\"sent_at\":\"2026-06-06T09:05:04", with: "\"sent_at\":\"2026-06-06T09:05:06")
    let longer = folder.write(grown + more, to: "longer.jsonl")
    #expect(
      try Tool("import", longer, path).output.contains(": 1 polls of 1 session stored, 9 there"))
    #expect(try Tool("verify", path).status == 0)
  }

  @Test("imports nothing where there is nothing to import, and says so")
  func importingNothing() throws {
    let folder = try TemporaryFolder()
    defer { folder.remove() }
    let empty = folder.write("{\"format\":\"scribe-poll-log\",\"version\":1}\n", to: "empty.jsonl")
    let none = try Tool("import", empty, "\(folder.path)/a.sqlite")
    #expect(none.status == 2)
    #expect(none.errors == "\(empty): no poll of a session\n")
    let alone = try Tool("import", "Replays/reopened.jsonl")
    #expect(alone.status == 64)
    let text = folder.write("not a store", to: "a.txt")
    let wrong = try Tool("import", "Replays/reopened.jsonl", text)
    #expect(wrong.status == 2)
    #expect(wrong.errors == "\(text): not a store: not a SQLite file\n")
    let (path, other) = try store("reopened.jsonl")
    defer { other.remove() }
    let itself = try Tool("import", path, path)
    #expect(itself.status == 2)
    #expect(itself.errors == "\(path): is the store itself, there is nothing to import\n")
    let missing = try Tool("list", "\(folder.path)/none.sqlite")
    #expect(missing.status == 2)
    #expect(missing.errors == "\(folder.path)/none.sqlite: no such file: check the path\n")
  }

  @Test("shows a store as it shows the log, each recording by itself", arguments: recordings)
  func showing(name: String) throws {
    let (path, folder) = try store(name)
    defer { folder.remove() }
    let ofStore = try Tool("show", path)
    let ofLog = try Tool("show", "\(Self.replays)/\(name)")
    // A store keeps polls of sessions, each once: those of none and doubled ones are not in it.
    let isWhole = ![
      "filtered-views.jsonl", "out-of-order.jsonl", "browser-capture.har",
    ].contains(name)
    #expect(ofStore.status == ofLog.status)
    #expect((ofStore.output == ofLog.output) == isWhole)
    #expect(ofStore.output.split(separator: "\n").last == ofLog.output.split(separator: "\n").last)
    for verb in ["drift", "graph"] {
      #expect(try Tool(verb, path).status == (try Tool(verb, "\(Self.replays)/\(name)")).status)
    }
  }

  @Test("exports what it imported: the same polls, with bodies where they are asked for")
  func exporting() throws {
    for name in Self.recordings {
      let (path, folder) = try store(name)
      defer { folder.remove() }
      let exported = try Tool("export", path, "--include-bodies")
      #expect(exported.status == 0)
      #expect(exported.errors.isEmpty)
      let log = folder.write(exported.output, to: "exported.jsonl")
      #expect(try Tool("show", log).output == (try Tool("show", path)).output, "\(name)")
      let other = "\(folder.path)/b.sqlite"
      #expect(try Tool("import", log, other).status == 0)
      #expect(try Tool("export", other, "--include-bodies").output == exported.output, "\(name)")
      let events = [path, other].map { try? Tool("export", $0, "--events").output.numbered }
      #expect(events[0] != nil && events[0] == events[1], "\(name)")
    }
  }

  @Test("exports no body and no event with patient data unless bodies are asked for")
  func hiding() throws {
    let (path, folder) = try store("completed.jsonl")
    defer { folder.remove() }
    let polls = try Tool("export", path)
    #expect(polls.status == 0)
    #expect(polls.errors == "\(path): bodies were left out, --include-bodies writes them\n")
    #expect(!polls.output.contains("\"body\""))
    let events = try Tool("export", path, "--events")
    try expect(events.output.numbered, toMatch: "export-events.ndjson")
    let bodies = try Tool("export", path, "--include-bodies").output
    #expect(bodies.contains("Paracetamol") || bodies.contains("transcript"))
    #expect(!events.output.contains("Paracetamol"))
  }

  @Test("lists sessions with phase and counts")
  func listing() throws {
    let (path, folder) = try store("filtered-views.jsonl", "two-sessions-interleaved.jsonl")
    defer { folder.remove() }
    try expect(try Tool("list", path).output, toMatch: "list.txt")
    try expect(try Tool("list", path, "--format", "ndjson").output, toMatch: "list.ndjson")
  }

  @Test("shows one session of many, by its places in the store")
  func oneSession() throws {
    let (path, folder) = try store("completed.jsonl", "reopened.jsonl")
    defer { folder.remove() }
    let shown = try Tool("show", path, "--session", "ses_again_0011", "--format", "ndjson")
    #expect(shown.output.hasPrefix(#"{"kind":"poll","n":15,"session":"ses_again_0011""#))
    #expect(shown.output.split(separator: "\n").count == 6)
    let none = try Tool("show", path, "--session", "ses_none")
    #expect(none.status == 2)
    #expect(none.errors == "\(path): no poll of the wanted session\n")
  }

  @Test("proves a store intact, and finds a cut end against an anchor")
  func verifying() throws {
    let (path, folder) = try store("reopened.jsonl")
    defer { folder.remove() }
    let intact = try Tool("verify", path)
    #expect(intact.status == 0)
    #expect(
      intact.output
        == "\(path): 5 polls of 1 session, 24 events, 5 bodies of 2423 bytes: as stored\n")
    let anchor = folder.write(try Tool("export", path, "--anchor").output, to: "anchor.json")
    #expect(try Tool("verify", path, "--anchor", anchor).status == 0)

    let (shorter, other) = try store("two-sessions-interleaved.jsonl")
    defer { other.remove() }
    let cut = try Tool("verify", shorter, "--anchor", anchor)
    #expect(cut.status == 3)
    #expect(
      cut.output.contains("session ses_again_0011, poll 5: the anchor has it, and it is missing"))
    #expect(try Tool("verify", path, "--anchor", "README.md").status == 2)
    #expect(try Tool("verify", path, shorter, "--anchor", anchor).status == 2)
    let both = try Tool("verify", path, "Replays/reopened.jsonl")
    #expect(both.status == 0)
    #expect(both.output.hasSuffix("1 as expected, 0 not, 0 unreadable\n"))
  }

  @Test("copies a store, and verifies the copy")
  func backup() throws {
    let (path, folder) = try store("reopened.jsonl")
    defer { folder.remove() }
    let copy = "\(folder.path)/copy.sqlite"
    let made = try Tool("backup", path, copy)
    #expect(made.status == 0)
    #expect(made.output.hasSuffix(": as stored\n"))
    #expect(
      try Tool("export", copy, "--anchor").output == (try Tool("export", path, "--anchor")).output)
    let again = try Tool("backup", path, copy)
    #expect(again.status == 2)
    #expect(again.errors == "\(copy): there already: name another file\n")
    #expect(!FileManager.default.fileExists(atPath: copy + ".partial"))
  }

  @Test("tells no fingerprint that somebody without its keys could make of a guess")
  func fingerprints() throws {
    let (path, folder) = try store("reopened.jsonl")
    defer { folder.remove() }
    func fingerprints(_ arguments: [String]) throws -> Set<Substring> {
      Set(try Tool(arguments).output.matches(of: /[0-9a-f]{32}/).map(\.output))
    }
    let guessed = try fingerprints(["show", "Replays/reopened.jsonl", "--format", "ndjson"])
    #expect(guessed.count > 5)
    let baseline = "\(folder.path)/baseline.ndjson"
    #expect(try Tool("compare", "--update", "--baseline", baseline, path).status == 0)
    let written = try #require(FileText.read(baseline))
    for verb in [
      ["show", path, "--format", "ndjson"], ["export", path, "--events"],
      ["report", path, "-o", "-"], ["first", "transcript", path, "--format", "ndjson"],
      ["diff", "\(path)#1", "#5", "--format", "ndjson"],
      ["diff", path, "Replays/completed.jsonl", "--format", "ndjson"],
      ["at", path, "--poll", "5", "--format", "ndjson"],
    ] {
      #expect(try fingerprints(verb).isDisjoint(with: guessed), "\(verb)")
    }
    #expect(guessed.allSatisfy { !written.contains($0) } && written.contains(#""keyed":true"#))
    // Decisions are the same, whatever they are under.
    #expect(try Tool("compare", "--baseline", baseline, path).status == 0)
    #expect(try Tool("diff", path, "Replays/reopened.jsonl").status == 0)
  }

  @Test("leaves the credentials of a HAR file out, and says of how many requests")
  func credentials() throws {
    let folder = try TemporaryFolder()
    defer { folder.remove() }
    func entry(_ request: String, _ response: String = "", query: String = "") -> String {
      #"""
      {"startedDateTime":"2026-06-06T09:00:0\#(request.count % 10)Z","time":1,"request":{"method":"GET",
      "url":"https://h/v1/sessions/ses_x\#(query)"\#(request)},"response":{"status":202,"headers":[\#(response)],
      "content":{"text":"{\"status\":\"processing\"}"}}}
      """#
    }
    let entries = [
      entry(#","headers":[{"name":"Authorization","value":"Bearer t0psecret"}]"#),
      entry(#","headers":[],"cookies":[{"name":"sid","value":"t0psecret"}]"#),
      entry(#","x":1"#, #"{"name":"Set-Cookie","value":"sid=t0psecret"}"#),
      entry(#","xyz":1"#, query: "?access_token=t0psecret"),
      entry(#","headers":[{"name":"Accept","value":"*/*"}],"cookies":[]"#),
    ]
    let har = folder.write(
      #"{"log":{"version":"1.2","creator":{},"entries":[\#(entries.joined(separator: ","))]}}"#,
      to: "a.har")
    let path = "\(folder.path)/a.sqlite"
    let tool = try Tool("import", har, path)
    #expect(tool.status == 0)
    #expect(tool.errors == "\(har): credentials of 4 requests were left out\n")
    let exported = try Tool("export", path, "--include-bodies").output
    #expect(exported.contains("access_token=") && !exported.contains("t0psecret"))
    #expect(try Data(contentsOf: URL(filePath: path)).range(of: Data("t0psecret".utf8)) == nil)
  }

  @Test("documents each verb, with an example", arguments: ["import", "list", "export", "backup"])
  func help(verb: String) throws {
    let help = try Tool("help", verb)
    #expect(help.output.contains("Example: scribe-replay \(verb) "))
    try expect(help.output, toMatch: "help-\(verb).txt")
  }
}

extension String {
  /// The text with numbers in the place of fingerprints, which are under a key that no other store has.
  fileprivate var numbered: String {
    var numbers: [Substring: Int] = [:]
    return replacing(/"[0-9a-f]{32}"/) { match in
      let number = numbers[match.output] ?? numbers.count + 1
      numbers[match.output] = number
      return "\"#\(number)\""
    }
  }
}
