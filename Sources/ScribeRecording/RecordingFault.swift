import ScribeJSON

/// What is wrong with a line or an entry, and at which byte of it, from 0.
struct RecordingFault: Error {
  let reason: String
  let offset: Int
  /// Whether it is only incomplete, as the last one of a log may be after a crash.
  var isCutOff = false

  init(_ reason: String, at offset: Int) {
    self.reason = reason
    self.offset = offset
  }

  init(_ error: JSONError) {
    self.init(error.reason.phrase, at: error.offset)
    isCutOff = error.reason == .cutOff
  }
}
