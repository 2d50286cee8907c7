import Foundation
import Testing

@Suite("scribe-replay verify")
struct VerifyCommandTests {
  private func folder(_ files: [String: String] = [:]) throws -> TemporaryFolder {
    let folder = try TemporaryFolder()
    for (name, text) in files { folder.write(text, to: name) }
    return folder
  }

  @Test("finds this project's recordings as expected")
  func ownRecordings() throws {
    let tool = try Tool("verify", "Replays")
    #expect(tool.status == 0, "\(tool.output)\(tool.errors)")
    #expect(tool.output.hasSuffix(" as expected, 0 not, 0 unreadable\n"))
    #expect(!tool.output.hasPrefix("0 as expected"))
  }

  @Test("writes what it then finds as expected, whatever the clock said")
  func update() throws {
    let folder = try folder(["a.jsonl": Story.log])
    defer { folder.remove() }
    let written = try Tool("verify", "--update", folder.path)
    #expect(written.status == 0)
    #expect(written.output.hasPrefix("\(folder.path)/a.jsonl.expected: written\n"))
    #expect(try Tool("verify", folder.path).status == 0)
    #expect(try Tool("verify", "--update", folder.path).output.hasPrefix("0 of 1 written"))

    folder.write(Story.log.replacing("2026-06-", with: "2031-11-"), to: "a.jsonl")
    let later = try Tool("verify", folder.path)
    #expect(later.status == 0, "\(later.output)")
  }

  @Test("shows the first difference with file and line")
  func difference() throws {
    let folder = try folder(["a.jsonl": Story.log, "b.jsonl": Story.log])
    defer { folder.remove() }
    _ = try Tool("verify", "--update", folder.path)
    let file = "\(folder.path)/a.jsonl.expected"
    let expected = try String(contentsOfFile: file, encoding: .utf8)
    folder.write(expected.replacing("timeout", with: "reset  "), to: "a.jsonl.expected")
    let tool = try Tool("verify", folder.path)
    #expect(tool.status == 1)
    let lines = tool.output.split(separator: "\n").map(String.init)
    let place = expected.split(separator: "\n", omittingEmptySubsequences: false)
      .firstIndex { $0.contains("timeout") }
    #expect(lines[0] == "\(file):\((place ?? 0) + 1): differs")
    #expect(lines[2].hasPrefix("- ") && lines[2].contains("reset"))
    #expect(lines[3].hasPrefix("+ ") && lines[3].contains("timeout"))
    #expect(lines[4] == "1 as expected, 1 not, 0 unreadable")

    folder.write(expected + "more\n", to: "a.jsonl.expected")
    #expect(try Tool("verify", folder.path).output.contains("- more\n"))
    folder.write("", to: "a.jsonl.expected")
    #expect(try Tool("verify", folder.path).status == 1)
  }

  @Test("is a finding where a recording or its expected timeline is missing")
  func missingHalves() throws {
    let folder = try folder(["a.jsonl": Story.log])
    defer { folder.remove() }
    _ = try Tool("verify", "--update", folder.path)
    folder.write(Story.log, to: "b.jsonl")
    let unexpected = try Tool("verify", folder.path)
    #expect(unexpected.status == 1)
    #expect(unexpected.output.contains("b.jsonl: no .expected file beside it"))
    try FileManager.default.removeItem(atPath: "\(folder.path)/b.jsonl")
    folder.write("", to: "c.har.expected")
    let orphan = try Tool("verify", folder.path)
    #expect(orphan.status == 1)
    #expect(orphan.output.contains("c.har.expected: belongs to no recording"))
  }

  @Test("could not do it all where a path is missing, whatever else differs")
  func missingPathAndDifference() throws {
    let folder = try folder(["a.jsonl": Story.log, "a.jsonl.expected": "another story\n"])
    defer { folder.remove() }
    let tool = try Tool("verify", folder.path, "\(folder.path)/none")
    #expect(tool.status == 2)
    #expect(tool.output.hasSuffix("0 as expected, 1 not, 0 unreadable\n"))
    #expect(tool.errors == "\(folder.path)/none: no such file or directory\n")
  }

  @Test("looks into linked folders no further than they lead back")
  func links() throws {
    let folder = try folder(["a.jsonl": Story.log])
    defer { folder.remove() }
    _ = try Tool("verify", "--update", folder.path)
    try FileManager.default.createSymbolicLink(
      atPath: "\(folder.path)/loop", withDestinationPath: ".")
    #expect(try Tool("verify", folder.path).output == "1 as expected, 0 not, 0 unreadable\n")
  }

  @Test("finds the same at midnight as at noon")
  func midnight() throws {
    let polls = (1...5).map { Story.poll("09:00:0\($0)", 202, status: "processing", "") }
    let noon = polls.joined(separator: "\n") + "\n"
    let folder = try folder(["a.jsonl": noon])
    defer { folder.remove() }
    _ = try Tool("verify", "--update", folder.path)
    let late = ["06T23:59:58", "06T23:59:59", "07T00:00:00", "07T00:00:01", "07T00:00:02"]
      .enumerated().reduce(noon) { log, time in
        log.replacing("06T09:00:0\(time.offset + 1)", with: time.element)
      }
    folder.write(late, to: "a.jsonl")
    #expect(try Tool("verify", folder.path).status == 0)
  }

  @Test("exits with 2 where nothing was compared or something could not be read")
  func nothing() throws {
    let folder = try folder(["notes.txt": "x"])
    defer { folder.remove() }
    let empty = try Tool("verify", folder.path)
    #expect(empty.status == 2)
    #expect(empty.errors == "\(folder.path): nothing to compare\n" && empty.output == "")
    #expect(try Tool("verify", "--update", folder.path).status == 2)
    let missing = try Tool("verify", "\(folder.path)/none")
    #expect(missing.status == 2)
    #expect(missing.errors.hasPrefix("\(folder.path)/none: no such file or directory\n"))

    folder.write(Story.log, to: "a.jsonl")
    #expect(try Tool("verify", folder.path).status == 2)
    _ = try Tool("verify", "--update", folder.path)
    folder.write("oops\n", to: "b.jsonl")
    let unreadable = try Tool("verify", folder.path)
    #expect(unreadable.status == 2)
    #expect(unreadable.errors == "\(folder.path)/b.jsonl: neither a poll log nor a HAR file\n")
    #expect(unreadable.output == "1 as expected, 0 not, 1 unreadable\n")
  }
}
