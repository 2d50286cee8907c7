import ScribeJSON

/// The reader in place held against plain ways to the same answers: what tests and the fuzzer of the
/// decoder share.
enum DecoderAgreement {
  private static let key = FingerprintKey(3, 4)

  /// Where the reader differs from the rules byte by byte, or from itself.
  static func mismatch(_ bytes: [UInt8]) -> String? {
    if let fault = scanMismatch(bytes) { return fault }
    guard let root = (try? JSONDocument(bytes))?.root else { return nil }
    var depth = 0
    var inner: [JSONValue] = []
    for token in JSONTokens(root) {
      switch token {
      case .beginObject, .beginArray: depth += 1
      case .end: depth -= 1
      case .name(let name):
        if let fault = textMismatch(name) { return fault }
      case .scalar(let value): inner.append(value)
      }
    }
    if depth != 0 { return "\(depth) values do not end" }
    for value in inner {
      if let fault = value.string.flatMap(textMismatch) ?? value.number.flatMap(numberMismatch) {
        return fault
      }
    }
    return nil
  }

  /// Where the reader differs from the rules byte by byte.
  static func scanMismatch(_ bytes: [UInt8]) -> String? {
    let expected = ReferenceScanner.scan(bytes)
    let actual = Result { () throws(JSONError) in
      try JSONCursor.read(bytes) { cursor throws(JSONError) in
        let site = try cursor.skip()
        return site.start..<site.end
      }
    }
    return actual == expected ? nil : "\(actual) instead of \(expected)"
  }

  /// A text is what its bytes say one after the other, and its fingerprint that of the text.
  private static func textMismatch(_ string: JSONString) -> String? {
    let text = string.utf8
    if !String(decoding: text, as: UTF8.self).utf8.elementsEqual(text) { return "no UTF-8" }
    if !string.text.utf8.elementsEqual(text) { return "another text" }
    let reading = TextReading(string, key: key, prefixLength: text.count / 2)
    if reading.byteCount != text.count { return "\(reading.byteCount) bytes of \(text.count)" }
    if reading.fingerprint != Fingerprint(of: text, key: key) { return "another fingerprint" }
    let prefix = Fingerprint(of: text.prefix(text.count / 2), key: key)
    if reading.prefixFingerprint != prefix { return "another fingerprint of half a text" }
    var writer = JSONWriter()
    writer.value(utf8: text)
    let written = (try? JSONDocument(writer.bytes))?.root.string?.utf8
    return written.map { $0.elementsEqual(text) } == true ? nil : "is not read as written"
  }

  /// What several ways of reading a number say of it.
  private static func numberMismatch(_ number: JSONNumber) -> String? {
    if let integer = number.integer {
      if !number.isWhole { return "an integer that is not whole" }
      if number.scaled(byPowerOfTen: 0)?.value != Int64(integer) { return "two integers" }
      if number.count != (integer < 0 ? nil : integer) { return "another count" }
    } else if let count = number.count, count != .max || !number.isWhole {
      return "a count that is no integer"
    }
    return nil
  }
}
