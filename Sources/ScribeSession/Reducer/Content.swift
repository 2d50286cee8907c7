/// What is known of a session's content: lengths, fingerprints, statuses, instants, words.
public struct Content: Hashable, Sendable {
  /// How many audio files were received.
  public internal(set) var audioFilesReceived: Int?
  /// The audio files' names.
  public internal(set) var audioNames: AudioNames?
  /// How many audio files were processed.
  public internal(set) var audioFilesProcessed: Int?
  /// The transcript, where it is known and not empty.
  public internal(set) var transcript: ContentDigest?
  /// The documents by what they are known by.
  var documentsByKey: [DocumentKey: Document] = [:]
  /// The instants that the server gave.
  var instantValues = InstantValues()
  /// The model that was used.
  ///
  /// Of a text that does not look like a word, its length and fingerprint: `string(12):1f3a…`.
  public internal(set) var modelUsed: ExactText?
  /// The language that was detected; as ``modelUsed`` where it does not look like a word.
  public internal(set) var languageDetected: ExactText?
  /// The server's message to people.
  public internal(set) var message: ContentDigest?
  /// What went wrong.
  public internal(set) var error: ErrorDigest?
  /// The non-fatal failures.
  public internal(set) var processingErrors: ProcessingErrors?
  /// How audio is uploaded.
  public internal(set) var uploadMode: UploadMode?
  /// The objects that are passed through.
  var passThroughDigests = PassThroughDigests()

  /// An instant that the server gave.
  public func instant(_ member: InstantMember) -> Instant? { instantValues[member] }

  /// What an object that is passed through is known by.
  public func passThrough(_ member: PassThroughMember) -> ContentDigest? {
    passThroughDigests[member]
  }

  /// The document that is known by that key.
  public func document(_ key: DocumentKey) -> Document? { documentsByKey[key] }

  /// How many documents are known.
  package var documentCount: Int { documentsByKey.count }

  /// The documents ordered by template and key: the server's own order means nothing.
  ///
  /// Sorts them.
  public var documents: [Document] { documentsByKey.values.sorted { $0.precedes($1) } }
}
