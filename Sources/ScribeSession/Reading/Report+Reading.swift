import ScribeJSON

/// Why no report could be read from an answer.
enum UnreadableReason: CaseIterable {
  case notRecorded, empty, cutOff, malformed, notAnObject, notUTF8, tooDeep
}

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

extension Report {
  /// Reads the body of an answer, in one pass over its bytes.
  package init(_ answer: Poll.Answer) throws(UnreadableBody) {
    guard let body = answer.body else { throw UnreadableBody(.notRecorded, at: 0) }
    self.init(
      body: ReadBody(body, layout: try BodyScan(body).layout, http: answer.status))
  }
}
