/// What one poll added, in the past tense and free of patient data: counts, lengths,
/// fingerprints, statuses, instants, codes.
///
/// A session's state is the fold of its events.
public enum Event: Hashable, Sendable {
  /// The first poll told which session this is.
  case opened(PollStream)
  /// A poll was made; what kind of answer it was. Every poll that is not ignored yields one.
  case polled(PollRecord)
  /// The server's word led to another phase.
  case phaseChanged(from: Phase, to: Phase)

  /// Another number of audio files was received.
  case audioFilesChanged(from: Int?, count: Int)
  /// The list of audio files has other last path components.
  case audioNamesChanged(AudioNames)
  /// Another number of audio files was processed.
  case audioFilesProcessedChanged(from: Int?, count: Int)

  /// A transcript where none was known.
  case transcriptAppeared(ContentDigest)
  /// The transcript grew at its end.
  case transcriptExtended(from: Int, to: ContentDigest)
  /// The transcript became another of as many bytes or more.
  case transcriptRewritten(from: Int, to: ContentDigest)
  /// The transcript became another of fewer bytes.
  case transcriptShrank(from: Int, to: ContentDigest)
  /// The transcript was explicitly emptied.
  case transcriptCleared(from: Int)

  /// A document that was not known.
  case documentAdded(Document)
  /// A known document's status.
  case documentStatusChanged(DocumentKey, from: DocumentStatus?, to: DocumentStatus)
  /// A known document's content.
  case documentContentChanged(DocumentKey, Document.Part, from: Int?, to: ContentDigest)
  /// The only document without an id of its template got one.
  case documentIdentified(DocumentKey, as: DocumentKey)
  /// A template has another number of documents without an id, so they cannot be told apart.
  case documentsRecounted(templateID: ExactText, from: Int, to: [Document])
  /// A known document is gone.
  case documentRemoved(DocumentKey)

  /// An instant that was not known.
  case instantSet(InstantMember, Instant)
  /// A known instant became another.
  case instantMoved(InstantMember, from: Instant, to: Instant)

  /// `model_used` became another word.
  case modelChanged(from: ExactText?, to: ExactText)
  /// `language_detected` became another word.
  case languageChanged(from: ExactText?, to: ExactText)
  /// `message` became another text.
  case messageChanged(ContentDigest)
  /// `error` became another.
  case errorChanged(ErrorDigest)
  /// `processing_errors` became another list.
  case processingErrorsChanged(from: Int?, to: ProcessingErrors)
  /// An object that is passed through became another, by its bytes.
  case passThroughChanged(PassThroughMember, from: Int?, to: ContentDigest)

  /// `upload_url` implies another way of uploading. Not tracked content: one server gives either.
  case uploadModeChanged(from: UploadMode?, to: UploadMode)
  /// A `Retry-After` that is neither seconds nor a date.
  case retryAfterIgnored
  /// A finding that the poll before did not have.
  case anomalyBegan(Anomaly)
  /// A finding that a poll could have had again, and did not.
  case anomalyEnded(Anomaly.Code, path: String?)

  /// Whether the event records a change of tracked content, which tells `progress` from `same`.
  package var isContent: Bool {
    switch self {
    case .opened, .polled, .phaseChanged, .uploadModeChanged, .retryAfterIgnored, .anomalyBegan,
      .anomalyEnded:
      false
    case .audioFilesChanged, .audioNamesChanged, .audioFilesProcessedChanged,
      .transcriptAppeared, .transcriptExtended, .transcriptRewritten, .transcriptShrank,
      .transcriptCleared, .documentAdded, .documentStatusChanged, .documentContentChanged,
      .documentIdentified, .documentsRecounted, .documentRemoved, .instantSet, .instantMoved,
      .modelChanged, .languageChanged, .messageChanged, .errorChanged,
      .processingErrorsChanged, .passThroughChanged:
      true
    }
  }

  /// Whether the event only keeps the books of polling, and tells nothing about the session.
  package var isBookkeeping: Bool {
    if case .opened = self { return true }
    if case .polled = self { return true }
    return false
  }
}
