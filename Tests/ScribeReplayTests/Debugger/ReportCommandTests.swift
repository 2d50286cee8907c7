import Foundation
import Testing

/// What the page does in a browser is tested by `Tests/ReportPage/check_report.py`.
@Suite("scribe-replay report")
struct ReportCommandTests {
  /// The data in a page.
  private func data(_ page: String) throws -> [String: Any] {
    let start = try #require(page.range(of: #"<script type="application/json" id="data">"#))
    let end = try #require(page[start.upperBound...].range(of: "</script>"))
    let json = page[start.upperBound..<end.lowerBound]
    return try #require(
      try JSONSerialization.jsonObject(with: Data(json.utf8)) as? [String: Any])
  }

  private func page(_ arguments: String...) throws -> String {
    let folder = try TemporaryFolder()
    defer { folder.remove() }
    let file = "\(folder.path)/report.html"
    let tool = try Tool(["report"] + arguments + ["-o", file])
    #expect(tool.status == 0 && tool.output == "" && tool.errors == "")
    return try #require(FileText.read(file))
  }

  @Test("is one page with style, script and data in it, and asks for nothing")
  func page() throws {
    let page = try page("Replays/reopened.jsonl")
    #expect(page.hasPrefix("<!doctype html>") && page.hasSuffix("</html>\n"))
    for mark in ["/*STYLE*/", "/*SCRIPT*/", "/*DATA*/"] { #expect(!page.contains(mark)) }
    #expect(page.contains("default-src 'none'"))
    for word in ["src=", "href=", "url(", "@import", "fetch(", "XMLHttpRequest", "import("] {
      // Arrow heads are parts of the page.
      #expect(!page.replacing("url(#head", with: "").contains(word), "\(word)")
    }
    #expect(try Tool("report", "Replays/reopened.jsonl", "-o", "-").output == page)
  }

  @Test("holds the data of each poll")
  func content() throws {
    let data = try data(page("Replays/reopened.jsonl"))
    let json = try JSONSerialization.data(
      withJSONObject: data, options: [.sortedKeys, .prettyPrinted, .withoutEscapingSlashes])
    try expect(String(decoding: json, as: UTF8.self) + "\n", toMatch: "report.json")
  }

  @Test("tells states as changes that add up to what at tells")
  func states() throws {
    for name in ["reopened", "note-disappeared", "documents-gain-their-ids", "broken-bodies"] {
      let data = try data(page("Replays/\(name).jsonl"))
      var state: [String: String] = [:]
      for poll in try #require(data["polls"] as? [[String: Any]]) {
        for (path, value) in poll["state"] as? [String: Any] ?? [:] {
          state[path] = value as? String
        }
        let number = try #require(poll["n"] as? Int)
        let at = try Tool("at", "Replays/\(name).jsonl", "--poll", "\(number)").output
        let lines = at.split(separator: "\n").drop(while: { $0 != "state" }).dropFirst()
          .prefix(while: { $0 != "what led there" })
        var told: [String: String] = [:]
        for line in lines {
          let cells = line.split(separator: "  ").map { $0.trimmingCharacters(in: .whitespaces) }
          told[cells[0]] = cells[1]
        }
        told = told.filter { !$0.key.hasPrefix("next.") }
        #expect(!told.isEmpty && state == told, "\(name) #\(number)")
      }
    }
  }

  @Test("holds patient data only with --show-phi, and says so")
  func patientData() throws {
    let hidden = try page("Replays/completed.jsonl")
    #expect(!hidden.contains("नमस्ते") && !hidden.contains("खाँसी"))
    #expect(try data(hidden)["hasPatientData"] as? Bool == false)
    let shown = try data(page("--show-phi", "Replays/completed.jsonl"))
    #expect(shown["hasPatientData"] as? Bool == true)
    var transcript: [UInt16] = []
    for poll in try #require(shown["polls"] as? [[String: Any]]) {
      let patient = poll["patient"] as? [String: Any] ?? [:]
      guard let change = patient["transcript"] as? [String: Any] else { continue }
      transcript =
        transcript.prefix(try #require(change["keep"] as? Int))
        + Array(try #require(change["text"] as? String).utf16)
    }
    let text = String(decoding: transcript, as: UTF16.self)
    #expect(text.hasPrefix("डॉक्टर: नमस्ते, कैसे हैं आप?") && text.utf8.count == 266)
  }

  @Test("is closed by no text of a recording")
  func hostile() throws {
    let folder = try TemporaryFolder()
    defer { folder.remove() }
    let evil = "</script><script>alert(1)</script><!--"
    let log = folder.write(
      Story.poll(
        "09:00:01", 200, status: "completed", #""transcript":"\#(evil)","model_used":"\#(evil)""#)
        + "\n", to: "log.jsonl")
    let page = try page("--show-phi", log)
    #expect(!page.contains("<script>alert") && !page.contains("<!--"))
    #expect(page.ranges(of: "</script>").count == 2)
  }

  @Test("takes the place of no recording, no pipe and no link, and is private with patient data")
  func files() throws {
    let folder = try TemporaryFolder()
    defer { folder.remove() }
    let log = folder.write(Story.log, to: "log.jsonl")
    let itself = try Tool("report", log, "-o", "\(folder.path)/./log.jsonl")
    #expect(itself.status == 2 && itself.errors.contains("is what is read"))
    #expect(FileText.read(log) == Story.log)
    let page = folder.write("old", to: "page.html")
    let link = "\(folder.path)/link.html"
    try FileManager.default.createSymbolicLink(atPath: link, withDestinationPath: page)
    #expect(try Tool("report", "--show-phi", log, "-o", link).status == 0)
    #expect(try #require(FileText.read(page)).hasPrefix("<!doctype html>"))
    let attributes = try FileManager.default.attributesOfItem(atPath: page)
    #expect(attributes[.posixPermissions] as? Int == 0o600)
    #expect(try FileManager.default.destinationOfSymbolicLink(atPath: link) == page)
    #expect(try Tool("report", log, "-o", "/dev/null").status == 0)
    let device = try FileManager.default.attributesOfItem(atPath: "/dev/null")
    #expect(device[.type] as? FileAttributeType == .typeCharacterSpecial)
  }

  @Test("exits with 2 where there is nothing to report or nowhere to write")
  func nothing() throws {
    let none = try Tool("report", "Replays/reopened.jsonl", "--session", "x", "-o", "-")
    #expect(none.status == 2 && none.output == "")
    #expect(none.errors == "Replays/reopened.jsonl: no poll of the wanted session\n")
    let nowhere = try Tool("report", "Replays/reopened.jsonl", "-o", "none/report.html")
    #expect(
      nowhere.status == 2 && nowhere.errors == "none/report.html: no such file or directory\n")
    #expect(try Tool("report", "Replays/reopened.jsonl").status == 64)
  }

  @Test("explains itself")
  func help() throws {
    try expect(Tool("report", "--help").output, toMatch: "help-report.txt")
  }
}
