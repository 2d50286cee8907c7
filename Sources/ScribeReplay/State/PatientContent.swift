import ScribeSession

/// Transcript and documents as a session knows them at some point: where they stand in the reports
/// that last told them.
///
/// Holds the bodies of those reports, and decodes nothing before it is asked for.
struct PatientContent {
  /// A report, and where in it the content stands.
  struct Source {
    fileprivate let report: IndexedReport
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
