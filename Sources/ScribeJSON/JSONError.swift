/// Why bytes are not one strict JSON text, and where.
///
/// `offset` counts bytes from 0 in the bytes as they were given, a byte order mark included; where
/// the text was cut off it is the number of bytes. An error holds no byte of the text itself.
package struct JSONError: Error, Hashable, Sendable {
  package enum Reason: Hashable, Sendable, CaseIterable {
    /// Nothing but white space.
    case empty
    /// Correct up to its last byte, and not complete.
    case cutOff
    /// A byte sequence that RFC 3629 does not allow.
    case notUTF8
    /// More than ``JSONDocument/depthLimit`` arrays and objects inside one another.
    case tooDeep
    case unexpectedByte
    case malformedNumber
    case malformedEscape
    /// An escaped half of a surrogate pair without its other half: no text can hold it.
    case loneSurrogate
    case controlCharacter
    /// Something other than white space after the value.
    case trailingBytes
  }

  package let reason: Reason
  package let offset: Int

  package init(_ reason: Reason, at offset: Int) {
    self.reason = reason
    self.offset = offset
  }
}

extension JSONError: CustomStringConvertible {
  package var description: String { "\(reason.phrase) at byte \(offset)" }
}

extension JSONError.Reason {
  /// The reason as a clause without payload, for messages.
  package var phrase: String {
    switch self {
    case .empty: "no JSON text"
    case .cutOff: "JSON text cut off"
    case .notUTF8: "not UTF-8"
    case .tooDeep: "nested deeper than \(JSONDocument.depthLimit)"
    case .unexpectedByte: "unexpected byte"
    case .malformedNumber: "malformed number"
    case .malformedEscape: "malformed escape"
    case .loneSurrogate: "lone surrogate"
    case .controlCharacter: "control character in a string"
    case .trailingBytes: "bytes after the JSON text"
    }
  }
}
