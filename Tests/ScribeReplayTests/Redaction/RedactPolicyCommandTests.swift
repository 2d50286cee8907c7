import Foundation
import ScribeJSON
import Testing

@testable import ScribeReplay

@Suite("scribe-replay redact, with a policy or a key,")
struct RedactPolicyCommandTests {
  private static let file = "Replays/reopened.jsonl"

  private static func policy(_ members: String) -> String {
    "{\"format\":\"scribe-redaction-policy\",\"version\":1,\n\(members)}"
  }

  @Test("keeps what the policy names and says so, for its owner's eyes alone")
  func widened() throws {
    let folder = try TemporaryFolder()
    defer { folder.remove() }
    let policy = folder.write(
      Self.policy(#""keep":["$.transcript"],"hide":["$.model_used"]"#), to: "policy.json")
    let safe = "\(folder.path)/safe.jsonl"
    let tool = try Tool("redact", Self.file, "-o", safe, "--policy", policy)
    #expect(tool.status == 2 && tool.errors.contains("would have another list of events"))
    let wide = folder.write(Self.policy(#""keep":["$.transcript"]"#), to: "policy.json")
    let kept = try Tool("redact", Self.file, "-o", safe, "--policy", wide)
    #expect(kept.errors.hasSuffix(", times kept, \(wide) keeps $.transcript (patient data)\n"))
    #expect(try #require(FileText.read(safe)).contains("knee"))
    #expect(permissions(safe) == 0o600)
    #expect(try Tool("redact", Self.file, "-o", "\(safe)2").status == 0)
    #expect(permissions("\(safe)2") & 0o044 == 0o044)
    #expect(try !#require(FileText.read("\(safe)2")).contains("knee"))
  }

  @Test("follows the policy that its help shows")
  func helpsPolicy() throws {
    let folder = try TemporaryFolder()
    defer { folder.remove() }
    let help = try Tool("redact", "--help").output
    let shown = try #require(help.firstMatch(of: /\{"format"[^}]*\}/)).output
    let policy = folder.write(String(shown), to: "policy.json")
    for name in ["reopened", "completed", "expired-as-an-envelope"] {
      let safe = "\(folder.path)/\(name).jsonl"
      let tool = try Tool("redact", "Replays/\(name).jsonl", "-o", safe, "--policy", policy)
      #expect(tool.status == 0, "\(tool.errors)")
    }
  }

  private func permissions(_ path: String) -> Int {
    let attributes = try? FileManager.default.attributesOfItem(atPath: path)
    return (attributes?[.posixPermissions] as? NSNumber)?.intValue ?? 0
  }

  @Test("refuses a policy that changes the story, with the first difference and the line to blame")
  func bad() throws {
    let folder = try TemporaryFolder()
    defer { folder.remove() }
    let policy = folder.write(
      Self.policy("\"hide\":[\"$.transcript\",\n  \"$.status\"]"), to: "policy.json")
    let safe = "\(folder.path)/safe.jsonl"
    let tool = try Tool("redact", Self.file, "-o", safe, "--policy", policy)
    #expect(tool.status == 2 && folder.files == ["policy.json"])
    #expect(
      tool.errors == """
        \(Self.file): poll 1 of ses_again_0011 would have another rule: nothing was written
          expected: 3.open
          actual:   3.open-by-http
          \(policy):3:3: hides $.status, by which the story is told: take it off the list

        """)
    let log = FileText.read(Tool.package.appending(path: Self.file).path)
    let piped = try Tool("redact", "-", "-o", safe, "--policy", policy, input: log)
    #expect(
      piped.status == 2 && piped.errors.hasPrefix("standard input: poll 1 of ses_again_0011 "))
    #expect(folder.files == ["policy.json"])
  }

  @Test("shows a difference without what a patient said")
  func masked() throws {
    let folder = try TemporaryFolder()
    defer { folder.remove() }
    let poll = Story.poll(
      "09:00:01", 200, status: "completed",
      #""Meera":1,"model_used":"Mr. Meera","processing_errors":[{"type":"t","file":"s/Meera.webm"}]"#
    )
    let log = folder.write("\(poll)\n", to: "x.jsonl")
    let policy = folder.write(
      Self.policy(#""hide":["$.processing_errors","$.model_used"]"#), to: "policy.json")
    let tool = try Tool("redact", log, "-o", "-", "--policy", policy)
    #expect(tool.status == 2 && tool.output == "")
    #expect(tool.errors.contains(#""kinds":[{"type":"t","file":"aaaaa.aaaa"}]"#))
    #expect(!tool.errors.lowercased().contains("meera"))
  }

  @Test("says why a policy is none, and takes no part of it")
  func faults() throws {
    let folder = try TemporaryFolder()
    defer { folder.remove() }
    let policy = folder.write(Self.policy(#""keep":["$.upload_url"]"#), to: "policy.json")
    let tool = try Tool("redact", Self.file, "-o", "-", "--policy", policy)
    #expect(tool.status == 2 && tool.output == "")
    #expect(
      tool.errors
        == "\(policy):2:9: $.upload_url holds a secret, which no policy can keep: take it off the list\n"
    )
    let same = try Tool("redact", Self.file, "-o", policy, "--policy", policy)
    #expect(same.status == 2 && FileText.read(policy)?.contains("upload_url") == true)
    let none = try Tool("redact", Self.file, "-o", "-", "--policy", "nowhere.json")
    #expect(none.status == 2 && none.errors == "nowhere.json: no such file or directory\n")
    #expect(try Tool("redact", "-", "-o", "-", "--policy", "-").status == 64)
  }

  @Test("has the same pseudonyms in all copies made with one key, and others with another")
  func keys() throws {
    let folder = try TemporaryFolder()
    defer { folder.remove() }
    func poll(_ transcript: String) -> String {
      Story.poll("09:00:01", 200, status: "completed", "\"transcript\":\"\(transcript)\"")
    }
    let one = folder.write(poll("Meera: the knee is better") + "\n", to: "one.jsonl")
    let two = folder.write(poll("Meera: the knee hurts") + "\n", to: "two.jsonl")
    let secret = "0123456789abcdef CANARY"
    let key = folder.write("\(secret)\n", to: "key")
    func transcript(_ file: String, _ arguments: String...) throws -> String {
      let tool = try Tool(
        ["redact", file, "-o", "-"] + arguments,
        environment: ["KEY": secret, "OTHER": "another secret, 0123456789"])
      #expect(tool.status == 0 && !(tool.output + tool.errors).contains("CANARY"))
      let match = try #require(tool.output.firstMatch(of: /transcript\\":\\"([^\\]*)/))
      return String(match.1)
    }
    let kept = try transcript(one, "--key-env", "KEY")
    #expect(try transcript(one, "--key-file", key) == kept)
    #expect(try transcript(one, "--key-env", "OTHER") != kept)
    #expect(try transcript(one) != kept)
    let other = try transcript(two, "--key-env", "KEY")
    #expect(other.hasPrefix(kept.prefix("Meera: the knee ".count)))
    #expect(other != kept && !other.contains("Meera") && !other.hasPrefix("meera"))
    #expect(other.prefix(17) != kept.prefix(17))
  }

  @Test("takes no key that is too short, missing, or given twice, and never tells it")
  func badKeys() throws {
    let folder = try TemporaryFolder()
    defer { folder.remove() }
    let key = folder.write("CANARY\n\n", to: "key")
    let short = try Tool("redact", Self.file, "-o", "-", "--key-file", key)
    #expect(short.status == 2 && short.output == "")
    #expect(
      short.errors
        == "\(key): too short for a secret: make one with `openssl rand -base64 32`\n")
    let variable = try Tool(
      ["redact", Self.file, "-o", "-", "--key-env", "KEY"], environment: ["KEY": "CANARY"])
    #expect(variable.status == 2 && !variable.errors.contains("CANARY"))
    #expect(try Tool("redact", Self.file, "-o", "-", "--key-env", "NONE").status == 64)
    #expect(
      try Tool("redact", Self.file, "-o", "-", "--key-file", "nowhere").errors
        == "nowhere: no such file or directory\n")
    #expect(
      try Tool(
        ["redact", Self.file, "-o", "-", "--key-file", key, "--key-env", "KEY"],
        environment: ["KEY": "0123456789abcdef"]
      ).status == 64)
    #expect(
      try Tool("redact", "-", "-o", "-", "--key-file", "-", input: "").status == 64)
  }

  @Test("does not try other pseudonyms where a key is kept, and says what may help")
  func clash() throws {
    let folder = try TemporaryFolder()
    defer { folder.remove() }
    let names = "abcdefghijklmnopqrstuvwxyz".flatMap {
      ["\"\($0)\":1", "\"\($0.uppercased())\":1"]
    }
    let poll = Story.poll("09:00:01", 202, status: "processing", names.joined(separator: ","))
    let log = folder.write("\(poll)\n", to: "x.jsonl")
    let tool = try Tool(
      ["redact", log, "-o", "-", "--key-env", "KEY"], environment: ["KEY": "0123456789abcdef"])
    #expect(tool.status == 2)
    #expect(
      tool.errors.hasSuffix(
        "  two texts may have got one pseudonym: another key gives others\n"))
  }

  @Test("derives keys as RFC 5869 does, from sixteen bytes on")
  func derivation() {
    #expect(Pseudonyms(secret: [UInt8](repeating: 7, count: 15)) == nil)
    // HKDF-SHA256, no salt, info "scribe-session pseudonyms 1", of sixteen bytes 7: reckoned apart.
    let derived = FingerprintKey(0x87AE78D357E17F0F, 0x5A8722E907904DA7)
    let text = Pseudonyms(secret: [UInt8](repeating: 7, count: 16))?.text("so", in: "transcript")
    #expect(text == Pseudonyms(key: derived).text("so", in: "transcript"))
  }
}
