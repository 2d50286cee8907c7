import Crypto
import Foundation
import GRDB
import ScribeSession
import Testing

@testable import ScribeStore

/// A store of two sessions in whose bodies words are planted, in many scripts; long bodies, that lie on
/// many pages, and short ones.
struct PlantedStore {
  static let words = [
    "Quibbleworth", "क्विबलवर्थ", "குவிபிள்", "كويبل", "きびわし", "克维布尔", "🩺🫀🩻🧬", "Κουίμπλ",
  ]

  let folder: TemporaryFolder
  let path: String

  /// - Parameter keys: what seals the bodies, where they are to be sealed.
  init(_ keys: WrappingKey? = nil) async throws {
    folder = try TemporaryFolder()
    path = folder.file("planted.sqlite")
    for round in 0..<3 {
      // Closed in between, so that some is in the file, and more than once.
      let store = try SessionStore(path: path, keys: keys)
      for session in ["ses_x", "ses_y"] {
        try await store.store(Self.polls(of: session, round))
      }
      if round < 2 { store.close() }
    }
  }

  private static func polls(of session: String, _ round: Int) -> [Poll] {
    let said = words.map { "\($0) of \(session)." }.joined(separator: " ")
    let long = String(repeating: "\(said) ", count: 20 * (round + 1))
    return [
      // With the digests that servers send along.
      .answer(
        202, body(session, "processing", long), at: Double(round * 10), session: session,
        headers: [
          HeaderField(name: "ETag", value: digest(of: body(session, "processing", long))),
          HeaderField(
            name: "x-amz-checksum-sha1", value: digest(of: body(session, "processing", long))),
        ]),
      .answer(502, "<p>\(said)</p>", at: Double(round * 10 + 1), session: session),
      .answer(
        202, body(session, "processing", long), at: Double(round * 10 + 2), session: session,
        query: "?template_id=soap"),
      .answer(
        200, body(session, "completed", long + said), at: Double(round * 10 + 3),
        session: session),
    ]
  }

  private static func digest(of body: String) -> String {
    Insecure.SHA1.hash(data: Data(body.utf8)).map { String(format: "%02x", $0) }.joined()
  }

  private static func body(_ session: String, _ status: String, _ said: String) -> String {
    #"{"session_id":"\#(session)","status":"\#(status)","transcript":"\#(said)","#
      + #""patient_details":{"name":"\#(words[0]) of \#(session)"}}"#
  }

  /// What is planted in the bodies of a session.
  static func needles(of session: String) -> [Data] {
    words.map { Data("\($0) of \(session)".utf8) }
  }

  /// What the file holds of a session's bodies and keys, as it stands there: of each the beginning.
  func stored(of session: String) throws -> [Data] {
    try DatabaseQueue(path: path).read { db in
      let streams = "(SELECT id FROM streams WHERE session = ?)"
      let values = try ["bodies": "data", "secrets": "clear", "keys": "fingerprint"]
        .flatMap { table, column in
          try Data.fetchAll(
            db,
            sql: "SELECT \(column) FROM \(table) WHERE stream IN \(streams) AND \(column) NOT NULL",
            arguments: [session])
        }
      let wrapped = try Data.fetchAll(
        db, sql: "SELECT wrapped FROM secrets WHERE stream IN \(streams) AND wrapped NOT NULL",
        arguments: [session])
      // Shorter ones could be anywhere.
      return (values + wrapped).filter { $0.count >= 16 }.map { $0.prefix(48) }
    }
  }

  /// Which of some bytes are in the file, or in those that SQLite keeps beside it.
  func found(_ needles: [Data]) throws -> Set<Data> {
    let files = try FileManager.default.contentsOfDirectory(atPath: folder.path)
    #expect(files.contains("planted.sqlite"))
    return try files.reduce(into: []) { found, file in
      let bytes = try Data(contentsOf: URL(filePath: "\(folder.path)/\(file)"))
      found.formUnion(needles.filter { bytes.range(of: $0) != nil })
    }
  }
}
