import Foundation
import LocalServer
import Testing

@Suite("scribe-replay record")
struct RecordCommandTests {
  @Test("keeps a live session in a log that is then shown like any other")
  func log() throws {
    let server = try LiveSession.serve(processing: 3)
    let folder = try TemporaryFolder()
    defer {
      server.stop()
      folder.remove()
    }
    let path = "\(folder.path)/visit.jsonl"
    let tool = try record(server, "-o", path)
    #expect(tool.status == 0)
    #expect(tool.output == "")
    #expect(tool.errors.hasPrefix("ses_live: completed after 4 polls in 0."))
    #expect(tool.errors.hasSuffix(" s, stop: settled; in \(path)\n"))
    let shown = try Tool("show", "--format", "ndjson", path)
    #expect(shown.output.split(separator: "\n").count == 5)
    #expect(shown.output.contains(#""verdict":"settled""#))
    let mode = try FileManager.default.attributesOfItem(atPath: path)[.posixPermissions] as? Int
    #expect(mode == 0o600)
    let text = try #require(FileText.read(path))
    #expect(text.hasPrefix(#"{"format":"scribe-poll-log","version":1}"#))
    #expect(text.contains(#""url":"\#(server.url)/voice/v1/sessions/ses_live""#))
  }

  @Test("keeps it in a store as well, and in both the same")
  func both() throws {
    let server = try LiveSession.serve(processing: 3)
    let folder = try TemporaryFolder()
    defer {
      server.stop()
      folder.remove()
    }
    let (log, store) = ("\(folder.path)/visit.jsonl", "\(folder.path)/visits.sqlite")
    let tool = try record(server, "-o", log, "--store", store)
    #expect(tool.status == 0)
    #expect(tool.errors.hasSuffix("; in \(log), \(store)\n"))
    let shown = try Tool("show", log).output
    #expect(try Tool("show", store).output == shown)
    #expect(try Tool("verify", store).status == 0)
    #expect(
      try Tool("import", log, store).output.hasSuffix(
        "0 polls of 1 session stored, 4 there already\n"))
  }

  @Test("writes the log to standard output where it is told to, and nowhere else")
  func standardOutput() throws {
    let server = try LiveSession.serve(processing: 1)
    defer { server.stop() }
    let tool = try record(server, "-o", "-")
    #expect(tool.status == 0)
    #expect(tool.output.split(separator: "\n").count == 3)
    let shown = try Tool("show", "-", input: tool.output)
    #expect(shown.output.contains("settled"))
  }

  @Test("takes the token from a variable or a file, and shows it nowhere")
  func token() throws {
    let server = try LiveSession.serve(processing: 1, token: "s3cret-t0ken")
    let folder = try TemporaryFolder()
    defer {
      server.stop()
      folder.remove()
    }
    let path = "\(folder.path)/visit.jsonl"
    let refused = try record(server, "-o", path)
    #expect(refused.status == 2)
    #expect(
      refused.errors == """
        ses_live: unseen after 1 poll, HTTP 401, stop: unauthorized; in \(path)
        no token was sent: give one in SCRIBE_TOKEN, --token-env or --token-file

        """)
    let wrong = try record(
      server, "-o", path, "--resume", environment: ["SCRIBE_TOKEN": "s3cret-0ther"])
    #expect(wrong.status == 2)
    #expect(
      wrong.errors.hasSuffix("\ngive another token, in SCRIBE_TOKEN, --token-env or --token-file\n")
    )
    let usual = try record(
      server, "-o", path, "--resume", environment: ["SCRIBE_TOKEN": "s3cret-t0ken"])
    #expect(usual.status == 0, "\(usual.errors)")
    let named = try record(
      server, "-o", path, "--resume", "--token-env", "OTHER",
      environment: ["OTHER": "s3cret-t0ken"])
    #expect(named.status == 0, "\(named.errors)")
    let file = folder.write("s3cret-t0ken\n", to: "token")
    let read = try record(server, "-o", path, "--resume", "--token-file", file)
    #expect(read.status == 0, "\(read.errors)")
    let missing = try record(server, "-o", path, "--resume", "--token-file", file + "x")
    #expect(missing.status == 2)
    #expect(missing.errors == "\(file)x: no such file or directory\n")
    for text in [refused, wrong, usual, named, read].map(\.errors) + [FileText.read(path) ?? ""] {
      #expect(!text.contains("s3cret"))
    }
  }

  @Test("ends at the deadline, or when the session expires, which is no failure")
  func deadline() throws {
    let server = try LocalServer { _ in
      let expires = Date(timeIntervalSinceNow: -1).ISO8601Format()
      return [
        .answer(
          202, [], #"{"session_id":"ses_live","status":"processing","expires_at":"\#(expires)"}"#)
      ]
    }
    let folder = try TemporaryFolder()
    defer {
      server.stop()
      folder.remove()
    }
    for (number, deadline) in ["200ms", "0", "2026-06-06T09:00:00Z", "expiry"].enumerated() {
      let tool = try record(
        server, "-o", "\(folder.path)/\(number).jsonl", "--deadline", deadline)
      #expect(tool.status == 0)
      #expect(tool.errors.contains(", stop: deadline;"), "\(tool.errors)")
    }
  }

  @Test("until it is settled goes on where the rules say stop")
  func untilSettled() throws {
    let server = try LocalServer { request in
      request.number <= 12
        ? [.answer(503)]
        : [.answer(200, [], #"{"session_id":"ses_live","status":"completed"}"#)]
    }
    let folder = try TemporaryFolder()
    defer {
      server.stop()
      folder.remove()
    }
    let stopped = try record(server, "-o", "\(folder.path)/a.jsonl")
    #expect(stopped.status == 2)
    #expect(stopped.errors.contains("after 10 polls in "))
    #expect(stopped.errors.contains(", HTTP 503, stop: unreachable;"))
    let settled = try record(server, "-o", "\(folder.path)/b.jsonl", "--until", "settled")
    #expect(settled.status == 0)
    let down = try LocalServer { _ in [.answer(503)] }
    defer { down.stop() }
    let start = ContinuousClock.now
    let late = try record(
      down, "-o", "\(folder.path)/d.jsonl", "--until", "settled", "--deadline", "2500ms",
      "--interval", "100ms")
    #expect(late.status == 0, "\(late.errors)")
    #expect(start.duration(to: .now) < .seconds(20))
    let again = try LocalServer { request in
      request.number <= 12
        ? [.answer(503)]
        : [.answer(200, [], #"{"session_id":"ses_live","status":"completed"}"#)]
    }
    defer { again.stop() }
    let waited = try record(again, "-o", "\(folder.path)/c.jsonl", "--until", "settled")
    #expect(waited.status == 0)
    #expect(waited.errors.contains("completed after 13 polls"))
  }

  @Test("sees a session through a template or a document")
  func filtered() throws {
    let server = try LiveSession.serve(processing: 0)
    let folder = try TemporaryFolder()
    defer {
      server.stop()
      folder.remove()
    }
    let path = "\(folder.path)/a.jsonl"
    let tool = try record(server, "-o", path, "--template-id", "soap note", "--document-id", "d1")
    #expect(tool.errors.hasPrefix("ses_live (template soap note, document d1): completed"))
    #expect(
      server.requests.map(\.target)
        == ["/voice/v1/sessions/ses_live?template_id=soap%20note&document_id=d1"])
  }

  @Test("refuses what it cannot do before it polls")
  func usage() throws {
    let server = try LiveSession.serve(processing: 0)
    defer { server.stop() }
    #expect(try record(server).status == 64)
    #expect(try record(server, "-o", "-", "--resume").status == 64)
    #expect(try record(server, "-o", "-", "--token-env", "NOT_SET").status == 64)
    #expect(try record(server, "-o", "-", "--deadline", "soon").status == 64)
    #expect(try record(server, "-o", "-", "--interval", "0").status == 64)
    #expect(try record(server, "-o", "-", "--interval", "-1").status == 64)
    #expect(try record(server, "-o", "/nowhere/at/all.jsonl").status == 2)
    let url = try Tool("record", "https://host/v2", "ses_x", "-o", "-")
    #expect(url.status == 2)
    #expect(
      url.errors
        == "the base URL cannot be used: its path must end in /v1, and not in /api/v1: it looks like https://host/voice/v1\n"
    )
    #expect(server.count == 0)
  }

  @Test("has a page of help, and so has watch", arguments: ["record", "watch"])
  func help(verb: String) throws {
    let tool = try Tool(verb, "--help")
    #expect(tool.status == 0)
    try expect(tool.output, toMatch: "help-\(verb).txt")
  }
}
