import ScribeSession

/// The transcript and documents that a step changed, for those who asked for patient data.
enum PatientText {
  static func lines(for step: Step) -> [String] {
    guard let report = step.report else { return [] }
    let indexed = IndexedReport(report)
    return step.events.flatMap { event -> [String] in
      switch event {
      case .transcriptAppeared, .transcriptRewritten, .transcriptShrank:
        quoted(report.transcript ?? "", title: "transcript")
      case .transcriptExtended(let length, _):
        quoted(
          String(decoding: (report.transcript ?? "").utf8.dropFirst(length), as: UTF8.self),
          title: "transcript, what was added")
      case .documentAdded(let document): content(of: document.key, indexed)
      case .documentContentChanged(let key, _, _, _): content(of: key, indexed)
      default: []
      }
    }
  }

  /// What the poll gave of a document.
  private static func content(of key: DocumentKey, _ report: IndexedReport) -> [String] {
    guard let document = report.document(knownBy: key) else { return [] }
    let parts = [document.data, document.fhir].compactMap { $0 }
    if parts.isEmpty { return [] }
    return quoted(
      parts.map { String(decoding: $0, as: UTF8.self) }.joined(separator: "\n"),
      title: "document \(document.templateID.text.printable)")
  }

  /// A text below its title, each line marked.
  static func quoted(_ text: String, title: String) -> [String] {
    ["\(title):"]
      + text.split(separator: "\n", omittingEmptySubsequences: false).map {
        "| \(String($0).printable)"
      }
  }
}
