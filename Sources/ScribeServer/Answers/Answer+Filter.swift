import Foundation
import ScribeSession

/// A filter applied to an answer of the whole session, as the service does it (the article OnTheWire).
///
/// Foundation's JSON reads and writes, so that what the library reads afterwards was made by another
/// reader than its own; numbers and the order of members are Foundation's.
extension Poll.Answer {
  /// The answer as it is seen through a filter.
  ///
  /// Its status is its own: 404 where there is no such document, 202 while one is in progress, 206 where
  /// some failed, 200 `failed` where all did; an expired session stays expired. What has no documents to
  /// be filtered, an open session or an error, stays as it is.
  func filtered(by filter: PollStream.Filter) -> Poll.Answer {
    guard let body,
      var members = try? JSONSerialization.jsonObject(with: Data(body)) as? [String: Any],
      let word = members["status"] as? String,
      ["completed", "partial", "failed", "expired"].contains(word)
    else { return self }
    let documents = Self.documents(in: members["templates"])
    if documents.isEmpty, word == "failed" || word == "expired" { return self }
    let seen = documents.filter { $0.isSeen(through: filter) }
    if word == "expired" {
      members["templates"] = Dictionary(seen.map { ($0.template, $0.entry) }) { $1 }
      return with(members, status: status)
    }
    guard !seen.isEmpty else {
      return .noDocument(filter).with(headers.filter { $0.isNamed("date") })
    }
    let http = Self.apply(seen, to: &members)
    return with(members, status: http)
  }

  /// Makes the members those of an answer that has these documents alone, and returns its HTTP status.
  private static func apply(_ documents: [Document], to members: inout [String: Any]) -> Int {
    let (http, word) = status(of: documents.map(\.status))
    members["status"] = word
    members["templates"] = documents.map { [$0.template: $0.entry] }
    // What an answer of that status does not have, and what it has to have (OnTheWire, "Members").
    switch http {
    case 202:
      for name in afterTheEnd { members[name] = nil }
      for name in ["expires_at", "additional_data", "transcript"] where members[name] == nil {
        members[name] = NSNull()
      }
    case 206:
      members["audio_files_processed"] =
        members["audio_files_processed"] ?? members["audio_files_received"] ?? 0
    default:
      for name in ["audio_files_processed", "processing_errors"] { members[name] = nil }
    }
    if word == "failed" {
      for name in afterTheEnd + ["transcript"] { members[name] = nil }
    }
    return http
  }

  /// The same answer with another body and status.
  private func with(_ members: [String: Any], status: Int) -> Poll.Answer {
    guard
      let data = try? JSONSerialization.data(
        withJSONObject: members, options: [.sortedKeys, .withoutEscapingSlashes])
    else { return self }
    return Poll.Answer(status: status, headers: headers, body: Array(data))
  }

  private func with(_ more: [HeaderField]) -> Poll.Answer {
    Poll.Answer(status: status, headers: headers + more, body: body)
  }

  /// What a 202 does not have, and a 200 that failed leaves out.
  private static let afterTheEnd = [
    "templates", "completed_at", "model_used", "language_detected", "processing_errors",
    "audio_files_processed", "error",
  ]

  private static func noDocument(_ filter: PollStream.Filter) -> Poll.Answer {
    let name = filter.documentID == nil ? "template" : "id"
    return .envelope(404, "resource_not_found", "No document found for this \(name)")
  }

  private static func status(of statuses: [String]) -> (http: Int, word: String) {
    let failed = statuses.filter { ["failed", "failure"].contains($0) }.count
    if statuses.contains(where: {
      ["inProgress", "processing", "in-progress", "in_progress"].contains($0)
    }) {
      return (202, "processing")
    }
    if failed == statuses.count { return (200, "failed") }
    return failed > 0 ? (206, "partial") : (200, "completed")
  }

  /// A document and the template that it is of.
  private struct Document {
    let template: String
    let entry: [String: Any]

    var status: String { entry["status"] as? String ?? "" }

    func isSeen(through filter: PollStream.Filter) -> Bool {
      let documentID = (entry["document_id"] as? String).map { ExactText($0) }
      if let id = filter.templateID, id != ExactText(template) { return false }
      if let id = filter.documentID, id != documentID { return false }
      return true
    }
  }

  /// The documents of a list of objects keyed by template, or of a map.
  private static func documents(in templates: Any?) -> [Document] {
    let elements = templates as? [Any] ?? [templates as Any]
    return elements.compactMap { $0 as? [String: Any] }.flatMap { object in
      object.keys.sorted().compactMap { template in
        (object[template] as? [String: Any]).map { Document(template: template, entry: $0) }
      }
    }
  }
}
