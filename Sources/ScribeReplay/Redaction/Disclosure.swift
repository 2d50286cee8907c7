package import ScribeSession

/// What stays of a JSON value when it is redacted.
///
/// An allow-list: whatever it does not name is replaced, text by text and number by number, names of
/// members included. Types, lengths, booleans, nulls and the number of members and elements stay.
package indirect enum Disclosure: Sendable {
  /// Nothing.
  case nothing
  /// The value as it is, but for what looks like a secret: by a policy alone.
  case everything
  /// A text that looks like a word of a protocol.
  case word
  /// The id of the session that was asked for, and no other.
  case sessionID
  /// A text, whatever it is: an id by which events know a document.
  case id
  /// What can be read as a point in time.
  case instant
  /// A number.
  case count
  /// Of a path, which components are the same.
  case path
  /// The scheme of a URL.
  case scheme
  /// The names of these members and what they disclose.
  case members([ExactText: Disclosure])
  /// All names of members, each of whose values discloses the same but for some, in an object or
  /// each of a list.
  case named(Disclosure, except: [ExactText: Disclosure] = [:])
  /// What each element of an array discloses.
  case elements(Disclosure)
}

extension Disclosure {
  /// Of a body: what the events of a session hold, which is free of patient data, and instants.
  package static let body = Disclosure.members([
    "session_id": .sessionID, "status": .word, "created_at": .instant, "expires_at": .instant,
    "expired_at": .instant, "completed_at": .instant, "model_used": .word,
    "language_detected": .word, "audio_files_received": .count, "audio_files": .elements(.path),
    "audio_files_processed": .count, "additional_data": .nothing, "patient_details": .nothing,
    "session_details": .nothing, "transcript": .nothing, "templates": .named(entry),
    "processing_errors": .elements(processingError), "error": error, "message": .nothing,
    "upload_url": .scheme, "txn_id": .nothing, "b_id": .nothing, "display_message": .nothing,
  ])

  private static let entry = Disclosure.members([
    "status": .word, "data": .nothing, "document_id": .id, "document_type": .nothing,
    "publish": .nothing, "error": .nothing, "errors": .nothing, "warnings": .nothing,
    "presigned_url": .scheme, "presigned_url_expires_at": .instant, "fhir": .nothing,
  ])

  private static let error = Disclosure.members([
    "code": .word, "message": .nothing, "details": .nothing,
  ])

  private static let processingError = Disclosure.members([
    "type": .word, "message": .nothing, "file": .path,
  ])
}
