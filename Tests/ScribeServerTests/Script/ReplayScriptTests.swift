import Foundation
import ScribeRecording
import Testing

@testable import ScribeServer

@Suite("The scripts of the replays")
struct ReplayScriptTests {
  @Test("make them, byte for byte", arguments: Recordings.scripts)
  func regenerate(path: String) throws {
    let script = try #require(try SessionScript(ifScript: path))
    var log: [UInt8] = []
    script.writePollLog { log += $0 }
    let recorded = try Data(contentsOf: URL(filePath: path.dropLast(6) + "jsonl"))
    #expect(Data(log) == recorded)
  }

  @Test("are there for all but a HAR file and a log that is torn")
  func complete() {
    let without = Recordings.paths.filter { path in
      !FileManager.default.fileExists(atPath: path.replacing(/\.(jsonl|har)$/, with: ".script"))
    }
    let names = without.filter { $0.hasPrefix(Recordings.replays) }.map {
      ($0 as NSString).lastPathComponent
    }
    #expect(names == ["browser-capture.har", "log-cut-in-its-last-line.jsonl"])
  }

  @Test("are told from recordings")
  func detection() throws {
    for path in Recordings.paths { #expect(try SessionScript(ifScript: path) == nil) }
    #expect(try SessionScript(ifScript: Recordings.replays) == nil)
    #expect(try SessionScript(ifScript: "/nowhere") == nil)
    let sessions = try RecordedSessions(paths: [Recordings.scripts[1], Recordings.paths[0]])
    #expect(sessions.count > 3)
    let error = #expect(throws: ScriptError.self) { try SessionScript(path: Recordings.paths[0]) }
    #expect(
      error?.description.hasSuffix(":1:1: a script begins with \"session\" and an id") == true)
  }

  @Test("are read, or it is said why that cannot be")
  func opening() throws {
    for (path, reason) in [
      ("/nowhere", "no such file or directory"), (Recordings.replays, "cannot be read"),
    ] {
      #expect(throws: RecordingError.unreadable(file: path, reason: reason)) {
        try SessionScript(path: path)
      }
    }
    #expect(try SessionScript(path: Recordings.scripts[0]).polls.count > 0)
  }
}
