import ScribeJSON

/// A body that is not JSON in place of another, which fails to be read for the same reason at the
/// same byte, and holds none of its text.
enum UnreadableRedaction {
  /// - Parameter error: why the body could not be read.
  static func redacted(_ body: [UInt8], _ error: JSONError, _ pseudonyms: Pseudonyms) -> [UInt8] {
    // Most are a text of their own, like a gateway's page, and fail at their first byte.
    if let text = String(validating: body, as: UTF8.self) {
      let replaced = Array(pseudonyms.text(text, in: "a body that is no JSON").utf8)
      if failure(of: replaced) == error { return replaced }
    }
    return blank(error, tag: pseudonyms.tag(body))
  }

  private static func failure(of body: [UInt8]) -> JSONError? {
    do throws(JSONError) {
      _ = try JSONDocument(body)
      return nil
    } catch {
      return error
    }
  }

  /// White space up to the byte that breaks, and a tag, so that other bodies stay others.
  private static func blank(_ error: JSONError, tag: [UInt8]) -> [UInt8] {
    let blanks = [UInt8](repeating: UInt8(ascii: " "), count: error.offset)
    switch error.reason {
    case .empty: return blanks
    case .cutOff: return Array(([UInt8(ascii: "\"")] + tag + blanks).prefix(error.offset))
    case .notUTF8: return blanks + [0xFF] + tag
    case .tooDeep:
      let brackets = [UInt8](repeating: UInt8(ascii: "["), count: JSONDocument.depthLimit + 1)
      return Array(blanks.dropLast(JSONDocument.depthLimit)) + brackets + tag
    case .unexpectedByte, .malformedNumber, .malformedEscape, .loneSurrogate, .controlCharacter,
      .trailingBytes:
      return blanks + [UInt8(ascii: "x")] + tag
    }
  }
}
