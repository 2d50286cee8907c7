import Foundation
import Testing

@Suite("scribe-replay compare")
struct CompareCommandTests {
  private static let corpus = ["Replays/reopened.jsonl", "Replays/two-sessions-interleaved.jsonl"]

  /// A baseline of the corpus, its text changed.
  private func withBaseline(
    _ change: (String) -> String = { $0 },
    _ body: (_ baseline: String, TemporaryFolder) throws -> Void
  ) throws {
    let folder = try TemporaryFolder()
    defer { folder.remove() }
    let file = "\(folder.path)/decisions.ndjson"
    let written = try Tool(["compare", "--update", "--baseline", file] + Self.corpus)
    #expect(written.status == 0)
    #expect(written.output == "\(file): decisions about 12 polls of 2 recordings written\n")
    let text = try #require(FileText.read(file))
    folder.write(change(text), to: "decisions.ndjson")
    try body(file, folder)
  }

  /// As if another reducer had decided that the third poll begins a recording.
  private func otherwise(_ text: String) -> String {
    text.replacing(
      #""type":"phaseChanged","from":"completed","to":"processing""#,
      with: #""type":"phaseChanged","from":"completed","to":"recording""#)
  }

  @Test("finds nothing where everything is decided as before")
  func same() throws {
    try withBaseline { baseline, _ in
      let tool = try Tool(["compare", "--baseline", baseline] + Self.corpus)
      #expect(tool.status == 0 && tool.errors == "")
      #expect(tool.output == "2 recordings, 12 polls compared: 2 as before, 0 findings\n")
    }
  }

  @Test("tells the first decision of each recording that differs, in every form, and exits with 1")
  func differs() throws {
    try withBaseline(otherwise) { baseline, folder in
      let junit = "\(folder.path)/junit.xml"
      let markdown = folder.write("# Before\n", to: "summary.md")
      let text = try Tool(
        ["compare", "--baseline", baseline, "--junit", junit, "--markdown", markdown]
          + Self.corpus)
      #expect(text.status == 1)
      try expect(text.output, toMatch: "compare.txt")
      try expect(try #require(FileText.read(junit)), toMatch: "compare.junit")
      try expect(try #require(FileText.read(markdown)), toMatch: "compare.md")
      let json = try Tool(["compare", "--baseline", baseline, "--format", "ndjson"] + Self.corpus)
      #expect(json.status == 1)
      try expect(json.output, toMatch: "compare.ndjson")
    }
  }

  @Test("takes an export as the same that another tool has written anew")
  func rewritten() throws {
    try withBaseline { text in
      // As a JSON tool writes it: other white space, other order.
      text.split(separator: "\n").map { line in
        let json = try! JSONSerialization.jsonObject(with: Data(line.utf8))
        let data = try! JSONSerialization.data(
          withJSONObject: json, options: [.sortedKeys, .withoutEscapingSlashes])
        return String(decoding: data, as: UTF8.self).replacing(":{", with: ": { ") + "\n"
      }.joined()
    } _: { baseline, _ in
      let tool = try Tool(["compare", "--baseline", baseline] + Self.corpus)
      #expect(tool.output == "2 recordings, 12 polls compared: 2 as before, 0 findings\n")
    }
  }

  @Test("writes no table or report that a name can break out of")
  func hostileNames() throws {
    let folder = try TemporaryFolder()
    defer { folder.remove() }
    let name = "a<\u{338}b&\u{301}|\u{338}\u{FFFF}.jsonl"
    let text = try #require(FileText.read(Tool.package.appending(path: Self.corpus[0]).path))
    let log = folder.write(text, to: name)
    let baseline = "\(folder.path)/decisions.ndjson"
    #expect(try Tool(["compare", "--update", "--baseline", baseline, Self.corpus[1]]).status == 0)
    let (junit, markdown) = ("\(folder.path)/j.xml", "\(folder.path)/m.md")
    let tool = try Tool(
      "compare", "--baseline", baseline, "--junit", junit, "--markdown", markdown, log,
      Tool.package.appending(path: Self.corpus[1]).path)
    #expect(tool.status == 1)
    let xml = try #require(FileText.read(junit)).unicodeScalars.map(String.init).joined(
      separator: " ")
    #expect(xml.contains("a & l t ; \u{338} b & a m p ; \u{301} |"))
    #expect(!xml.contains("\u{FFFF}"))
    let table = try #require(FileText.read(markdown)).unicodeScalars.map(String.init)
    #expect(table.joined(separator: " ").contains("\\ | \u{338}"))
  }

  @Test("misses sessions on either side")
  func missing() throws {
    try withBaseline { baseline, _ in
      let fewer = try Tool("compare", "--baseline", baseline, Self.corpus[0])
      #expect(fewer.status == 1)
      #expect(
        fewer.output.contains(
          "two-sessions-interleaved.jsonl: session ses_left_0020 is in the baseline and in no recording\n"
        ))
      let more = try Tool(
        ["compare", "--baseline", baseline, "Replays/revived.jsonl"] + Self.corpus)
      #expect(more.status == 1)
      #expect(
        more.output.hasPrefix("revived.jsonl: session ses_back_0028 is not in the baseline\n"))
    }
  }

  @Test("compares with what a store has decided, and two exported sets")
  func stores() throws {
    let folder = try TemporaryFolder()
    defer { folder.remove() }
    let store = "\(folder.path)/visits.sqlite"
    #expect(try Tool(["import"] + Self.corpus + [store]).status == 0)
    let log = try Tool(["compare", "--baseline", store] + Self.corpus)
    #expect(log.output == "2 recordings, 12 polls compared: 2 as before, 0 findings\n")
    let itself = try Tool("compare", "--baseline", store, store)
    #expect(itself.output == "1 recording, 12 polls compared: 1 as before, 0 findings\n")
    let exported = folder.write(try Tool("export", "--events", store).output, to: "e.ndjson")
    let changed = folder.write(otherwise(try #require(FileText.read(exported))), to: "c.ndjson")
    #expect(try Tool("compare", "--baseline", exported, exported).status == 0)
    let sets = try Tool("compare", "--baseline", exported, changed)
    #expect(sets.status == 1)
    #expect(sets.output.contains(#"poll 3, event 2, $.to: scribe-reducer-1 decided "processing""#))
    let written = try Tool("compare", "--update", "--baseline", store, Self.corpus[0])
    #expect(written.status == 2 && written.errors.contains("not exported events"))
  }

  @Test("compares a part of a session with a store that has gone on")
  func part() throws {
    let folder = try TemporaryFolder()
    defer { folder.remove() }
    let store = "\(folder.path)/visits.sqlite"
    #expect(try Tool("import", Self.corpus[0], store).status == 0)
    let text = try #require(FileText.read(Tool.package.appending(path: Self.corpus[0]).path))
    let lines = text.split(separator: "\n").prefix(4).joined(separator: "\n") + "\n"
    let part = folder.write(lines, to: "part.jsonl")
    let tool = try Tool("compare", "--baseline", store, part)
    #expect(tool.status == 0)
    #expect(tool.output == "1 recording, 3 polls compared: 1 as before, 0 findings\n")
  }

  @Test("tells recordings of one name apart, and takes the place of nothing but a baseline")
  func names() throws {
    let folder = try TemporaryFolder()
    defer { folder.remove() }
    let text = try #require(FileText.read(Tool.package.appending(path: Self.corpus[0]).path))
    for name in ["x", "y"] {
      try FileManager.default.createDirectory(
        atPath: "\(folder.path)/\(name)", withIntermediateDirectories: true)
      folder.write(text, to: "\(name)/a.jsonl")
    }
    let files = ["x", "y"].map { "\(folder.path)/\($0)/a.jsonl" }
    let baseline = "\(folder.path)/decisions.ndjson"
    #expect(try Tool(["compare", "--update", "--baseline", baseline] + files).status == 0)
    #expect(try Tool(["compare", "--baseline", baseline] + files).status == 0)
    let again = try Tool(["compare", "--update", "--baseline", baseline] + files)
    #expect(again.status == 0)
    let refused = try Tool("compare", "--update", "--baseline", files[0], files[0])
    #expect(refused.status == 2)
    #expect(FileText.read(files[0]) == text)
  }

  @Test("exits with 2 where nothing was compared, or something could not be read")
  func nothing() throws {
    try withBaseline { baseline, folder in
      let other = try Tool("compare", "--baseline", baseline, "Replays/revived.jsonl")
      #expect(other.status == 2 && other.errors.hasSuffix("nothing to compare\n"))
      let none = try Tool(["compare", "--baseline", baseline, "none.jsonl"] + Self.corpus)
      #expect(none.status == 2)
      let bad = folder.write("\n{\"kind\":\"event\"}\n", to: "bad.ndjson")
      let badBaseline = try Tool(["compare", "--baseline", bad] + Self.corpus)
      #expect(badBaseline.status == 2)
      #expect(badBaseline.errors == "\(bad):2: not a line of export --events\n")
      let log = folder.write("{not a poll\n", to: "log.jsonl")
      let unread = try Tool(["compare", "--baseline", baseline, log] + Self.corpus)
      #expect(unread.status == 2)
      #expect(unread.errors.hasSuffix("\(log):1:2: unexpected byte\n"))
      let full = try Tool(
        ["compare", "--baseline", baseline, "--junit", "\(folder.path)/no/x"] + Self.corpus)
      for option in ["--junit", "--markdown"] {
        let itself = try Tool(["compare", "--baseline", baseline, option, baseline] + Self.corpus)
        #expect(itself.status == 2 && itself.errors.contains("is what is read"))
      }
      #expect(full.status == 2 && full.errors.hasSuffix("/no/x: no such file or directory\n"))
    }
    #expect(try Tool("compare", "Replays").status == 64)
  }

  @Test("explains itself")
  func help() throws {
    try expect(Tool("compare", "--help").output, toMatch: "help-compare.txt")
  }
}
