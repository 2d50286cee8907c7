import Foundation
import TestRun
import Testing

/// What is planted in ``Canaries`` is looked for in all that any verb writes and prints.
@Suite("Patient data and secrets")
struct CanaryTests {
  private static let key = ["SCRIBE_STORE_KEY": String(repeating: "5e", count: 32)]
  private static let everything = Set(Canaries.words + [Canaries.signature])

  /// What every verb that reads is asked, writing what it writes into a folder.
  private func reading(_ path: String, into out: String) -> [[String]] {
    let texts = [
      ["show", path], ["show", path, "--format", "ndjson"], ["show", path, "--format", "csv"],
      ["show", path, "--format", "trace"], ["at", path, "--time", "09:00:59"],
      ["at", path, "--poll", "3", "--format", "ndjson"], ["first", "anomaly", path],
      ["first", "anomaly", path, "--format", "ndjson"],
      ["first", "text ~ \(Canaries.words[0])", path], ["stats", path],
      ["stats", path, "--format", "ndjson"], ["diff", "\(path)#1", "#2"],
      ["diff", "\(path)#1", "#2", "--format", "ndjson"], ["explain", path, "--poll", "1"],
      ["explain", path, "--poll", "6", "--format", "ndjson"], ["graph", path],
      ["graph", path, "--path"], ["drift", path], ["drift", path, "--format", "ndjson"],
      ["drift", path, "--format", "junit"], ["make-test", path],
      ["report", path, "-o", "\(out)/report.html"],
      ["compare", "--update", "--baseline", "\(out)/baseline.ndjson", path],
      [
        "compare", "--baseline", "\(out)/baseline.ndjson", path, "--junit", "\(out)/compare.xml",
        "--markdown", "\(out)/compare.md",
      ],
      ["compare", "--baseline", "\(out)/baseline.ndjson", path, "--format", "ndjson"],
      ["redact", path, "-o", "\(out)/safe.jsonl"],
    ]
    return texts
  }

  private let ofStores: [[String]] = [
    ["list"], ["list", "--format", "ndjson"], ["audit"], ["audit", "--format", "ndjson"],
    ["verify"],
    ["export"], ["export", "--events"], ["export", "--anchor"],
  ]

  /// Runs the verbs; what they print stands in a folder afterwards, beside what they write.
  private func run(
    _ verbs: [[String]], into out: TemporaryFolder, _ environment: [String: String] = [:]
  ) throws {
    for (place, verb) in verbs.enumerated() {
      let tool = try Tool(verb, environment: environment)
      #expect(tool.status < 2, "\(verb.joined(separator: " ")): \(tool.errors)")
      out.write(tool.output, to: "\(place)-\(verb[0]).out")
      out.write(tool.errors, to: "\(place)-\(verb[0]).err")
    }
  }

  @Test(
    "are in nothing that any verb prints or writes by default", arguments: ["log", "har", "store"])
  func hidden(kind: String) throws {
    let planted = try Canaries()
    defer { planted.folder.remove() }
    var path = kind == "har" ? planted.har : planted.log
    // They are there to be found.
    let bytes = try #require(FileManager.default.contents(atPath: path))
    #expect(Canaries.found(in: bytes) == Self.everything.union([Canaries.secret]))
    if kind == "store" {
      path = "\(planted.folder.path)/planted.sqlite"
      let tool = try Tool("import", planted.har, path)
      #expect(tool.status == 0)
      #expect(Canaries.found(in: Data((tool.output + tool.errors).utf8)).isEmpty)
    }
    let out = try TemporaryFolder()
    defer { out.remove() }
    try run(reading(path, into: out.path), into: out)
    if kind == "store" { try run(ofStores.map { [$0[0], path] + $0.dropFirst() }, into: out) }
    #expect(try FileManager.default.contentsOfDirectory(atPath: out.path).count > 50)
    #expect(try Canaries.found(in: out) == [:])
  }

  @Test("are shown where they are asked for, all but what authenticates somebody")
  func askedFor() throws {
    let planted = try Canaries()
    defer { planted.folder.remove() }
    let path = "\(planted.folder.path)/planted.sqlite"
    #expect(try Tool("import", planted.log, path).status == 0)
    let out = try TemporaryFolder()
    defer { out.remove() }
    try run(
      [
        ["export", path, "--include-bodies"], ["show", path, "--show-phi"],
        ["report", path, "--show-phi", "-o", "\(out.path)/report.html"],
        ["backup", path, "\(out.path)/copy.sqlite"],
      ], into: out)
    let found = try Canaries.found(in: out)
    #expect(found["0-export.out"] == Self.everything)
    #expect(found["1-show.out"]?.isSuperset(of: Canaries.words) == true)
    #expect(found["report.html"]?.isSuperset(of: Canaries.words) == true)
    #expect(found["copy.sqlite"] == Self.everything)
    #expect(found.count == 4 && found.values.allSatisfy { !$0.contains(Canaries.secret) })
    for file in ["report.html", "copy.sqlite"] {
      let attributes = try FileManager.default.attributesOfItem(atPath: "\(out.path)/\(file)")
      #expect((attributes[.posixPermissions] as? Int).map { $0 & 0o777 } == 0o600, "\(file)")
    }
  }

  @Test("are in no file of a sealed store, and in none of a store once it was erased")
  func stores() throws {
    for environment in [Self.key, [:]] {
      let planted = try Canaries()
      defer { planted.folder.remove() }
      let out = try TemporaryFolder()
      defer { out.remove() }
      let path = "\(out.path)/a.sqlite"
      for file in [planted.log, planted.har] {
        #expect(try Tool(["import", file, path], environment: environment).status == 0)
      }
      let before = try Canaries.found(in: out)
      #expect(before == (environment.isEmpty ? ["a.sqlite": Self.everything] : [:]))
      let erased = try Tool("erase", path, "--session", "ses_x", "--reason", "a test")
      #expect(erased.status == 0)
      #expect(try Canaries.found(in: out) == [:])
      #expect(try Tool(["verify", path], environment: environment).status == 0)
      let shown = try Tool("show", path)
      #expect(shown.status == 0 && shown.output.contains("completed"))
    }
  }

  @Test("are in nothing that a crash leaves", .disabled(if: Sanitizer.isPresent))
  func crash() throws {
    let planted = try Canaries()
    defer { planted.folder.remove() }
    let out = try TemporaryFolder()
    defer { out.remove() }
    // A line that is longer than the memory it gets: the tool holds what was planted, and traps.
    let log = try #require(FileText.read(planted.log))
    let long = String(repeating: Canaries.words.joined(separator: " "), count: 600_000)
    let path = planted.folder.write(
      log
        + #"{"received_at":0,"method":"GET","url":"/v1/sessions/s","status":200,"body":"\#(long)"}"#,
      to: "long.jsonl")
    let process = Process()
    process.executableURL = URL(filePath: "/bin/sh")
    process.arguments = [
      "-c", "ulimit -c unlimited; ulimit -v 180000; exec \"$0\" show \"$1\" >out 2>err",
      Tool.executable.path, path,
    ]
    process.environment = Tool.environment()
    process.currentDirectoryURL = URL(filePath: out.path)
    try process.run()
    process.waitUntilExit()
    #expect(process.terminationReason == .uncaughtSignal)
    #expect(try Canaries.found(in: out) == [:])
    #expect(FileText.read("\(out.path)/err")?.contains("egisters") == false)
    #expect(
      try FileManager.default.contentsOfDirectory(atPath: out.path).sorted() == ["err", "out"])
  }
}
