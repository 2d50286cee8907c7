import Foundation
import GRDB
import ScribeSession
import Testing

@testable import ScribeStore

/// A store in a single file, small enough to be damaged at every place: three sessions, one of them
/// seen through a filter, with differences, unreadable bodies, an outage and a failure.
struct SmallStore {
  let folder: TemporaryFolder
  let path: String
  /// What seals its bodies, where they are sealed.
  let keys: WrappingKey?
  /// The bytes of its file.
  let bytes: Data
  /// What it holds.
  let steps: [StoredStep.Contents]
  /// Where its streams end.
  let anchor: Anchor
  /// Where they ended, and the bytes of the file, when so many of its last polls had not come.
  let earlier: (anchor: Anchor, bytes: Data)

  init(
    _ polls: [Poll] = Self.polls, without count: Int = 0, keys: WrappingKey? = nil
  ) async throws {
    self.keys = keys
    folder = try TemporaryFolder()
    path = folder.file("small.sqlite")
    let early = try await Self.add(polls.dropLast(count), to: path, keys)
    let late = try await Self.add(polls.suffix(count), to: path, keys)
    earlier = (early.anchor, early.bytes)
    (steps, anchor, bytes) = late
  }

  private static func add(
    _ polls: ArraySlice<Poll>, to path: String, _ keys: WrappingKey?
  ) async throws -> (steps: [StoredStep.Contents], anchor: Anchor, bytes: Data) {
    let steps: [StoredStep.Contents]
    let anchor: Anchor
    do {
      let store = try SessionStore(path: path, durability: .normal, keys: keys)
      try await store.store(Array(polls))
      try await store.hold(
        "ses_x", until: .at(9), what: "hold",
        note: AuditNote(who: "somebody", at: .at(20), reason: "asked by the clinic"))
      steps = try await store.allSteps().map(\.contents)
      anchor = try store.anchorNow()
      #expect(try store.verifyNow(against: anchor).findings.isEmpty)
      store.close()
    }
    return (steps, anchor, try Data(contentsOf: URL(filePath: path)))
  }

  /// A file with other bytes than the store's.
  func file(_ bytes: Data, _ name: String = "changed.sqlite") throws -> String {
    let path = folder.file(name)
    for suffix in ["", "-wal", "-shm", "-journal"] {
      try? FileManager.default.removeItem(atPath: path + suffix)
    }
    try bytes.write(to: URL(filePath: path))
    return path
  }

  static let polls: [Poll] = [
    .answer(404, "", at: 0),
    .failure(.timeout, at: 1, message: "no answer"),
    .answer(202, report(sentences: 6), at: 2, headers: [HeaderField(name: "x", value: "é\"")]),
    .answer(202, report(sentences: 3, of: "ses_y"), at: 3, session: "ses_y", query: filter),
    .answer(202, report(sentences: 9), at: 4),
    .answer(502, page(1), at: 5), .answer(502, page(2), at: 6),
    .answer(202, report(sentences: 9), at: 7),
    .answer(202, bytes: [0x7B, 0xFF, 0x00], at: 8),
    .answer(
      202, report(sentences: 5, of: "ses_y"), at: 9, session: "ses_y", query: filter),
    .answer(200, report("completed", sentences: 12), at: 10),
    .answer(202, nil, at: 11, session: "ses_y", query: filter),
    .answer(
      200, report("completed", sentences: 5, of: "ses_y"), at: 12, session: "ses_y", query: filter),
    .answer(410, "gone", at: 13, session: "ses_z"),
  ]

  private static let filter = "?template_id=soap"

  private static func report(
    _ status: String = "processing", sentences: Int, of session: String = "ses_x"
  ) -> String {
    let transcript = (1...sentences).map { "This is sentence number \($0)." }
      .joined(separator: " ")
    let templates =
      status == "completed"
      ? #","templates":[{"soap":{"document_id":"d1","status":"success","data":{"a":[1,2]}}}]"# : ""
    return #"{"session_id":"\#(session)","status":"\#(status)","audio_files_received":2,"#
      + #""transcript":"\#(transcript)"\#(templates)}"#
  }

  private static func page(_ request: Int) -> String {
    "<html><title>502</title><body>bad gateway: nobody answered request \(request)</body></html>"
  }
}

extension StoredStep {
  /// Everything about a step that can be compared.
  struct Contents: Equatable {
    let position: Int
    let stream: PollStream
    let version: Int
    let poll: Poll
    let isBodyErased: Bool
    let verdict: Verdict
    let phase: Phase
    let events: [Event]
    let reducer: String
  }

  var contents: Contents {
    Contents(
      position: position, stream: stream, version: version, poll: poll, isBodyErased: isBodyErased,
      verdict: verdict, phase: phase, events: events, reducer: reducer)
  }
}

extension SessionStore {
  /// What somebody sees who checks the store and then reads all of it: nil where a check has found
  /// something, or the reading went wrong.
  func contentsUnlessReported() async -> [StoredStep.Contents]? {
    let isReported = (try? verifyNow().findings.contains(where: \.isIntegrityFault)) ?? true
    // Whatever was found, reading must not crash.
    let steps = try? await allSteps().map(\.contents)
    _ = try? await summaries()
    _ = try? await session(.x)
    return isReported ? nil : steps
  }
}
