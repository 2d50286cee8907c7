import Foundation
import ScribeSession

@testable import ScribeServer

/// A poll of a session, at so many seconds of a recording.
func poll(
  _ id: String = "ses_x", at seconds: Double, _ status: Int = 202, _ body: String? = "{}",
  took: Duration = .milliseconds(40), query: String = "", headers: [HeaderField] = []
) -> Poll {
  poll(
    id, at: seconds,
    .answer(Poll.Answer(status: status, headers: headers, body: body.map { Array($0.utf8) })),
    took: took, query: query)
}

/// A poll that came to that.
func poll(
  _ id: String = "ses_x", at seconds: Double, _ outcome: Poll.Outcome,
  took: Duration = .milliseconds(40), query: String = ""
) -> Poll {
  // 2026-06-06T09:00:00Z
  let sentAt = Instant(microsecondsSinceEpoch: 1_780_736_400_000_000 + Int64(seconds * 1e6))
  return Poll(
    sentAt: sentAt, receivedAt: sentAt.advanced(by: took),
    url: "https://scribe.example/voice/v1/sessions/\(id)\(query)", outcome: outcome)
}

/// A poll that got no answer.
func failedPoll(_ kind: Poll.Failure.Kind, at seconds: Double) -> Poll {
  poll(at: seconds, .noAnswer(Poll.Failure(kind)))
}

extension RecordedSessions {
  /// These polls served, with settings that differ from the usual ones in this.
  convenience init(
    _ polls: [Poll], clock: HandClock = HandClock(),
    _ change: (inout ServiceSettings) -> Void = { _ in }
  ) throws {
    var settings = ServiceSettings()
    change(&settings)
    try self.init(sources: [PollArray(polls)], settings: settings) { clock.time }
  }

  /// What the next poll is answered with.
  func next(
    _ id: String = "ses_x", query: String = "", authorization: String? = "Bearer any"
  ) -> ServedAnswer {
    answer("/voice/v1/sessions/\(id)\(query)", authorization: authorization)
  }

  /// The bodies of so many polls; a failure's name where there is no body.
  func bodies(_ count: Int, of id: String = "ses_x", query: String = "") -> [String] {
    (0..<count).map { _ in next(id, query: query).text }
  }
}

extension ServedAnswer {
  var answer: Poll.Answer? {
    if case .answer(let answer) = outcome { answer } else { nil }
  }

  /// The body, or what came instead.
  var text: String {
    switch outcome {
    case .answer(let answer): String(decoding: answer.body ?? [], as: UTF8.self)
    case .cut(let answer, let count):
      String(decoding: (answer.body ?? []).prefix(count), as: UTF8.self)
    case .failure(let kind): "\(kind)"
    }
  }

  func header(_ name: String) -> String? {
    answer?.headers.first { $0.name.lowercased() == name }?.value
  }
}

/// Time that passes by hand.
final class HandClock: @unchecked Sendable {
  private let lock = NSLock()
  private var now: Duration = .zero

  var time: Duration { lock.withLock { now } }

  func advance(by duration: Duration) { lock.withLock { now += duration } }
}

/// The recordings and scripts of the project, and recordings of a folder that the environment names.
enum Recordings {
  static let replays = URL(filePath: #filePath).deletingLastPathComponent()
    .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
    .appending(path: "Replays").path

  static let paths =
    files(in: replays, ".jsonl", ".har")
    + (ProcessInfo.processInfo.environment["SCRIBE_RECORDINGS"].map {
      files(in: $0, ".jsonl", ".har")
    } ?? [])
  static let scripts = files(in: replays, ".script")

  private static func files(in folder: String, _ endings: String...) -> [String] {
    let names = (try? FileManager.default.contentsOfDirectory(atPath: folder)) ?? []
    let found = names.filter { name in endings.contains { name.hasSuffix($0) } }.sorted()
    precondition(!found.isEmpty, "nothing that ends in \(endings) in \(folder)")
    return found.map { "\(folder)/\($0)" }
  }
}

/// A file that a test makes and removes.
struct TemporaryFile {
  let path = FileManager.default.temporaryDirectory
    .appending(path: "scribe-server-\(UUID().uuidString)").path

  init(_ bytes: [UInt8]) throws { try write(bytes) }

  func write(_ bytes: [UInt8]) throws { try Data(bytes).write(to: URL(filePath: path)) }

  func remove() { try? FileManager.default.removeItem(atPath: path) }
}
