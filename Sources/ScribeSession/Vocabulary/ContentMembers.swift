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
