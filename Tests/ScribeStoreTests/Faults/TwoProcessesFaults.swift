import Foundation
import ScribeSession
import Testing

@testable import ScribeStore

@Suite("A store, open in two processes", .endsSomeTime)
struct TwoProcessesFaults {
  @Test("lets exactly one win a version, and tells the other")
  func race() async throws {
    let folder = try TemporaryFolder()
    let path = folder.file("a.sqlite")
    let count = 12
    let racers = [
      try SecondProcess("race", path, "ses_x", "a", "\(count)"),
      try SecondProcess("race", path, "ses_x", "b", "\(count)"),
    ]
    // As long as both have polls, both decide from the same version.
    for version in 0..<count {
      for racer in racers { #expect(await racer.line() == "decided \(version)") }
      for racer in racers { try racer.proceed() }
      var results: [String?] = []
      for racer in racers { results.append(await racer.line()) }
      #expect(
        Set(results) == ["stored \(version + 1)", "conflict \(version) \(version + 1)"])
    }
    for racer in racers {
      racer.kill()
      _ = await racer.status()
    }
    let steps = try await SessionStore(path: path).allSteps()
    #expect(steps.map(\.version) == Array(1...count))
    #expect(Set(steps.map(\.poll.sentAt)).count == count)
    #expect(try SessionStore(path: path).verifyNow().findings.isEmpty)
  }

  @Test("takes every poll of both once, whoever makes the file")
  func contention() async throws {
    let folder = try TemporaryFolder()
    for round in 1...3 {
      let path = folder.file("\(round).sqlite")
      let writers = [
        try SecondProcess("write", path, "ses_x", "a", "1", "60", "normal"),
        try SecondProcess("write", path, "ses_x", "b", "1", "60", "normal"),
      ]
      var versions: [Int] = []
      for writer in writers {
        for line in await writer.lines() where line != "conflict" {
          versions.append(try #require(Int(line), "\(line)"))
        }
        #expect(await writer.status() == 0)
      }
      #expect(versions.sorted() == Array(1...120))
      let store = try SessionStore(reading: path)
      let steps = try await store.allSteps()
      #expect(steps.map(\.version) == Array(1...120))
      #expect(Set(steps.map(\.poll.sentAt)).count == 120)
      #expect(try store.verifyNow().findings.isEmpty)
    }
  }

  @Test("is made by one of those who open it at once, and loses nothing of the others")
  func madeAtOnce() async throws {
    let folder = try TemporaryFolder()
    for round in 1...setting("STORE_MAKING_ROUNDS", else: 10) {
      let path = folder.file("\(round).sqlite")
      let writers = try (1...5).map {
        try SecondProcess("write", path, "ses_\($0)", "a", "1", "2")
      }
      for writer in writers {
        #expect(await writer.lines() == ["1", "2"], "round \(round)")
        #expect(await writer.status() == 0, "round \(round)")
      }
      let store = try SessionStore(reading: path)
      #expect(try await store.summaries().map(\.pollCount) == [2, 2, 2, 2, 2], "round \(round)")
      #expect(try store.verifyNow().findings.isEmpty, "round \(round)")
    }
  }

  @Test("is followed without a gap, in order, while the others append")
  func follow() async throws {
    let folder = try TemporaryFolder()
    let path = folder.file("a.sqlite")
    let store = try SessionStore(path: path)
    try await store.store(SmallStore.polls)
    let (before, count) = (SmallStore.polls.count, 150)
    let writers = [
      try SecondProcess("write", path, "ses_a", "a", "1", "\(count)", "normal"),
      try SecondProcess("write", path, "ses_b", "b", "1", "\(count)", "normal"),
    ]
    let total = before + 2 * count
    var followed: [StoredStep.Contents] = []
    for try await step in store.follow(after: 5) {
      followed.append(step.contents)
      if step.position == total { break }
    }
    #expect(followed.map(\.position) == Array(6...total))
    #expect(try await store.steps(after: 5, limit: .max).map(\.contents) == followed)
    for writer in writers {
      #expect(await writer.lines() == (1...count).map { "\($0)" })
      #expect(await writer.status() == 0)
    }
  }

  @Test(
    "is known to the other as open, whatever else its process does with the file",
    arguments: OtherUse.allCases)
  func stillOpen(use: OtherUse) async throws {
    let folder = try TemporaryFolder()
    let path = folder.file("a.sqlite")
    let store = try SessionStore(path: path)
    try await store.store(Array(SmallStore.polls.prefix(5)))
    switch use {
    case .nothing: break
    case .check: #expect(try store.verifyNow().findings.isEmpty)
    case .reading: #expect(try await SessionStore(reading: path).allSteps().count == 5)
    case .opening: #expect(try await SessionStore(path: path).allSteps().count == 5)
    case .backup: try store.backUp(to: folder.file("copy.sqlite"))
    }
    // The last one that closes a file removes its log: whoever is not known to have it open loses
    // what it appends from then on.
    let other = try SecondProcess("visit", path)
    #expect(await other.lines() == ["5"])
    #expect(await other.status() == 0)
    #expect(FileManager.default.fileExists(atPath: path + "-wal"), "the log was removed")
    try await store.store(Array(SmallStore.polls.dropFirst(5)))
    let reader = try SecondProcess("visit", path)
    #expect(await reader.lines() == ["\(SmallStore.polls.count)"])
  }

  /// What a process may do with a file while it has a store of it open.
  enum OtherUse: CaseIterable {
    case nothing, check, reading, opening, backup
  }

  @Test("is found whole by a check while the other appends")
  func checkedWhileWritten() async throws {
    let folder = try TemporaryFolder()
    let path = folder.file("a.sqlite")
    let store = try SessionStore(path: path)
    try await store.store(SmallStore.polls)
    let anchor = try store.anchorNow()
    let writer = try SecondProcess("write", path, "ses_a", "a", "1", "60", "normal")
    var checks = 0
    while let line = await writer.line(), let version = Int(line) {
      // Each check takes as long as several appends.
      guard version.isMultiple(of: 5) else { continue }
      let check = try store.verifyNow(against: anchor)
      #expect(check.findings.isEmpty)
      #expect(check.pollCount >= SmallStore.polls.count + version)
      checks += 1
    }
    #expect(checks == 12)
    #expect(await writer.status() == 0)
  }

  @Test("tells who has waited long enough for a lock, and goes on once it is free")
  func locked() async throws {
    let folder = try TemporaryFolder()
    let path = folder.file("a.sqlite")
    let store = try SessionStore(path: path, patience: .milliseconds(50))
    try await store.store(SmallStore.polls)
    let holder = try SecondProcess("hold", path)
    #expect(await holder.line() == "held")

    await expectError(naming: path) {
      try await store.store([.answer(404, "late", at: 99)])
    } where: {
      $0 == .locked(file: path)
    }
    // Reading waits for nobody, nor does opening what is there.
    #expect(try await store.allSteps().count == SmallStore.polls.count)
    #expect(try SessionStore(reading: path).verifyNow().findings.isEmpty)
    let other = try SessionStore(path: path, patience: .milliseconds(50))
    #expect(try await other.allSteps().count == SmallStore.polls.count)

    try holder.proceed()
    #expect(await holder.line() == "released")
    #expect(await holder.status() == 0)
    let appended = try await store.store([.answer(404, "late", at: 99)])
    #expect(appended == [.stored(version: 10, position: SmallStore.polls.count + 1)])
    #expect(try store.verifyNow().findings.isEmpty)
  }

  @Test("waits for a lock as long as it was told to", arguments: [Duration.milliseconds(300)])
  func patience(_ patience: Duration) async throws {
    let folder = try TemporaryFolder()
    let path = folder.file("a.sqlite")
    let store = try SessionStore(path: path, patience: patience)
    try await store.store(SmallStore.polls)
    let holder = try SecondProcess("hold", path)
    #expect(await holder.line() == "held")
    var session = try await store.session(.x).session
    let poll = Poll.answer(404, "late", at: 99, session: "ses_new")
    let step = NewStep(poll, session.observe(poll), expecting: 0)
    // On this thread, so that no other test is waited for.
    let waited = ContinuousClock().measure {
      #expect(throws: StoreError.locked(file: path)) { try store.appendNow([step]) }
    }
    #expect(waited >= patience)
    holder.kill()
    _ = await holder.status()
  }
}
