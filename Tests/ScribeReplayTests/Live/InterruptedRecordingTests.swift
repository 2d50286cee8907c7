import Foundation
import LocalServer
import TestRun
import Testing

@Suite("A recording that is interrupted")
struct InterruptedRecordingTests {
  private func arguments(_ server: LocalServer, _ more: String...) -> [String] {
    ["record", server.url + "/voice/v1", "ses_live", "--interval", "50ms"] + more
  }

  @Test("by Ctrl-C or SIGTERM leaves a good file, and succeeds", arguments: [SIGINT, SIGTERM])
  func inOrder(signal: CInt) async throws {
    let server = try LiveSession.serve(processing: 1_000_000)
    let folder = try TemporaryFolder()
    defer {
      server.stop()
      folder.remove()
    }
    let path = "\(folder.path)/visit.jsonl"
    let tool = try RunningTool(arguments(server, "-o", path), in: folder)
    try await eventually("five polls") { server.count >= 5 }
    let status = await tool.end(signal)
    #expect(status == 0)
    let shown = try Tool("show", path)
    #expect(shown.status == 0)
    #expect(shown.errors == "")
    // What was answered is recorded, but for the poll that was given up.
    let polls = try #require(FileText.read(path)).split(separator: "\n").count - 1
    #expect((server.count - 1...server.count).contains(polls))
  }

  @Test("by SIGKILL loses one poll at most, and is gone on with")
  func killed() async throws {
    let rounds = ProcessInfo.processInfo.environment["RECORD_KILL_ROUNDS"].flatMap(Int.init) ?? 4
    let server = try LiveSession.serve(processing: 1_000_000)
    let folder = try TemporaryFolder()
    defer {
      server.stop()
      folder.remove()
    }
    let (log, store) = ("\(folder.path)/visit.jsonl", "\(folder.path)/visits.sqlite")
    var lost = 0
    for round in 1...rounds {
      let before = server.count
      let files = round == 1 ? ["-o", log] : ["-o", log, "--resume"]
      let tool = try RunningTool(
        arguments(server) + files + ["--store", store], in: folder)
      try await eventually("some polls") { server.count > before + 3 }
      try await Task.sleep(for: .milliseconds(round * 7 % 30))
      #expect(await tool.end(SIGKILL) == nil)
      let answered = server.count
      let stored = try polls(in: store)
      lost += 1
      #expect(stored >= answered - lost && stored <= answered, "round \(round)")
      lost = answered - stored
    }
    #expect(try Tool("verify", store).status == 0)
    // The log has what the store has, but for a poll a round.
    let shown = try Tool("show", "--format", "ndjson", log)
    let logged = shown.output.split(separator: "\n").count { $0.contains(#""kind":"poll""#) }
    let stored = try polls(in: store)
    #expect(logged <= stored && logged >= stored - rounds)
  }

  private func polls(in store: String) throws -> Int {
    let line = try Tool("list", "--format", "ndjson", store).output
    let count = line.split(separator: #""polls":"#).last?.prefix { $0.isNumber } ?? ""
    return try #require(Int(count), "\(line)")
  }
}
