import ScribeJSON

/// A body that is not a JSON object, and the byte at which that shows.
package struct UnreadableBody: Error {
  let reason: UnreadableReason
  let offset: Int

  init(_ reason: UnreadableReason, at offset: Int) {
    self.reason = reason
    self.offset = offset
  }

  init(_ error: JSONError) {
    offset = error.offset
    switch error.reason {
    case .empty: reason = .empty
    case .cutOff: reason = .cutOff
    case .notUTF8: reason = .notUTF8
    case .tooDeep: reason = .tooDeep
    case .unexpectedByte, .malformedNumber, .malformedEscape, .loneSurrogate, .controlCharacter,
      .trailingBytes:
      reason = .malformed
    }
  }
}
