/// By what a document is known from one answer to the next.
public enum DocumentKey: Hashable, Sendable {
  /// Its `document_id`.
  case id(ExactText)
  /// Without one, its template and its place, from 0, among those of that template without one.
  case place(templateID: ExactText, Int)
}

extension DocumentKey {
  var isID: Bool {
    if case .id = self { true } else { false }
  }
}

/// What is known of one document; none of its content.
public struct Document: Hashable, Sendable {
  /// By what it is known.
  public internal(set) var key: DocumentKey
  /// The template that it was made from.
  public let templateID: ExactText
  /// Its status, where one was ever given.
  public internal(set) var status: DocumentStatus?
  /// Its content part by part, by length and fingerprint.
  public internal(set) var parts: [Part: ContentDigest]

  /// The members of a document beside its id and status.
  public enum Part: Hashable, Sendable, CaseIterable {
    /// What the template produced, compared by its bytes; the others by what they mean.
    case data
    /// The same as FHIR resources.
    case fhir
    /// What kind of document it is.
    case documentType
    /// Whether and where it was published.
    case publish
    /// Why it could not be made.
    case error
    /// What went wrong in it.
    case errors
    /// What is doubtful in it.
    case warnings
  }
}

extension Document {
  /// The order in which a state keeps documents: the server's own means nothing.
  func precedes(_ other: Document) -> Bool {
    guard templateID == other.templateID else { return templateID < other.templateID }
    switch (key, other.key) {
    case (.id(let id), .id(let otherID)): return id < otherID
    case (.place(_, let place), .place(_, let otherPlace)): return place < otherPlace
    case (.id, .place): return true
    case (.place, .id): return false
    }
  }
}

/// A document's status: an open set of words that the server owns.
public struct DocumentStatus: Hashable, Sendable {
  /// The one word for the several that servers use; another word as it came.
  ///
  /// In events and states as ``Content/modelUsed`` where it does not look like a word.
  public let word: ExactText

  /// Reads a server's word.
  public init(_ word: ExactText) {
    switch word {
    case "failure": self.word = Self.failed.word
    case "partial_success", "partial_completed": self.word = Self.partial.word
    case "processing", "in-progress", "in_progress": self.word = Self.inProgress.word
    default: self.word = word
    }
  }

  /// Whether the word is one that servers are documented to use.
  package var isDocumented: Bool {
    [.success, .failed, .partial, .inProgress].contains(self)
  }

  private init(known word: ExactText) {
    self.word = word
  }

  /// The document is there.
  public static let success = DocumentStatus(known: "success")
  /// It could not be made.
  public static let failed = DocumentStatus(known: "failed")
  /// A part of it could not be made.
  public static let partial = DocumentStatus(known: "partial")
  /// It is being made.
  public static let inProgress = DocumentStatus(known: "inProgress")
}
