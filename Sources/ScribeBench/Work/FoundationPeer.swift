#if canImport(FoundationEssentials)
  import FoundationEssentials
#else
  import Foundation
#endif

/// The same body read by Foundation's `JSONDecoder`: seven head members and the transcript.
///
/// It checks the whole JSON text and the UTF-8 of what it decodes, lets the last of two members of
/// one name win in silence, and makes the transcript a `String`.
struct FoundationPeer {
  private struct Body: Decodable {
    let session_id: String
    let status: String
    let created_at: String
    let expires_at: String?
    let audio_files_received: Int
    let audio_files: [String]
    let upload_url: String?
    let transcript: String?
  }

  private let body: Data
  private let decoder = JSONDecoder()

  init(_ body: [UInt8]) {
    self.body = Data(body)
  }

  func run() -> Int {
    (try? decoder.decode(Body.self, from: body))?.transcript?.utf8.count ?? 0
  }
}
