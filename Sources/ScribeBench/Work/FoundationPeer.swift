#if canImport(FoundationEssentials)
  import FoundationEssentials
#else
  import Foundation
#endif

/// The same bytes read by Foundation's `JSONDecoder`: seven head members and the transcript.
///
/// It checks the whole JSON text and the UTF-8 of what it decodes, lets the last of two members of
/// one name win in silence, and makes the transcript a `String`.
struct FoundationPeer {
  private struct Body: Decodable {
    let session_id: String?
    let status: String?
    let created_at: String?
    let expires_at: String?
    let audio_files_received: Int?
    let audio_files: [String]?
    let upload_url: String?
    let transcript: String?
  }

  private struct Line: Decodable {
    let sent_at: String?
    let received_at: String?
    let method: String?
    let url: String?
    let status: Int?
    let headers: [String: String]?
    let body: String?
  }

  private let texts: [Data]
  private let decoder = JSONDecoder()

  /// Decodes a body.
  init(_ body: [UInt8]) {
    texts = [Data(body)]
  }

  /// Decodes the lines of a poll log, which are told apart beforehand.
  init(lines log: [UInt8]) {
    texts = log.split(separator: UInt8(ascii: "\n")).map { Data($0) }
  }

  /// Whether the body is one that it can decode.
  var canDecode: Bool { texts.allSatisfy { body($0) != nil } }

  /// How many bytes of transcript the body has.
  func run() -> Int {
    texts.reduce(0) { $0 + (body($1)?.transcript?.utf8.count ?? 0) }
  }

  /// How many bytes of transcript the bodies of all lines have together.
  func runLines() -> Int {
    texts.reduce(0) { count, line in
      guard let body = (try? decoder.decode(Line.self, from: line))?.body else { return count }
      return count + (self.body(Data(body.utf8))?.transcript?.utf8.count ?? 0)
    }
  }

  private func body(_ text: Data) -> Body? { try? decoder.decode(Body.self, from: text) }
}
