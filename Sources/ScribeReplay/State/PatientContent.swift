import ScribeSession

/// Transcript and documents as a session knows them at some point: where they stand in the reports
/// that last told them.
///
/// Holds the bodies of those reports, and decodes nothing before it is asked for.
struct PatientContent {
  /// A report, and where in it the content stands.
  struct Source {
    fileprivate let report: Report
    fileprivate let place: ContentPlace
  }

  private var known = KnownContent<Source>()

  /// Takes a step in.
  @discardableResult
  mutating func observe(_ step: Step) -> KnownContent<Source>.Change {
    known.observe(step) { Source(report: $0, place: $1) }
  }

  /// The transcript; nil where none is known.
  var transcript: String? { known.transcript.flatMap { $0.report.text(at: $0.place) } }

  /// The JSON of a document's content, its FHIR resources on a line of their own; nil where it has
  /// none.
  func text(of key: DocumentKey) -> String? {
    let texts = [Document.Part.data, .fhir].compactMap { part in
      known.documents[key]?[part].flatMap { $0.report.text(at: $0.place) }
    }
    return texts.isEmpty ? nil : texts.joined(separator: "\n")
  }
}

extension Report {
  /// The transcript, or the JSON of a document's `data` or `fhir`; nil where that is not there.
  func text(at place: ContentPlace) -> String? {
    switch place {
    case .transcript: transcript
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

  /// The entry of a document.
  func document(knownBy key: DocumentKey) -> ReportedDocument? {
    switch key {
    case .id(let id): documents.last { $0.id == id }
    case .place(let template, let place):
      documents.filter { $0.id == nil && $0.template == template }.dropFirst(place).first
    }
  }
}
