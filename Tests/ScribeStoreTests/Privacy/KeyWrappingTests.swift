import ScribeSession
import Testing

@testable import ScribeStore

@Suite("What wraps the keys of a store", .serialized)
struct KeyWrappingTests {
  @Test("is asked once a stream, and what it refuses is passed on")
  func wrapping() async throws {
    let folder = try TemporaryFolder()
    let path = folder.file("a.sqlite")
    let kms = CountingWrapper()
    let store = try SessionStore(path: path, keys: kms)
    let polls = (0..<20).map { number -> Poll in
      .answer(404, "\(number)", at: Double(number), session: "ses_\(number % 2)")
    }
    try await store.store(polls)
    // One for the store, and one for each stream.
    #expect(kms.wrapped == 3)
    let reader = try SessionStore(reading: path, keys: kms)
    // To see that it is the right one.
    #expect(kms.unwrapped == 1)
    let before = kms.unwrapped
    #expect(try await reader.allSteps().count == 20)
    #expect(try await reader.allSteps().count == 20)
    #expect(kms.unwrapped == before + 2)
    #expect(try await store.allSteps().count == 20)
    kms.refuses = true
    let refusal = StoreError.keyUnusable(file: path, keyName: "counting")
    await #expect(throws: refusal) {
      try await store.store([.answer(404, "", at: 99, session: "ses_new")])
    }
    #expect(try await store.allSteps().count == 20)
    #expect(throws: refusal) { try SessionStore(path: path, keys: kms) }
  }

  @Test(
    "may refuse a key, and nothing is left of the session, which is taken once it does not",
    arguments: [1, 3])
  func refusedKey(count: Int) async throws {
    let folder = try TemporaryFolder()
    let path = folder.file("a.sqlite")
    let kms = CountingWrapper()
    let store = try SessionStore(path: path, keys: kms)
    try await store.store([.answer(404, "", at: 1)])
    let polls = (1...count).map { Poll.answer(404, "\($0)", at: Double($0), session: "ses_b") }
    kms.refuses = true
    await #expect(throws: StoreError.keyUnusable(file: path, keyName: "counting")) {
      var session = try await store.session(PollStream(id: "ses_b")).session
      _ = try await store.append(
        polls.enumerated().map { NewStep($1, session.observe($1), expecting: $0) })
    }
    kms.refuses = false
    #expect(try store.verifyNow().findings.isEmpty)
    try await store.store(polls + [.answer(404, "", at: 9, session: "ses_c")])
    #expect(try store.verifyNow().findings.isEmpty)
    #expect(try await store.summaries().map(\.pollCount) == [1, count, 1])
  }

  @Test(
    "is a key as people write it, and no other text",
    arguments: [
      (String(repeating: "0F", count: 32), true), (String(repeating: "a1", count: 32) + "\n", true),
      ("AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8=", true), ("", false), ("secret", false),
      (String(repeating: "0", count: 63), false), (String(repeating: "0g", count: 32), false),
      ("AAECAwQFBgcICQoLDA0ODw==", false),
    ])
  func keys(text: String, isKey: Bool) {
    let key = WrappingKey(text: text)
    #expect((key != nil) == isKey)
    #expect(key.map { !"\($0)".contains(text.prefix(20)) } ?? true)
    var dumped = ""
    dump(key, to: &dumped)
    #expect(!dumped.contains("SymmetricKey"))
  }
}

/// Wraps as a service would, counts how often, and may refuse.
private final class CountingWrapper: KeyWrapping, @unchecked Sendable {
  // Unchecked: the tests ask one after the other.
  struct Refusal: Error {}

  let keyName = "counting"
  var wrapped = 0
  var unwrapped = 0
  var refuses = false

  func wrap(_ key: [UInt8], context: [UInt8]) throws -> [UInt8] {
    if refuses { throw Refusal() }
    wrapped += 1
    return context + key.reversed()
  }

  func unwrap(_ wrapped: [UInt8], keyName: String, context: [UInt8]) throws -> [UInt8] {
    if refuses || !wrapped.starts(with: context) { throw Refusal() }
    unwrapped += 1
    return wrapped.dropFirst(context.count).reversed()
  }
}
