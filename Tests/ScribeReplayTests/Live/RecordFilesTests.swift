import Foundation
import LocalServer
import TestRun
import Testing

@Suite("The files of scribe-replay record")
struct RecordFilesTests {
  @Test("goes on with a log only where it is told to, and takes away what a crash left at its end")
  func resume() throws {
    let server = try LiveSession.serve(processing: 2)
    let folder = try TemporaryFolder()
    defer {
      server.stop()
      folder.remove()
    }
    let path = "\(folder.path)/visit.jsonl"
    #expect(try record(server, "-o", path).status == 0)
    let whole = try #require(FileText.read(path))
    let again = try record(server, "-o", path)
    #expect(again.status == 2)
    #expect(
      again.errors == "\(path): there already: --resume goes on with it, or name another file\n")
    #expect(FileText.read(path) == whole)
    for (tail, line) in [("", 0), ("{\"sent_at\":\"2026", 5), ("\0\0\0\0", 5), ("{\"sent\n\n", 5)] {
      folder.write(whole + tail, to: "visit.jsonl")
      let resumed = try record(server, "-o", path, "--resume")
      #expect(resumed.status == 0, "\(resumed.errors)")
      #expect(
        resumed.errors.hasPrefix(
          "\(path):\(line): the last line was cut off and has been removed\n")
          == !tail.isEmpty)
      let text = try #require(FileText.read(path))
      #expect(text.hasPrefix(whole))
      #expect(text.split(separator: "\n").count == 5)
      #expect(try Tool("show", path).status == 0)
    }
    folder.write(String(whole.dropLast()), to: "visit.jsonl")
    #expect(try record(server, "-o", path, "--resume").status == 0)
    #expect(FileText.read(path)?.split(separator: "\n").count == 5)
  }

  @Test("are files: a pipe or a device is left as it is, its permissions, too")
  func devices() throws {
    let folder = try TemporaryFolder()
    defer { folder.remove() }
    let pipe = "\(folder.path)/pipe"
    #expect(mkfifo(pipe, 0o644) == 0)
    let resumed = try Tool(
      ["record", "http://127.0.0.1:1/v1", "ses_x", "--resume", "-o", pipe],
      environment: ["SCRIBE_TOKEN": "t"])
    #expect(resumed.status == 2)
    #expect(resumed.errors == "\(pipe): not a file, which alone can be gone on with\n")
    let stored = try Tool("import", "Replays/reopened.jsonl", pipe)
    #expect(stored.status == 2 && stored.errors == "\(pipe): not a file: name one\n")
    let permissions = try FileManager.default.attributesOfItem(atPath: pipe)[.posixPermissions]
    #expect(permissions as? Int == 0o644)
  }

  @Test("goes on with nothing that is no poll log, and changes nothing of it")
  func resumeOfOthers() throws {
    let server = try LiveSession.serve(processing: 0)
    let folder = try TemporaryFolder()
    defer {
      server.stop()
      folder.remove()
    }
    let text = folder.write("not a log\nat all\n", to: "a.txt")
    #expect(try record(server, "-o", text, "--resume").status == 2)
    #expect(FileText.read(text) == "not a log\nat all\n")
    let har = try #require(FileText.read(Tool.package.path + "/Replays/browser-capture.har"))
    let copy = folder.write(har, to: "a.har")
    let tool = try record(server, "-o", copy, "--resume")
    #expect(tool.status == 2)
    #expect(tool.errors == "\(copy): not a poll log, which alone can be gone on with\n")
    #expect(FileText.read(copy) == har)
    let none = try record(server, "-o", folder.path + "/none.jsonl", "--resume")
    #expect(none.errors == "\(folder.path)/none.jsonl: no such file or directory\n")
    #expect(server.count == 0)
  }

  @Test("makes no file for a command that cannot be done, so that the right one finds none")
  func nothingMade() throws {
    let folder = try TemporaryFolder()
    defer { folder.remove() }
    let (log, store) = ("\(folder.path)/a.jsonl", "\(folder.path)/a.sqlite")
    let files = ["-o", log, "--store", store]
    #expect(try Tool(["record", "https://host/v2", "ses_x"] + files).status == 2)
    #expect(try Tool(["record", "https://host/v1", ".."] + files).status == 2)
    #expect(
      try Tool(
        ["record", "https://host/v1", "ses_x"] + files, environment: ["SCRIBE_TOKEN": "two words"]
      ).status == 2)
    #expect(
      try Tool(["record", "https://host/v1", "ses_x", "--token-file", log] + files).status == 2)
    let taken = folder.write("", to: "taken.jsonl")
    #expect(
      try Tool("record", "https://host/v1", "ses_x", "-o", taken, "--store", store).status == 2)
    #expect(!FileManager.default.fileExists(atPath: log))
    #expect(!FileManager.default.fileExists(atPath: store))
  }

  @Test("takes a token that can be read but once, and keeps the last one while its file is empty")
  func tokenFiles() throws {
    let folder = try TemporaryFolder()
    let server = try LiveSession.serve(processing: 3, token: "t0ken")
    defer {
      server.stop()
      folder.remove()
    }
    let arguments = [
      "record", server.url + "/v1", "ses_live", "--interval", "10ms", "-o", "-", "--token-file",
    ]
    #expect(try Tool(arguments + ["-"], input: "t0ken\n").status == 0)
    let file = folder.write("t0ken", to: "token")
    let emptied = try LocalServer { request in
      folder.write("", to: "token")
      return request.number < 4
        ? [.answer(202, [], #"{"session_id":"ses_live","status":"processing"}"#)]
        : [.answer(200, [], #"{"session_id":"ses_live","status":"completed"}"#)]
    }
    defer { emptied.stop() }
    let tool = try Tool(
      ["record", emptied.url + "/v1"] + arguments.dropFirst(2) + [file])
    #expect(tool.status == 0, "\(tool.errors)")
    #expect(emptied.requests.allSatisfy { $0.headers["authorization"] == "Bearer t0ken" })
  }

  @Test("hold the same after they are gone on with, whichever of them was behind")
  func together() throws {
    let server = try LiveSession.serve(processing: 3)
    let folder = try TemporaryFolder()
    defer {
      server.stop()
      folder.remove()
    }
    let (log, store) = ("\(folder.path)/a.jsonl", "\(folder.path)/a.sqlite")
    #expect(try record(server, "-o", log).status == 0)
    // A store that has nothing of the session.
    let first = try record(server, "-o", log, "--resume", "--store", store)
    #expect(first.status == 0)
    #expect(first.errors.hasPrefix("\(store): 4 polls of the log were stored\n"))
    #expect(try Tool("show", store).output == Tool("show", log).output)
    // A log that misses what was stored last.
    let text = try #require(FileText.read(log)).split(
      separator: "\n", omittingEmptySubsequences: false)
    folder.write(text.dropLast(3).joined(separator: "\n") + "\n", to: "a.jsonl")
    let second = try record(server, "-o", log, "--resume", "--store", store)
    // All of it is in the file itself, so that it can be sent to somebody.
    let copy = "\(folder.path)/copy.sqlite"
    try FileManager.default.copyItem(atPath: store, toPath: copy)
    #expect(second.errors.hasPrefix("\(log): 2 polls that only the store had were added\n"))
    let stored = try Tool("show", store).output
    #expect(try Tool("show", log).output == stored)
    #expect(try Tool("show", copy).output == stored)
    #expect(try Tool("verify", store).status == 0)
  }

  @Test("are not written to once they were removed or replaced", arguments: [true, false])
  func removed(isReplaced: Bool) async throws {
    let server = try LiveSession.serve(processing: 1_000_000)
    let folder = try TemporaryFolder()
    defer {
      server.stop()
      folder.remove()
    }
    let path = "\(folder.path)/a.jsonl"
    let tool = try RunningTool(
      ["record", server.url + "/v1", "ses_live", "--interval", "50ms", "-o", path], in: folder)
    try await eventually("some polls") { server.count >= 3 }
    try FileManager.default.removeItem(atPath: path)
    if isReplaced { folder.write("mine", to: "a.jsonl") }
    #expect(await tool.status() == 2)
    #expect(tool.errors.contains("was removed, or another file put in its place"))
    #expect(FileText.read(path) == (isReplaced ? "mine" : nil))
  }

  @Test("are private, also where the log was there and is empty")
  func emptyLog() throws {
    let server = try LiveSession.serve(processing: 0)
    let folder = try TemporaryFolder()
    defer {
      server.stop()
      folder.remove()
    }
    let path = folder.write("", to: "a.jsonl")
    try FileManager.default.setAttributes([.posixPermissions: 0o644], ofItemAtPath: path)
    #expect(try record(server, "-o", path, "--resume").status == 0)
    #expect(FileText.read(path)?.split(separator: "\n").count == 2)
    #expect(FileText.read(path)?.hasPrefix(#"{"format":"scribe-poll-log""#) == true)
    let mode = try FileManager.default.attributesOfItem(atPath: path)[.posixPermissions] as? Int
    #expect(mode == 0o600)
  }

  @Test("hold no token that a server repeats in a header field")
  func repeatedToken() throws {
    let server = try LocalServer { request in
      [
        .answer(
          200, [("X-Echo", request.headers["authorization"] ?? ""), ("X-Other", "kept")],
          #"{"session_id":"ses_live","status":"completed"}"#)
      ]
    }
    let folder = try TemporaryFolder()
    defer {
      server.stop()
      folder.remove()
    }
    let path = "\(folder.path)/a.jsonl"
    #expect(try record(server, "-o", path, environment: ["SCRIBE_TOKEN": "s3cret"]).status == 0)
    let text = try #require(FileText.read(path))
    #expect(text.contains("kept") && !text.contains("s3cret"))
  }

  @Test("are two, and of a server whose scheme is written large")
  func spelling() throws {
    let server = try LiveSession.serve(processing: 0)
    let folder = try TemporaryFolder()
    defer {
      server.stop()
      folder.remove()
    }
    let path = "\(folder.path)/a"
    #expect(try record(server, "-o", path, "--store", path).status == 64)
    let large = server.url.replacing("http", with: "HTTP")
    #expect(try Tool("record", large + "/v1", "ses_live", "-o", path).status == 0)
  }
}
