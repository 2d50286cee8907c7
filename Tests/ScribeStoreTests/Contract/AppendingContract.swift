import ScribeSession
import ScribeStore
import Testing

@Suite("A store, appended to", .serialized)
struct AppendingContract {
  static let life: [Poll] = [
    .answer(404, "", at: 0), .failure(.timeout, at: 1, message: "no\u{0}thing"),
    .answer(202, #"{"session_id":"ses_x","status":"recording","audio_files_received":1}"#, at: 2),
    .answer(502, "<html>bad gateway</html>", at: 3),
    .answer(
      202, #"{"session_id":"ses_x","status":"processing","transcript":"One. "}"#, at: 4,
      headers: [HeaderField(name: "Retry-After", value: "2"), HeaderField(name: "x", value: "é\"")]),
    .answer(
      202, #"{"session_id":"ses_x","status":"processing","transcript":"One. Two."}"#, at: 8),
    .answer(202, nil, at: 9), .answer(202, bytes: [0x7B, 0xFF, 0x00], at: 10),
    .answer(
      200, #"{"session_id":"ses_x","status":"completed","transcript":"One. Two.","templates":[]}"#,
      at: 11),
  ]

  @Test("gives every poll back as it came, with what it meant", arguments: StoreKind.allCases)
  func everything(kind: StoreKind) async throws {
    let (store, _folder) = try kind.make()
    let appended = try await store.store(Self.life)
    #expect(
      appended == (1...Self.life.count).map { .stored(version: $0, position: $0) })

    let steps = try await store.allSteps()
    #expect(steps.map(\.poll) == Self.life)
    #expect(steps.map(\.version) == Array(1...Self.life.count))
    // Under the key that the store gave it.
    var session = Session(fingerprintKey: try await store.session(.x).session.fingerprintKey)
    for (step, poll) in zip(steps, Self.life) {
      let observed = session.observe(poll)
      #expect(step.events == observed.events)
      #expect(step.verdict == observed.verdict)
      #expect(step.phase == session.phase)
      #expect(step.stream == .x)
      #expect(step.reducer == Session.reducerID)
      #expect(!step.isBodyErased)
    }
    withExtendedLifetime(_folder) {}
  }

  @Test("takes no poll twice, whatever version is expected", arguments: StoreKind.allCases)
  func idempotent(kind: StoreKind) async throws {
    let (store, _folder) = try kind.make()
    try await store.store(Self.life)
    let again = try await store.store(Self.life)
    #expect(again == (1...Self.life.count).map { .alreadyThere(version: $0) })
    var session = try await store.session(PollStream(id: "ses_other")).session
    let first = session.observe(Self.life[0])
    #expect(
      try await store.append(Self.life[0], first, expecting: 0) == .alreadyThere(version: 1))
    #expect(try await store.allSteps().count == Self.life.count)
    withExtendedLifetime(_folder) {}
  }

  @Test(
    "tells polls of one time apart by their answers, and those without sent_at by their arrival",
    arguments: StoreKind.allCases)
  func identity(kind: StoreKind) async throws {
    let (store, _folder) = try kind.make()
    var unsent = Poll.answer(404, "a", at: 1)
    unsent.sentAt = nil
    var sent = unsent
    sent.sentAt = unsent.receivedAt
    var later = sent
    later.receivedAt = .at(2)
    let polls: [Poll] = [
      .answer(404, "a", at: 1), .answer(404, "b", at: 1), .answer(404, nil, at: 1),
      .answer(404, "", at: 1), .answer(500, "a", at: 1), .failure(.dns, at: 1),
      .failure(.tls, at: 1), unsent, sent,
    ]
    for result in try await store.store(polls) {
      guard case .stored = result else {
        Issue.record("not stored: \(result)")
        continue
      }
    }
    #expect(try await store.store([later, unsent]).map(\.isThere) == [true, true])
    #expect(try await store.session(.x).version == polls.count)
    withExtendedLifetime(_folder) {}
  }

  @Test(
    "refuses what was decided from another version, and tells both",
    arguments: StoreKind.allCases)
  func conflict(kind: StoreKind) async throws {
    let (store, _folder) = try kind.make()
    try await store.store(Array(Self.life.prefix(3)))
    var stale = try await store.session(.x).session
    try await store.store([Self.life[3]])
    let poll = Self.life[4]
    let step = stale.observe(poll)
    await #expect(throws: StoreError.conflict(expected: 3, actual: 4)) {
      try await store.append(poll, step, expecting: 3)
    }
    await #expect(throws: StoreError.conflict(expected: 9, actual: 4)) {
      try await store.append(poll, step, expecting: 9)
    }
    await #expect(throws: StoreError.diverged(version: 4)) {
      try await store.append(poll, step, expecting: 4)
    }
    #expect(try await store.session(.x).version == 4)
    try await store.store([poll])
    #expect(try await store.session(.x).version == 5)
    withExtendedLifetime(_folder) {}
  }

  @Test("stores all steps of a call or none", arguments: StoreKind.allCases)
  func allOrNone(kind: StoreKind) async throws {
    let (store, _folder) = try kind.make()
    var session = try await store.session(.x).session
    let steps = Self.life.prefix(3).enumerated().map { index, poll in
      NewStep(poll, session.observe(poll), expecting: index)
    }
    let other = Poll.answer(404, "", at: 1, session: "ses_y")
    var otherSession = try await store.session(PollStream(id: "ses_y")).session
    let misplaced = NewStep(other, otherSession.observe(other), expecting: 7)
    await #expect(throws: StoreError.conflict(expected: 7, actual: 0)) {
      try await store.append(steps + [misplaced])
    }
    #expect(try await store.allSteps().isEmpty)
    #expect(try await store.summaries().isEmpty)
    #expect(try await store.append(steps).count == 3)
    #expect(try await store.append([]).isEmpty)
    #expect(try await store.session(.x).version == 3)
    withExtendedLifetime(_folder) {}
  }

  @Test("refuses a poll that asks for no session", arguments: StoreKind.allCases)
  func ignored(kind: StoreKind) async throws {
    let (store, _folder) = try kind.make()
    var poll = Self.life[2]
    poll.method = "POST"
    var session = try await store.session(.x).session
    let step = session.observe(poll)
    await #expect(throws: StoreError.ignoredPoll) {
      try await store.append(poll, step, expecting: 0)
    }
    withExtendedLifetime(_folder) {}
  }

  @Test("keeps no credentials and no signed locations", arguments: StoreKind.allCases)
  func secrets(kind: StoreKind) async throws {
    let (store, _folder) = try kind.make()
    try await store.store([
      .answer(
        302, "", at: 1,
        headers: [
          HeaderField(name: "Set-Cookie", value: "secret"),
          HeaderField(name: "location", value: "https://x/y?signature=secret"),
        ])
    ])
    var poll = Poll.answer(404, "", at: 2)
    poll.url = "https://user:secret@host\(poll.url)?token=secret&template_id=soap"
    try await store.store([poll])
    #expect(
      try await store.allSteps()[1].poll.url
        == "https://host/voice/v1/sessions/ses_x?token=&template_id=soap")
    let headers = try await store.allSteps()[0].poll.answer?.headers
    #expect(headers == [HeaderField(name: "location", value: "https://x/y")])
    if let store = store as? SessionStore {
      #expect(try await store.verify().findings.isEmpty)
    }
    withExtendedLifetime(_folder) {}
  }

  @Test(
    "acknowledges appends of many sessions at once, each for itself", arguments: StoreKind.allCases)
  func concurrent(kind: StoreKind) async throws {
    let (store, _folder) = try kind.make()
    try await withThrowingTaskGroup(of: Void.self) { group in
      for number in 0..<40 {
        group.addTask {
          let session = "ses_\(number)"
          try await store.store(
            (0..<10).map { .answer(404, "\($0)", at: Double($0), session: session) })
          // Another one that was decided from nothing.
          var empty = Session()
          let poll = Poll.answer(404, "late", at: 99, session: session)
          let step = empty.observe(poll)
          await #expect(throws: StoreError.conflict(expected: 0, actual: 10)) {
            try await store.append(poll, step, expecting: 0)
          }
        }
      }
      try await group.waitForAll()
    }
    let steps = try await store.allSteps()
    #expect(steps.map(\.position) == Array(1...400))
    #expect(try await store.summaries().map(\.pollCount) == Array(repeating: 10, count: 40))
    for (_, own) in Dictionary(grouping: steps, by: \.stream) {
      #expect(own.map(\.version) == Array(1...10))
    }
    withExtendedLifetime(_folder) {}
  }
}

extension AppendResult {
  fileprivate var isThere: Bool {
    if case .alreadyThere = self { true } else { false }
  }
}
