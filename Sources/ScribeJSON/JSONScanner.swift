/// One strict pass over a JSON text (RFC 8259, UTF-8 by RFC 3629), without recursion.
///
/// It keeps one bit a level of nesting and stops at the first fault with its offset. Nothing is
/// decoded and nothing is kept: what a text means is read afterwards by ``JSONValue``, which may
/// then rely on every byte.
struct JSONScanner {
  private let bytes: [UInt8]
  private var position: Int
  /// What encloses the position, outermost first: true for an object.
  private var nesting: [Bool] = []

  init(_ bytes: [UInt8], from position: Int) {
    self.bytes = bytes
    self.position = position
  }

  /// Checks that exactly one value, and nothing else, is left, and returns its range.
  mutating func scanText() throws(JSONError) -> Range<Int> {
    skipWhiteSpace()
    guard position < bytes.count else { throw JSONError(.empty, at: position) }
    let start = position
    try scanValue()
    let end = position
    skipWhiteSpace()
    guard position == bytes.count else { throw unexpected(.trailingBytes) }
    return start..<end
  }

  private mutating func scanValue() throws(JSONError) {
    var complete = try scanScalarOrOpening()
    while let inObject = nesting.last {
      if complete {
        complete = try scanAfterElement(inObject: inObject)
      } else {
        complete = try scanFirstElement(inObject: inObject)
      }
    }
  }

  /// Reads a scalar whole (true), or the opening byte of a container (false).
  private mutating func scanScalarOrOpening() throws(JSONError) -> Bool {
    switch try peek() {
    case ASCII.openBrace:
      try open(object: true)
      return false
    case ASCII.openBracket:
      try open(object: false)
      return false
    case ASCII.quote: try scanString()
    case ASCII.minus, ASCII.zero...ASCII.nine: try scanNumber()
    case 0x74: try scanLiteral("true")
    case 0x66: try scanLiteral("false")
    case 0x6E: try scanLiteral("null")
    default: throw unexpected()
    }
    return true
  }

  private mutating func open(object: Bool) throws(JSONError) {
    guard nesting.count < JSONDocument.depthLimit else { throw JSONError(.tooDeep, at: position) }
    nesting.append(object)
    position += 1
  }

  private mutating func close() {
    nesting.removeLast()
    position += 1
  }

  /// Directly after an opening byte: the container ends, or its first element begins.
  private mutating func scanFirstElement(inObject: Bool) throws(JSONError) -> Bool {
    skipWhiteSpace()
    if try peek() == (inObject ? ASCII.closeBrace : ASCII.closeBracket) {
      close()
      return true
    }
    if inObject { try scanName() }
    return try scanScalarOrOpening()
  }

  /// Directly after an element: the container ends, or the next element begins.
  private mutating func scanAfterElement(inObject: Bool) throws(JSONError) -> Bool {
    skipWhiteSpace()
    let byte = try peek()
    if byte == (inObject ? ASCII.closeBrace : ASCII.closeBracket) {
      close()
      return true
    }
    guard byte == ASCII.comma else { throw unexpected() }
    position += 1
    skipWhiteSpace()
    if inObject { try scanName() }
    return try scanScalarOrOpening()
  }

  private mutating func scanName() throws(JSONError) {
    guard try peek() == ASCII.quote else { throw unexpected() }
    try scanString()
    skipWhiteSpace()
    guard try peek() == ASCII.colon else { throw unexpected() }
    position += 1
    skipWhiteSpace()
  }

  private mutating func scanLiteral(_ literal: String) throws(JSONError) {
    for byte in literal.utf8 {
      guard try peek() == byte else { throw unexpected() }
      position += 1
    }
  }

  private mutating func skipWhiteSpace() {
    while position < bytes.count, ASCII.isWhiteSpace(bytes[position]) { position += 1 }
  }

  private func peek() throws(JSONError) -> UInt8 {
    guard position < bytes.count else { throw JSONError(.cutOff, at: position) }
    return bytes[position]
  }

  /// The fault of the byte at the position, which UTF-8 may forbid before JSON does.
  private func unexpected(_ reason: JSONError.Reason = .unexpectedByte) -> JSONError {
    guard bytes[position] >= 0x80 else { return JSONError(reason, at: position) }
    switch UTF8Sequence.check(bytes, at: position) {
    case .complete: return JSONError(reason, at: position)
    case .cutOff: return JSONError(.cutOff, at: bytes.count)
    case .invalid: return JSONError(.notUTF8, at: position)
    }
  }
}

// MARK: - Strings and numbers

extension JSONScanner {
  private mutating func scanString() throws(JSONError) {
    position += 1
    while true {
      let byte = try peek()
      switch byte {
      case ASCII.quote:
        position += 1
        return
      case ASCII.backslash: try scanEscape()
      case 0..<0x20: throw JSONError(.controlCharacter, at: position)
      case 0..<0x80: position += 1
      default: try scanMultiByteCharacter()
      }
    }
  }

  private mutating func scanMultiByteCharacter() throws(JSONError) {
    switch UTF8Sequence.check(bytes, at: position) {
    case .complete(let length): position += length
    case .cutOff: throw JSONError(.cutOff, at: bytes.count)
    case .invalid: throw JSONError(.notUTF8, at: position)
    }
  }

  private mutating func scanEscape() throws(JSONError) {
    let start = position
    position += 1
    switch try peek() {
    case ASCII.quote, ASCII.backslash, ASCII.slash, 0x62, 0x66, 0x6E, 0x72, 0x74: position += 1
    case 0x75: try scanUnicodeEscape(from: start)
    default: throw JSONError(.malformedEscape, at: start)
    }
  }

  private mutating func scanUnicodeEscape(from start: Int) throws(JSONError) {
    position += 1
    let unit = try scanFourHexDigits(from: start)
    switch unit {
    case 0xDC00...0xDFFF: throw JSONError(.loneSurrogate, at: start)
    case 0xD800...0xDBFF:
      guard try peek() == ASCII.backslash else { throw JSONError(.loneSurrogate, at: start) }
      position += 1
      guard try peek() == 0x75 else { throw JSONError(.loneSurrogate, at: start) }
      position += 1
      let low = try scanFourHexDigits(from: position - 2)
      guard (0xDC00...0xDFFF).contains(low) else { throw JSONError(.loneSurrogate, at: start) }
    default: return
    }
  }

  private mutating func scanFourHexDigits(from start: Int) throws(JSONError) -> UInt32 {
    var unit: UInt32 = 0
    for _ in 0..<4 {
      guard let digit = ASCII.hexValue(try peek()) else {
        throw JSONError(.malformedEscape, at: start)
      }
      unit = unit << 4 | digit
      position += 1
    }
    return unit
  }

  /// `-? (0 | [1-9][0-9]*) (. [0-9]+)? ([eE] [+-]? [0-9]+)?`, of any length.
  private mutating func scanNumber() throws(JSONError) {
    if bytes[position] == ASCII.minus { position += 1 }
    if try peek() == ASCII.zero {
      position += 1
    } else {
      try scanDigits()
    }
    if position < bytes.count, bytes[position] == ASCII.dot {
      position += 1
      try scanDigits()
    }
    if position < bytes.count, bytes[position] | 0x20 == 0x65 {
      position += 1
      let sign = try peek()
      if sign == ASCII.plus || sign == ASCII.minus { position += 1 }
      try scanDigits()
    }
  }

  private mutating func scanDigits() throws(JSONError) {
    guard ASCII.isDigit(try peek()) else { throw unexpected(.malformedNumber) }
    while position < bytes.count, ASCII.isDigit(bytes[position]) { position += 1 }
  }
}
