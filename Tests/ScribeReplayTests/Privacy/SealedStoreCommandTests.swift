import Foundation
import Testing

@Suite("scribe-replay, given a sealed store")
struct SealedStoreCommandTests {
  private static let key = ["SCRIBE_STORE_KEY": String(repeating: "3c", count: 32)]
  private static let other = ["SCRIBE_STORE_KEY": String(repeating: "4d", count: 32)]

  private func store() throws -> (path: String, folder: TemporaryFolder) {
    try ErasureCommandTests.store("completed.jsonl", environment: Self.key)
  }

  @Test("answers as from the recording with the key, and without it what was decided")
  func answers() throws {
    let (path, folder) = try store()
    defer { folder.remove() }
    let expected = try Tool("show", "Replays/completed.jsonl").output
    let open = try Tool(["show", path], environment: Self.key)
    #expect(open.output == expected && open.errors.isEmpty)
    let locked = try Tool("show", path)
    #expect(locked.status == 0 && locked.output == expected)
    #expect(
      locked.errors
        == "\(path): the bodies of 1 session are sealed, and no key was given: what was decided then is told\n"
    )
    for verb in ["list", "audit"] { #expect(try Tool(verb, path).status == 0) }
    #expect(try Tool(["verify", path], environment: Self.key).output.hasSuffix(": as stored\n"))
  }

  @Test("does nothing that needs bodies without the key, and says which key is needed")
  func locked() throws {
    let (path, folder) = try store()
    defer { folder.remove() }
    let needed = "\(path): bodies are sealed: give the key that they are sealed with\n"
    for verb in [
      ["show", path, "--show-phi"], ["at", path, "--poll", "1", "--show-phi"],
      ["report", path, "--show-phi", "-o", "-"], ["export", path, "--include-bodies"],
      ["import", path, "\(folder.path)/b.sqlite"], ["make-test", path],
      ["first", "text ~ x", path], ["diff", "\(path)#1", "#2", "--show-phi"],
      ["import", "Replays/reopened.jsonl", path], ["drift", path],
    ] {
      let tool = try Tool(verb)
      #expect(tool.status == 2, "\(verb)")
      #expect(tool.errors.hasPrefix(needed), "\(verb): \(tool.errors)")
      #expect(!tool.output.contains("transcript\""), "\(verb)")
    }
    let check = try Tool("verify", path)
    #expect(check.status == 2)
    #expect(check.output.contains("sealed and not checked"))
    let wrong = try Tool(["show", path], environment: Self.other)
    #expect(wrong.status == 2)
    #expect(wrong.errors.contains("is not the one that is needed"))
    // To erase needs none.
    let session = ["--session", "ses_hindi_0001", "--reason", "asked"]
    #expect(try Tool(["erase", path] + session).status == 0)
    #expect(try Tool(["verify", path], environment: Self.key).status == 0)
  }

  @Test("is not taken for one in clear where the variable of its key is empty")
  func emptyKey() throws {
    let folder = try TemporaryFolder()
    defer { folder.remove() }
    let path = "\(folder.path)/a.sqlite"
    let tool = try Tool(
      ["import", "Replays/reopened.jsonl", path], environment: ["SCRIBE_STORE_KEY": ""])
    #expect(tool.status == 2)
    #expect(tool.errors.hasPrefix("the variable SCRIBE_STORE_KEY: not a key"))
    #expect(!FileManager.default.fileExists(atPath: path))
  }

  @Test("takes its key from a file, which must not lie beside the store unless that is said")
  func keyFile() throws {
    let (path, folder) = try store()
    defer { folder.remove() }
    let elsewhere = try TemporaryFolder()
    defer { elsewhere.remove() }
    let text = try #require(Self.key.values.first)
    let away = elsewhere.write("\(text)\n", to: "key")
    let beside = folder.write(text, to: "key")
    let include = ["export", path, "--include-bodies"]
    #expect(try Tool(include + ["--store-key-file", away]).output.contains("transcript"))
    let refused = try Tool(include + ["--store-key-file", beside])
    #expect(refused.status == 2 && refused.output.isEmpty)
    #expect(refused.errors.hasPrefix("\(beside): the key lies beside the store"))
    // Nor by way of a link, or another name of the folder.
    try FileManager.default.createSymbolicLink(
      atPath: "\(elsewhere.path)/link", withDestinationPath: beside)
    for name in [
      "\(elsewhere.path)/link", "\(folder.path)/../\(folder.path.split(separator: "/").last!)/key",
    ] {
      #expect(try Tool(include + ["--store-key-file", name]).status == 2, "\(name)")
    }
    #expect(try Tool(include + ["--store-key-file", beside, "--key-beside-store"]).status == 0)
    let bad = elsewhere.write("hunter2 hunter2", to: "bad")
    let notKey = try Tool(include + ["--store-key-file", bad])
    #expect(notKey.status == 2)
    #expect(notKey.errors.hasPrefix("\(bad): not a key") && !notKey.errors.contains("hunter2"))
    #expect(try Tool(include + ["--store-key-file", away, "--store-key-env", "PATH"]).status == 64)
    #expect(try Tool(include + ["--store-key-env", "NOBODY_SET_THIS"]).status == 64)
  }

  @Test("is exported, copied and imported with its key, and sealed again")
  func copies() throws {
    let (path, folder) = try store()
    defer { folder.remove() }
    let copy = "\(folder.path)/copy.sqlite"
    #expect(
      try Tool(["backup", path, copy], environment: Self.key).output.hasSuffix(": as stored\n"))
    let imported = "\(folder.path)/b.sqlite"
    #expect(try Tool(["import", path, imported], environment: Self.key).status == 0)
    let clear = try ErasureCommandTests.store("completed.jsonl")
    defer { clear.folder.remove() }
    let bytes = try Data(contentsOf: URL(filePath: clear.path))
    #expect(bytes.range(of: Data(#""session_id":"ses_hindi"#.utf8)) != nil)
    let exports = try [path, copy, imported].map {
      try Tool(["export", $0, "--include-bodies"], environment: Self.key).output
    }
    #expect(exports[0].contains("transcript") && Set(exports).count == 1)
    for store in [path, copy, imported] {
      let bytes = try Data(contentsOf: URL(filePath: store))
      #expect(bytes.range(of: Data(#""session_id":"ses_hindi"#.utf8)) == nil, "\(store)")
    }
  }
}
