import ScribeSession

/// A report whose documents are found by what they are known by: of thousands each at once.
final class IndexedReport {
  let report: Report

  private lazy var documents: [DocumentKey: ReportedDocument] = {
    var documents: [DocumentKey: ReportedDocument] = [:]
    var counts: [ExactText: Int] = [:]
    for document in report.documents {
      if let id = document.id {
        documents[.id(id)] = document
      } else {
        let place = counts[document.templateID, default: 0]
        counts[document.templateID] = place + 1
        documents[.place(templateID: document.templateID, place)] = document
      }
    }
    return documents
  }()

  init(_ report: Report) {
    self.report = report
  }

  /// The entry of a document; of two with one id the last.
  func document(knownBy key: DocumentKey) -> ReportedDocument? { documents[key] }

  /// The transcript, or the JSON of a document's `data` or `fhir`; nil where that is not there.
  func text(at place: ContentPlace) -> String? {
    switch place {
    case .transcript: report.transcript
    case .document(let key, .data): document(knownBy: key)?.data.map(Self.text)
    case .document(let key, .fhir): document(knownBy: key)?.fhir.map(Self.text)
    case .document(_, .documentType), .document(_, .publish), .document(_, .error),
      .document(_, .errors), .document(_, .warnings):
      nil
    }
  }

  private static func text(_ json: ArraySlice<UInt8>) -> String {
    String(decoding: json, as: UTF8.self)
  }
}
