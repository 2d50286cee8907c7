/// A finding about one poll: something that the endpoint's documentation does not lead one to
/// expect.
///
/// Findings never stop anything.
public struct Anomaly: Hashable, Sendable {
  /// What was found.
  public let code: Code
  /// The place in the body as a JSONPath, `[*]` standing for any index; nil where there is none.
  public let path: String?
  /// What was expected there, as a shape or a word of the protocol.
  public let expected: String?
  /// What was there, as a shape, never as a value that could be a patient's.
  public let actual: String?
  /// The byte of the body at which it could not be read.
  public let offset: Int?

  init(
    _ code: Code, path: String? = nil, expected: String? = nil, actual: String? = nil,
    offset: Int? = nil
  ) {
    self.code = code
    self.path = path
    self.expected = expected
    self.actual = actual
    self.offset = offset
  }

  /// How serious the finding is, which its code decides.
  public var severity: Severity { code.severity }

  /// How serious a finding is.
  public enum Severity: Hashable, Sendable, CaseIterable, Comparable {
    /// Worth knowing.
    case note
    /// Somebody should look.
    case warning
    /// The session's story contradicts itself.
    case error
  }

  /// The codes of TheRules, section 6, in its order.
  public enum Code: Hashable, Sendable, CaseIterable {
    /// The body's word and the HTTP status contradict each other.
    case statusDisagreement
    /// The body's word is none of the eight.
    case unknownStatus
    /// A 2xx status that the endpoint does not use.
    case unexpectedHTTP
    /// An open phase came after a later one.
    case regressed
    /// An expired session came back.
    case revived
    /// One settled phase came after another.
    case settledChanged
    /// The body is of another session.
    case sessionMismatch
    /// HTTP 404 after the session had been seen.
    case vanished
    /// The body is not a JSON object.
    case unreadableBody
    /// A name stands twice where the last one counts.
    case duplicateKey
    /// Fewer audio files were received than before.
    case audioDecreased
    /// The count of audio files and their list differ.
    case audioCountMismatch
    /// The transcript became shorter.
    case transcriptShrank
    /// The transcript no longer begins with what it was.
    case transcriptRewritten
    /// A transcript or a document that was there is gone.
    case contentLost
    /// A document is no longer successful.
    case documentRegressed
    /// `created_at` became another instant.
    case createdAtChanged
    /// `completed_at` became another instant after the session was settled.
    case completedAtMoved
    /// The model or the language changed after the session was settled.
    case settledFieldChanged
    /// The session is open after its `expires_at`.
    case overdue
    /// The recording's clock ran backwards.
    case logClock
    /// Instants contradict each other.
    case clockSkew
    /// The poll was sent before the end of the last `Retry-After`.
    case polledTooSoon
    /// A documented member of an undocumented type.
    case typeDrift
    /// A member that no source documents.
    case unknownField
    /// A required member is absent.
    case missingField
  }
}
