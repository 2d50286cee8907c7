package import ScribeTalk

/// What a poll's answer is like: the same recipe and poll make the same bytes on every machine.
///
/// Every body is as documented for its HTTP status, so that no reader has anything to object to.
package struct BodyRecipe: Hashable, Sendable {
  /// What the session is said to be.
  package var status: Status
  /// The language of transcript and documents.
  package var language: Language
  /// How the server writes letters that are not ASCII.
  package var escaping: Escaping
  /// What session, talk and signatures follow from.
  package var seed: UInt64
  /// How long the transcript is, as text in UTF-8; up to three bytes less where a character would
  /// be cut.
  package var transcriptByteCount = 4_000
  /// How many audio files there are; an hour of speech has 180.
  package var audioFileCount = 4
  /// How the audio files are named.
  package var audioNames = AudioNames.plain
  /// The documents; nil leaves `templates` out, but of a partial answer, which must have it.
  package var documents: DocumentRecipe?
  /// Where `upload_url` stands.
  package var uploadURLPlace = UploadURLPlace.last
  /// Whether `upload_url` is signed anew for each poll; else it stays what it is.
  package var isResigned = true
  /// Whether the members stand in another order in each poll.
  package var areMembersShuffled = false
  /// How many seconds after the creation the session expires unless it is ended.
  package var secondsToExpiry = 86_400
  /// How many seconds after the creation the session ended, or expired.
  package var secondsToEnd = 1

  /// An answer with a short transcript and, where the session came to an end with documents, two of
  /// them.
  package init(
    _ status: Status = .processing, language: Language = .english, escaping: Escaping = .raw,
    seed: UInt64 = 1
  ) {
    self.status = status
    self.language = language
    self.escaping = escaping
    self.seed = seed
    documents = status == .completed || status == .partial ? DocumentRecipe() : nil
  }
}

extension BodyRecipe {
  /// What a session is said to be.
  package enum Status: Hashable, Sendable, CaseIterable {
    /// Open.
    case created, initialized, recording, processing
    /// At an end.
    case completed, partial, failed, expired

    /// The HTTP status that is documented for it.
    package var http: Int {
      switch self {
      case .created, .initialized, .recording, .processing: 202
      case .completed, .failed: 200
      case .partial: 206
      case .expired: 410
      }
    }

    var word: String {
      switch self {
      case .created: "created"
      case .initialized: "initialized"
      case .recording: "recording"
      case .processing: "processing"
      case .completed: "completed"
      case .partial: "partial"
      case .failed: "failed"
      case .expired: "expired"
      }
    }
  }

  /// How servers name audio files.
  package enum AudioNames: Hashable, Sendable, CaseIterable {
    /// `audio_0.webm`.
    case plain
    /// The whole `s3://…` URL.
    case s3
  }

  /// Where `upload_url` stands, whose signature is what differs between two polls.
  package enum UploadURLPlace: Hashable, Sendable, CaseIterable {
    /// Before all other members.
    case first
    /// Behind the instants, before the audio files.
    case early
    /// Behind all other members.
    case last
  }
}

extension BodyRecipe {
  /// The `session_id`.
  package var sessionID: String {
    var random = SplitMix64(seed: seed)
    return "ses_" + random.word(16, of: Array("0123456789abcdefghijklmnopqrstuvwxyz"))
  }

  /// What is polled.
  package var url: String { "https://scribe.example/voice/v1/sessions/\(sessionID)" }
}
