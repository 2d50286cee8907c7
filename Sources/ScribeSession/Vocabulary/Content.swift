package import ScribeJSON

/// A text known by its length and fingerprint alone.
public struct ContentDigest: Hashable, Sendable {
  /// Its length in bytes of UTF-8.
  public let byteCount: Int
  /// Its fingerprint under the session's key.
  package let fingerprint: Fingerprint

  init(byteCount: Int, fingerprint: Fingerprint) {
    self.byteCount = byteCount
    self.fingerprint = fingerprint
  }

  init(of bytes: ArraySlice<UInt8>, key: FingerprintKey) {
    self.init(byteCount: bytes.count, fingerprint: Fingerprint(of: bytes, key: key))
  }
}

/// The list of audio files, known by its length and its last path components in any order.
public struct AudioNames: Hashable, Sendable {
  /// How many there are.
  public let count: Int
  /// Of their last path components, sorted.
  package let fingerprint: Fingerprint
}

/// An `error` member, known by its code and the rest's digest.
public struct ErrorDigest: Hashable, Sendable {
  /// The code, where there is one; as ``Content/modelUsed`` where it does not look like a word.
  public let code: ExactText?
  /// Of the message.
  public let message: ContentDigest?
}

/// The non-fatal failures of a session, known by their types and files.
public struct ProcessingErrors: Hashable, Sendable {
  /// How many there are.
  public let count: Int
  /// Type and file of the first ones, each where it is given and looks like a word.
  public let kinds: [Kind]
  /// Of all, their messages included.
  package let fingerprint: Fingerprint

  /// One failure's type and file.
  public struct Kind: Hashable, Sendable {
    /// What kind of failure it is.
    public let type: ExactText?
    /// The last path component of the audio file that failed.
    public let file: ExactText?
  }

  /// How many failures are kept by type and file, so that no body makes a state grow.
  static let limit = 32
}

/// How audio is uploaded, as `upload_url` implies.
///
/// The URL itself is a secret and is not kept.
public enum UploadMode: Hashable, Sendable, CaseIterable {
  /// Over a web socket.
  case stream
  /// By requests, one a chunk or one for all.
  case request
  /// By a form that was signed beforehand.
  case form
}

/// The members of a body that hold an instant.
public enum InstantMember: Hashable, Sendable, CaseIterable {
  /// When the session was created.
  case createdAt
  /// When it expires unless it is ended.
  case expiresAt
  /// When it did expire.
  case expiredAt
  /// When it was finished.
  case completedAt
}

/// An instant for each member that holds one, as far as they are known.
struct InstantValues: Hashable, Sendable {
  private var createdAt: Instant?
  private var expiresAt: Instant?
  private var expiredAt: Instant?
  private var completedAt: Instant?

  subscript(member: InstantMember) -> Instant? {
    get {
      switch member {
      case .createdAt: createdAt
      case .expiresAt: expiresAt
      case .expiredAt: expiredAt
      case .completedAt: completedAt
      }
    }
    set {
      switch member {
      case .createdAt: createdAt = newValue
      case .expiresAt: expiresAt = newValue
      case .expiredAt: expiredAt = newValue
      case .completedAt: completedAt = newValue
      }
    }
  }
}

/// A digest for each member that is passed through, as far as they are known.
struct PassThroughDigests: Hashable, Sendable {
  private var additionalData: ContentDigest?
  private var patientDetails: ContentDigest?
  private var sessionDetails: ContentDigest?

  subscript(member: PassThroughMember) -> ContentDigest? {
    get {
      switch member {
      case .additionalData: additionalData
      case .patientDetails: patientDetails
      case .sessionDetails: sessionDetails
      }
    }
    set {
      switch member {
      case .additionalData: additionalData = newValue
      case .patientDetails: patientDetails = newValue
      case .sessionDetails: sessionDetails = newValue
      }
    }
  }
}

/// The members of a body that are passed through as any JSON, and compared by their bytes.
public enum PassThroughMember: Hashable, Sendable, CaseIterable {
  /// What the client gave along.
  case additionalData
  /// Who the patient is.
  case patientDetails
  /// The same, by another server's name.
  case sessionDetails
}

/// By what a document is known from one answer to the next.
public enum DocumentKey: Hashable, Sendable {
  /// Its `document_id`.
  case id(ExactText)
  /// Without one, its template and its place, from 0, among those of that template without one.
  case place(templateID: ExactText, Int)
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
