import ScribeSession

/// The transcript and documents that a step changed, for those who asked for patient data.
enum PatientText {
  static func lines(for step: Step) -> [String] {
    guard let report = step.report else { return [] }
    return step.events.flatMap { event -> [String] in
      switch event {
      case .transcriptAppeared, .transcriptRewritten, .transcriptShrank:
        quoted(report.transcript ?? "", title: "transcript")
      case .transcriptExtended(let length, _):
        quoted(
          String(decoding: (report.transcript ?? "").utf8.dropFirst(length), as: UTF8.self),
          title: "transcript, what was added")
      case .documentAdded(let document): content(of: document.key, report)
      case .documentContentChanged(let key, _, _, _): content(of: key, report)
      default: []
      }
    }
  }

  private static func content(of key: DocumentKey, _ report: Report) -> [String] {
    guard let document = report.document(knownBy: key) else { return [] }
    let parts = [document.data, document.fhir].compactMap { $0 }
    if parts.isEmpty { return [] }
    let text = parts.map { String(decoding: $0, as: UTF8.self) }.joined(separator: "\n")
    return quoted(text, title: "document \(document.template.text.printable)")
  }

  private static func quoted(_ text: String, title: String) -> [String] {
    ["\(title):"]
      + text.split(separator: "\n", omittingEmptySubsequences: false).map {
        "| \(String($0).printable)"
      }
  }
}

extension Report {
  fileprivate func document(knownBy key: DocumentKey) -> ReportedDocument? {
    switch key {
    case .id(let id): documents.last { $0.id == id }
    case .place(let template, let place):
      documents.filter { $0.id == nil && $0.template == template }.dropFirst(place).first
    }
  }
}
