import Foundation
import Testing

/// Each measures for a moment only: what the numbers are is another matter.
@Suite("scribe-replay bench")
struct BenchCommandTests {
  private static let title = "decode a 1 KB English body"
  private static let peer = "Foundation decodes a 1 KB English body"

  private func bench(_ arguments: String..., input: String? = nil) throws -> Tool {
    try Tool(["bench", "--quick"] + arguments, input: input)
  }

  /// What a report says of its machine is as the tool says it, but for what is changed.
  private func base(ratio: Double, title: String = title, machine: [String: Any] = [:]) throws
    -> String
  {
    let report = try object(bench("--format", "json", "--filter", Self.peer).output)
    var own = try #require(report["machine"] as? [String: Any])
    own.merge(machine) { _, new in new }
    let result: [String: Any] = [
      "title": title, "seconds_per_run": 1, "peer": Self.peer, "ratio_to_peer": ratio,
    ]
    let base: [String: Any] = ["kind": "bench", "version": 1, "machine": own, "results": [result]]
    return String(decoding: try JSONSerialization.data(withJSONObject: base), as: UTF8.self)
  }

  private func object(_ json: String) throws -> [String: Any] {
    try #require(try JSONSerialization.jsonObject(with: Data(json.utf8)) as? [String: Any])
  }

  @Test("measures what it is asked for, beside its peer")
  func table() throws {
    let tool = try bench("--filter", Self.title + " and")
    #expect(tool.status == 0)
    let lines = tool.output.split(separator: "\n", omittingEmptySubsequences: false)
    #expect(lines.count == 6 && lines[1] == "" && lines[5] == "")
    #expect(lines[2] == "    time    MB/s    polls/s  × peer  peak MB")
    #expect(lines[3].hasSuffix("  \(Self.title) and make the transcript a String"))
    #expect(lines[4].hasSuffix("  \(Self.peer)"))
  }

  @Test("prints JSON with what is written in its contract")
  func json() throws {
    let tool = try bench("--format", "json", "--filter", Self.title)
    let report = try object(tool.output)
    #expect(tool.status == 0)
    #expect(report["kind"] as? String == "bench" && report["version"] as? Int == 1)
    let machine = try #require(report["machine"] as? [String: Any])
    #expect(Set(machine.keys) == ["cpu", "cores", "os", "swift", "build"])
    let results = try #require(report["results"] as? [[String: Any]])
    #expect(results.count == 3)
    let first = try #require(results.first)
    #expect(first["title"] as? String == Self.title && first["peer"] as? String == Self.peer)
    for name in ["bytes_per_run", "seconds_per_run", "mb_per_s", "ratio_to_peer"] {
      #expect((first[name] as? Double ?? 0) > 0, "\(name)")
    }
    #expect(first["items_per_s"] == nil && results[2]["peer"] == nil)
  }

  @Test("says loudly that a debug build's numbers tell nothing")
  func debugBuild() throws {
    let tool = try bench("--filter", Self.peer)
    let isDebug = tool.output.contains("debug build")
    let warning = "this build is not optimised, its numbers tell nothing: swift build -c release\n"
    #expect(tool.errors == (isDebug ? warning : ""))
  }

  @Test("measures somebody's recording and prints nothing of it")
  func recording() throws {
    let tool = try bench("Replays/completed.jsonl", "--format", "json")
    #expect(tool.status == 0)
    let results = try #require(try object(tool.output)["results"] as? [[String: Any]])
    #expect(
      results.map { $0["title"] as? String } == [
        "read the recording", "replay the recording",
        "replay the recording, each poll from scratch", "decode its largest body",
        "decode its largest body and make the transcript a String",
        "Foundation decodes its largest body",
      ])
    for word in ["नमस्ते", "ses_", "completed.jsonl"] { #expect(!tool.output.contains(word)) }
    let piped = try bench("-", "--filter", "read the", input: Story.log)
    #expect(piped.status == 0 && piped.output.contains("  read the recording\n"))
    #expect(try bench("Replays/browser-capture.har", "--filter", "read").status == 0)
  }

  @Test("tells a recording whose last line is cut off, and replays the rest")
  func tornLine() throws {
    let name = "Replays/log-cut-in-its-last-line.jsonl"
    let tool = try bench(name, "--filter", "read")
    #expect(tool.status == 0)
    #expect(tool.errors.hasPrefix("\(name):4: the last line is cut off and was not read\n"))
  }

  @Test("exits with 1 where a workload lost more than the margin against its peer")
  func comparison() throws {
    let folder = try TemporaryFolder()
    defer { folder.remove() }
    let slow = folder.write(try base(ratio: 0.001), to: "slow.json")
    let better = try bench("--filter", Self.title, "--compare", slow)
    #expect(better.status == 0)
    #expect(
      better.output.hasSuffix(
        "\n\n1 compared, 0 slower by more than 30 %; 0 of the base not measured, "
          + "2 not in the base\n"))

    let fast = folder.write(try base(ratio: 1e6), to: "fast.json")
    let worse = try bench("--filter", Self.title, "--compare", fast)
    #expect(worse.status == 1)
    #expect(worse.output.contains("\n\nslower: \(Self.title): "))
    #expect(worse.output.contains(" × its peer, was 1,000,000, by "))
    let wide = ["--compare", fast, "--margin", "2000000000"]
    #expect(try Tool(["bench", "--quick", "--filter", Self.title] + wide).status == 0)
    let json = try bench("--filter", Self.title, "--compare", fast, "--format", "json")
    #expect(json.status == 1)
    let comparison = try object(json.output)["comparison"] as? [String: Any]
    #expect((comparison?["findings"] as? [[String: Any]])?.count == 1)
  }

  @Test("refuses a base with a time that nothing takes")
  func hugeTime() throws {
    let folder = try TemporaryFolder()
    defer { folder.remove() }
    let huge = folder.write(
      try base(ratio: 1).replacing("\"seconds_per_run\":1", with: "\"seconds_per_run\":1e300"),
      to: "huge.json")
    let tool = try bench("--filter", Self.title, "--compare", huge)
    #expect(tool.status == 2)
    #expect(tool.errors == "\(huge): result 1 has no title or no time\n")
  }

  @Test("counts times with --wall, and of the same machine only")
  func wall() throws {
    let folder = try TemporaryFolder()
    defer { folder.remove() }
    let text = try base(ratio: 0.001)
    let slow = folder.write(
      text.replacing("\"seconds_per_run\":1", with: "\"seconds_per_run\":1e-12"), to: "slow.json")
    #expect(try bench("--filter", Self.title, "--compare", slow).status == 0)
    let counted = try bench("--filter", Self.title, "--compare", slow, "--wall")
    #expect(counted.status == 1 && counted.output.contains(" a run, was 0.00 ns, by "))
    let machine = ["cpu": "another"]
    let elsewhere = folder.write(
      try base(ratio: 0.001, machine: machine).replacing(
        "\"seconds_per_run\":1", with: "\"seconds_per_run\":1e-12"), to: "elsewhere.json")
    let other = try bench("--filter", Self.title, "--compare", elsewhere, "--wall")
    #expect(other.status == 0)
    #expect(
      other.errors.hasSuffix("\(elsewhere): made on another machine, so times do not count\n"))
  }

  @Test("exits with 2 where nothing can be compared or measured")
  func nothing() throws {
    let folder = try TemporaryFolder()
    defer { folder.remove() }
    let other = folder.write(try base(ratio: 1, title: "something else"), to: "other.json")
    let none = try bench("--filter", Self.title, "--compare", other)
    #expect(none.status == 2 && none.output.contains(Self.title))
    #expect(
      none.errors.hasSuffix(
        "\(other): none of its workloads was measured here: nothing to compare\n"))

    let own = try object(bench("--format", "json", "--filter", Self.peer).output)["machine"]
    let isDebug = (own as? [String: Any])?["build"] as? String == "debug"
    let builds = isDebug ? ["release", "debug"] : ["debug", "release"]
    let built = folder.write(try base(ratio: 1, machine: ["build": builds[0]]), to: "built.json")
    let mixed = try bench("--filter", Self.title, "--compare", built)
    #expect(mixed.status == 2 && mixed.output == "")
    #expect(
      mixed.errors
        == "\(built): of a \(builds[0]) build, and this is a \(builds[1]) build: "
        + "nothing to compare\n")

    let text = folder.write("{", to: "text.json")
    let errors = [
      ["--compare", text]: "\(text): JSON text cut off at byte 1",
      ["--compare", "none.json"]: "none.json: no such file or directory",
      ["--filter", "no such work"]: "no workload has \"no such work\" in its title",
      ["none.jsonl"]: "none.jsonl: no such file or directory",
      ["Replays"]: "Replays: is a directory",
      [text]: "\(text): no poll of a session",
      ["Package.swift"]: "Package.swift: neither a poll log nor a HAR file",
    ]
    for (arguments, error) in errors {
      let tool = try Tool(["bench", "--quick"] + arguments)
      #expect(tool.status == 2 && tool.output == "")
      #expect(tool.errors.hasSuffix(error + "\n"), "\(arguments)")
    }
  }

  @Test("explains itself, and tells usage from failure")
  func help() throws {
    try expect(Tool("bench", "--help").output, toMatch: "help-bench.txt")
    for arguments in [["--margin", "-1"], ["--wall"], ["--format", "xml"], ["a", "b"]] {
      let tool = try Tool(["bench"] + arguments)
      #expect(tool.status == 64 && tool.output == "" && tool.errors.hasPrefix("Error: "))
    }
  }
}
