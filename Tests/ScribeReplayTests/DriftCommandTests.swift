import Foundation
import Testing

#if canImport(FoundationXML)
  import FoundationXML
#endif

@Suite("scribe-replay drift")
struct DriftCommandTests {
  private let odd = [
    Story.poll("09:00:01", 202, status: "queued", #""mood":"x","upload_url":7"#),
    Story.poll("09:00:02", 202, status: "queued", #""mood":"longer","upload_url":8"#),
    Story.poll("09:00:03", 200, status: "completed", #""templates":[{"a":{"status":"odd"}}]"#),
  ]

  private func file(_ lines: [String]) throws -> (TemporaryFolder, String) {
    let folder = try TemporaryFolder()
    return (folder, folder.write(lines.joined(separator: "\n") + "\n", to: "odd.jsonl"))
  }

  @Test("tells what is not documented and which rows were exercised, in every format")
  func formats() throws {
    let (folder, path) = try file(odd)
    defer { folder.remove() }
    for format in ["text", "ndjson", "junit"] {
      let tool = try Tool("drift", path, "--format", format)
      #expect(tool.status == 1)
      try expect(
        tool.output.replacing(folder.path, with: "FOLDER"), toMatch: "drift.\(format)")
    }
  }

  @Test("writes JUnit that an XML reader takes, with as many cases and failures as it says")
  func junit() throws {
    final class Counter: NSObject, XMLParserDelegate {
      var names: [String] = []
      var counts: [String: String] = [:]
      func parser(
        _ parser: XMLParser, didStartElement name: String, namespaceURI: String?,
        qualifiedName: String?, attributes: [String: String]
      ) {
        names.append(name)
        if name == "testsuite" { counts = attributes }
      }
    }
    let (folder, path) = try file(odd)
    defer { folder.remove() }
    for severity in ["note", "warning", "error"] {
      let xml = try Tool("drift", path, "--format", "junit", "--fail-on", severity)
      let counter = Counter()
      let parser = XMLParser(data: Data(xml.output.utf8))
      parser.delegate = counter
      #expect(parser.parse())
      for (element, attribute) in [
        ("testcase", "tests"), ("failure", "failures"), ("skipped", "skipped"),
      ] {
        #expect(
          counter.names.filter { $0 == element }.count == Int(counter.counts[attribute] ?? ""))
      }
    }
  }

  @Test("reads standard input, one session, and past what is not a poll")
  func choice() throws {
    let log = ([odd[0], "oops"] + odd[1...]).joined(separator: "\n") + "\n"
    #expect(try Tool("drift", "-", input: log).status == 2)
    let skipping = try Tool("drift", "-", "--skip-bad-lines", input: log)
    #expect(skipping.status == 1)
    #expect(skipping.output.hasPrefix("1 recording, 3 polls\n"))
    #expect(skipping.errors == "standard input: 1 bad line skipped\n")
    let other = try Tool("drift", "-", "--skip-bad-lines", "--session", "ses_none", input: log)
    #expect(other.status == 2)
    #expect(other.errors.hasSuffix("standard input: no poll of the wanted session\n"))
  }

  @Test("explains itself")
  func help() throws {
    try expect(Tool("drift", "--help").output, toMatch: "help-drift.txt")
  }

  @Test("fails on what is as serious as asked for, and on nothing read")
  func exitCodes() throws {
    let (folder, path) = try file([odd[2]])
    defer { folder.remove() }
    #expect(try Tool("drift", path).status == 1)
    #expect(try Tool("drift", path, "--fail-on", "warning").status == 0)
    let (other, warned) = try file([odd[0]])
    defer { other.remove() }
    #expect(try Tool("drift", warned, "--fail-on", "warning").status == 1)
    #expect(try Tool("drift", warned, "--fail-on", "error").status == 0)

    let clean = try Tool("drift", "Replays/completed.jsonl")
    #expect(clean.status == 0 && clean.output.contains("  nothing\n"))
    let empty = folder.write("{\"format\":\"scribe-poll-log\",\"version\":1}\n", to: "empty.jsonl")
    #expect(try Tool("drift", empty).status == 2)
    #expect(try Tool("drift", "\(folder.path)/none").status == 2)
    folder.write("oops\n", to: "bad.jsonl")
    #expect(try Tool("drift", folder.path).status == 2)
  }

  @Test("finds every row of the contract exercised by this project's recordings")
  func coverage() throws {
    let tool = try Tool("drift", "Replays", "--fail-on", "error")
    #expect(tool.status == 0)
    #expect(tool.output.contains("23 of 23 exercised"))
  }
}
