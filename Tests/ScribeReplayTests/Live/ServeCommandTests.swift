#if Server
  import Foundation
  import LocalServer
  import Testing
  import TestRun

  @Suite("scribe-replay serve")
  struct ServeCommandTests {
    /// Starts serving, and says where once it listens.
    private func serve(
      _ arguments: [String], in folder: TemporaryFolder, environment: [String: String] = [:]
    ) async throws -> (tool: RunningTool, port: Int) {
      let tool = try RunningTool(["serve"] + arguments, in: folder, environment: environment)
      try await eventually("an address") {
        tool.output.hasSuffix("\n") && tool.errors.contains("curl ")
      }
      let url = try #require(tool.output.split(separator: "\n").first)
      #expect(url.hasPrefix("http://127.0.0.1:"))
      return (tool, try #require(Int(url.split(separator: ":").last ?? "")))
    }

    private func get(_ port: Int, _ id: String) throws -> (status: Int, head: String, body: String)?
    {
      let client = try RawClient(port: port)
      client.get("/voice/v1/sessions/\(id)")
      return client.readAnswer()
    }

    @Test("prints its URL in its first line, says how to ask, and ends in order at SIGTERM")
    func servesUntilTold() async throws {
      let folder = try TemporaryFolder()
      defer { folder.remove() }
      let (tool, port) = try await serve(["Replays/reopened.jsonl"], in: folder)
      #expect(try get(port, "ses_again_0011")?.status == 202)
      #expect(try get(port, "ses_again_0011")?.status == 200)
      #expect(try get(port, "ses_other")?.status == 404)
      #expect(tool.output == "http://127.0.0.1:\(port)\n")
      #expect(
        tool.errors == """
          serves 1 session, 5 answers, until Ctrl-C; try:
          curl -H 'Authorization: Bearer any' http://127.0.0.1:\(port)/voice/v1/sessions/ses_again_0011

          """)
      #expect(await tool.end(SIGTERM) == 0)
      #expect(!LocalServer.isSomebodyListening(at: UInt16(port)))
    }

    @Test("ends by itself once every answer was given, where it is to, and says which they were")
    func once() async throws {
      let folder = try TemporaryFolder()
      defer { folder.remove() }
      let (tool, port) = try await serve(
        ["Replays/vanished.jsonl", "Replays/failed-as-200.jsonl", "--once", "--verbose"], in: folder
      )
      for _ in 0..<3 { #expect(try get(port, "ses_failed_0003") != nil) }
      for _ in 0..<4 { #expect(try get(port, "ses_deleted_0010") != nil) }
      #expect(await tool.status() == 0)
      let lines = tool.errors.split(separator: "\n")
      #expect(lines[0] == "serves 2 sessions, 7 answers, once; try:")
      // Connections are served by several threads, and each says so itself.
      #expect(
        lines.dropFirst(2).sorted() == [
          "ses_deleted_0010 #1: HTTP 202, 302 bytes", "ses_deleted_0010 #2: HTTP 404, 73 bytes",
          "ses_deleted_0010 #3: HTTP 404, 73 bytes", "ses_deleted_0010 #4: HTTP 404, 73 bytes",
          "ses_failed_0003 #1: HTTP 202, 300 bytes", "ses_failed_0003 #2: HTTP 202, 300 bytes",
          "ses_failed_0003 #3: HTTP 200, 379 bytes",
        ])
    }

    @Test("serves scripts, HAR files and stores, and what record makes of them is the same")
    func otherFiles() async throws {
      let folder = try TemporaryFolder()
      defer { folder.remove() }
      let store = "\(folder.path)/s.sqlite"
      #expect(try Tool("import", "Replays/completed.jsonl", store).status == 0)
      for (file, id, recording) in [
        ("Replays/completed.script", "ses_hindi_0001", "Replays/completed.jsonl"),
        (store, "ses_hindi_0001", "Replays/completed.jsonl"),
        ("Replays/browser-capture.har", "ses_har_0029", "Replays/browser-capture.har"),
      ] {
        let (tool, port) = try await serve([file, "--port", "0"], in: folder)
        let log = "\(folder.path)/again.jsonl"
        let recorded = try Tool(
          ["record", "http://127.0.0.1:\(port)/voice/v1", id, "-o", log, "--interval", "10ms"],
          environment: ["SCRIBE_TOKEN": "any"])
        #expect(recorded.status == 0)
        #expect(try verdicts(log) == verdicts(recording))
        #expect(await tool.end(SIGINT) == 0)
        try FileManager.default.removeItem(atPath: log)
      }
    }

    private func verdicts(_ recording: String) throws -> [String] {
      try Tool("show", "--format", "ndjson", recording).output.split(separator: "\n").compactMap {
        let line = try JSONSerialization.jsonObject(with: Data($0.utf8)) as? [String: Any]
        let verdict = line?["verdict"] as? String
        return verdict == "ignored" ? nil : verdict
      }
    }

    @Test("lets in who has the token of that variable, and nobody else")
    func token() async throws {
      let folder = try TemporaryFolder()
      defer { folder.remove() }
      let (tool, port) = try await serve(
        ["Replays/reopened.jsonl", "--token-env", "MY_TOKEN", "--verbose"], in: folder,
        environment: ["MY_TOKEN": "s3cret-t0ken"])
      #expect(try get(port, "ses_again_0011")?.status == 401)
      let client = try RawClient(port: port)
      client.send(
        "GET /v1/sessions/ses_again_0011 HTTP/1.1\r\nAuthorization: Bearer s3cret-t0ken\r\n\r\n")
      #expect(client.readAnswer()?.status == 202)
      #expect(await tool.end(SIGTERM) == 0)
      #expect(!(tool.errors + tool.output).contains("s3cret"))
    }

    @Test("makes go wrong what it is told to")
    func faults() async throws {
      let folder = try TemporaryFolder()
      defer { folder.remove() }
      let (tool, port) = try await serve(
        ["Replays/completed.script", "--faults", "503 100% retry-after 2", "--latency", "1ms"],
        in: folder)
      let answer = try #require(try get(port, "ses_hindi_0001"))
      #expect(answer.status == 503)
      #expect(answer.head.contains("Retry-After: 2"))
      #expect(await tool.end(SIGTERM) == 0)
    }

    @Test("ends at once although somebody waits for an answer")
    func waiting() async throws {
      let folder = try TemporaryFolder()
      defer { folder.remove() }
      let (tool, port) = try await serve(
        ["Replays/completed.script", "--latency", "1h", "--verbose"], in: folder)
      let client = try RawClient(port: port)
      client.get("/voice/v1/sessions/ses_hindi_0001")
      #expect(await tool.end(SIGTERM) == 0)
      #expect(client.readToEnd().text == "")
    }

    @Test("names a session in a command that does nothing else, whatever its id is")
    func hostileID() async throws {
      let folder = try TemporaryFolder()
      defer { folder.remove() }
      let log = folder.write(
        #"{"received_at":1,"method":"GET","url":"/v1/sessions/a%0a%1b'$(id);b%2f","status":202}"#
          + "\n",
        to: "odd.jsonl")
      let (tool, port) = try await serve([log], in: folder)
      let url = "http://127.0.0.1:\(port)/voice/v1/sessions/a%0A%1B%27%24%28id%29%3Bb%2F"
      #expect(tool.errors.hasSuffix("curl -H 'Authorization: Bearer any' \(url)\n"))
      #expect(await tool.end(SIGTERM) == 0)
    }

    @Test("says what it cannot do")
    func errors() async throws {
      let folder = try TemporaryFolder()
      defer { folder.remove() }
      let empty = folder.write("session ses_x\n", to: "empty.script")
      let bad = folder.write("session ses_x\nat 1s 202 sing\n", to: "bad.script")
      let others = folder.write(
        #"{"received_at":1,"method":"POST","url":"/v1/sessions","status":201}"# + "\n",
        to: "o.jsonl")
      for (arguments, message) in [
        (["/nowhere"], "/nowhere: no such file or directory\n"),
        ([empty], "\(empty): no poll of a session\n"),
        ([others], "\(others): no poll of a session\n"),
        (
          [bad],
          "\(bad):2:11: \"sing\" is nothing that a script can say here: see scribe-replay script --help\n"
        ),
        (
          ["Replays/reopened.jsonl", "--host", "192.0.2.1"], "192.0.2.1:0: cannot be listened at: "
        ),
      ] {
        let tool = try Tool(["serve"] + arguments)
        #expect(tool.status == 2)
        #expect(tool.errors.hasPrefix(message))
        #expect(tool.output == "")
      }
      for arguments in [
        [], ["--port", "65536"], ["--speed", "0"], ["--speed", "2"],
        ["--speed", "1e-300", "--latency", "recorded"], ["--once", "--loop"],
        ["--faults", "drop"], ["--latency", "x"], ["--token-env", "NOT_SET"],
      ] {
        let files = arguments.isEmpty ? [] : ["Replays/reopened.jsonl"]
        #expect(try Tool(["serve"] + files + arguments).status == 64)
      }
    }

    @Test("shows no token that was given in the place of a variable's name")
    func tokenAsName() throws {
      let tool = try Tool("serve", "Replays/reopened.jsonl", "--token-env", "s3cret")
      #expect(tool.status == 64)
      #expect(tool.errors.contains("The variable that --token-env names is not set."))
      #expect(!tool.errors.contains("s3cret"))
    }

    @Test("writes scripts as poll logs, which are shown like any")
    func script() throws {
      let log = try Tool("script", "Replays/reopened.script")
      #expect(log.output == FileText.read("\(Tool.package.path)/Replays/reopened.jsonl"))
      #expect(log.status == 0)
      let other = try Tool("script", "Replays/reopened.jsonl")
      #expect(other.status == 2)
      #expect(
        other.errors
          == "Replays/reopened.jsonl:1:1: a script begins with \"session\" and an id\n")
      let missing = try Tool("script", "/nowhere")
      #expect(missing.status == 2 && missing.errors == "/nowhere: no such file or directory\n")
    }

    @Test("documents its verbs, with an example", arguments: ["serve", "script"])
    func help(verb: String) throws {
      let help = try Tool(verb, "--help")
      #expect(help.output.contains("Example: scribe-replay \(verb) "))
      try expect(help.output, toMatch: "help-\(verb).txt")
    }
  }
#endif
