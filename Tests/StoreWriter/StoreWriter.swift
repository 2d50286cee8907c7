import Foundation
import GRDB
import ScribeSession
import ScribeStore

/// The second process of the store's tests: one that writes, holds a lock, or is killed.
///
/// Each line that it prints is out before it goes on. A command that fails prints `failed: ` and the
/// error, and exits with 1.
@main
enum StoreWriter {
  private static let usage = """
    StoreWriter write PATH SESSION NAME FIRST COUNT [full|normal]
    StoreWriter race PATH SESSION NAME COUNT
    StoreWriter open PATH
    StoreWriter hold PATH
    StoreWriter visit PATH

    """

  static func main() async {
    // A limit on the size of files is then an error of writing, as a full disk is.
    signal(SIGXFSZ, SIG_IGN)
    do {
      let arguments = CommandLine.arguments.dropFirst().map { $0 }
      switch (arguments.first, arguments.count) {
      case ("write", 6...7):
        try await write(
          arguments[1], arguments[2], name: arguments[3], from: number(arguments[4]),
          count: number(arguments[5]), arguments.last == "normal" ? .normal : .full)
      case ("race", 5):
        try await race(
          arguments[1], arguments[2], name: arguments[3], count: number(arguments[4]))
      case ("open", 2):
        try await open(arguments[1])
      case ("hold", 2):
        try hold(arguments[1])
      case ("visit", 2):
        try visit(arguments[1])
      default:
        FileHandle.standardError.write(Data(usage.utf8))
        exit(64)
      }
    } catch {
      say("failed: \(error)")
      exit(1)
    }
  }

  /// Appends polls one by one, and prints the version of each that is acknowledged; where somebody
  /// else was first prints `conflict`, reads again and goes on.
  private static func write(
    _ path: String, _ session: String, name: String, from first: Int, count: Int,
    _ durability: SessionStore.Durability
  ) async throws {
    let store = try SessionStore(path: path, durability: durability, patience: .seconds(30))
    var known: StoredSession?
    var next = first
    while next < first + count {
      let poll = Poll(next, by: name, session: session)
      let before: StoredSession
      if let known { before = known } else { before = try await store.session(poll.stream) }
      var session = before.session
      let step = session.observe(poll)
      do throws(StoreError) {
        let appended = try await store.append(poll, step, expecting: before.version)
        if case .stored(let version, _) = appended {
          known = StoredSession(session, version: version)
          say("\(version)")
        } else if case .alreadyThere(let version) = appended {
          known = before
          say("\(version)")
        }
        next += 1
      } catch {
        guard case .conflict = error else { throw error }
        say("conflict")
        known = nil
      }
    }
  }

  /// Prints `decided` and the version that a poll was decided from, waits for a line, and appends:
  /// prints `stored` and its version, or `conflict` and both versions.
  private static func race(
    _ path: String, _ session: String, name: String, count: Int
  ) async throws {
    let store = try SessionStore(path: path, durability: .normal, patience: .seconds(30))
    var next = 1
    while next <= count {
      let poll = Poll(next, by: name, session: session)
      let known = try await store.session(poll.stream)
      var session = known.session
      let step = session.observe(poll)
      say("decided \(known.version)")
      guard readLine() != nil else { return }
      do throws(StoreError) {
        let appended = try await store.append(poll, step, expecting: known.version)
        if case .stored(let version, _) = appended {
          say("stored \(version)")
          next += 1
        }
      } catch {
        guard case .conflict(let expected, let actual) = error else { throw error }
        say("conflict \(expected) \(actual)")
      }
    }
  }

  /// Opens a store, making it where there is none, and prints how many polls it holds.
  private static func open(_ path: String) async throws {
    let store = try SessionStore(path: path, patience: .seconds(30))
    say("\(try await store.steps(after: 0, limit: .max).count)")
  }

  /// Takes the write lock and prints `held`; keeps it until there is a line, or no more input.
  private static func hold(_ path: String) throws {
    try DatabaseQueue(path: path).inDatabase { db in
      try db.execute(sql: "BEGIN IMMEDIATE")
      say("held")
      _ = readLine()
      try db.execute(sql: "ROLLBACK")
    }
    say("released")
  }

  /// Prints how many polls there are, as any other program may; has closed the file when it ends.
  private static func visit(_ path: String) throws {
    let queue = try DatabaseQueue(path: path)
    let count = try queue.read { try Int.fetchOne($0, sql: "SELECT count(*) FROM polls") }
    try queue.close()
    say("\(count ?? 0)")
  }

  private static func number(_ text: String) -> Int { Int(text) ?? 0 }

  private static func say(_ line: String) {
    FileHandle.standardOutput.write(Data((line + "\n").utf8))
  }
}

extension Poll {
  /// The poll of that number by one of several writers: no two of them are alike, and each holds a
  /// sentence more than the one before.
  fileprivate init(_ number: Int, by name: String, session: String) {
    let offset = name.utf8.reduce(0) { $0 + Int64($1) }
    let sentAt = 1_780_754_400_000_000 + Int64(number) * 1_000_000 + offset
    let transcript = (1...number).map { "The patient was seen \($0) times." }
      .joined(separator: " ")
    let body =
      #"{"session_id":"\#(session)","status":"processing","transcript":"\#(transcript)","#
      + #""upload_url":"https://x.example/\#(name)/\#(number)"}"#
    self.init(
      sentAt: Instant(microsecondsSinceEpoch: sentAt),
      receivedAt: Instant(microsecondsSinceEpoch: sentAt + 100_000),
      url: "/voice/v1/sessions/\(session)",
      outcome: .answer(Poll.Answer(status: 202, headers: [], body: Array(body.utf8))))
  }

  /// What it belongs to.
  fileprivate var stream: PollStream {
    PollStream(method: method, url: url) ?? PollStream(id: "")
  }
}
