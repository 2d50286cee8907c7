import ScribeJSON

/// The rules of RFC 8259 and RFC 3629 byte by byte, as plainly as they can be written: what the
/// reader in place, which reads blocks and resumes in the middle, is held to.
struct ReferenceScanner {
  /// The range of the value, or the first fault.
  static func scan(_ bytes: [UInt8]) -> Result<Range<Int>, JSONError> {
    let hasMark = bytes.starts(with: [0xEF, 0xBB, 0xBF])
    var scanner = ReferenceScanner(bytes, from: hasMark ? 3 : 0)
    return Result { () throws(JSONError) in try scanner.scanText() }
  }

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
    case UInt8(ascii: "{"):
      try open(object: true)
      return false
    case UInt8(ascii: "["):
      try open(object: false)
      return false
    case UInt8(ascii: "\""): try scanString()
    case UInt8(ascii: "-"), UInt8(ascii: "0")...UInt8(ascii: "9"): try scanNumber()
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
    if try peek() == (inObject ? UInt8(ascii: "}") : UInt8(ascii: "]")) {
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
    if byte == (inObject ? UInt8(ascii: "}") : UInt8(ascii: "]")) {
      close()
      return true
    }
    guard byte == UInt8(ascii: ",") else { throw unexpected() }
    position += 1
    skipWhiteSpace()
    if inObject { try scanName() }
    return try scanScalarOrOpening()
  }

  private mutating func scanName() throws(JSONError) {
    guard try peek() == UInt8(ascii: "\"") else { throw unexpected() }
    try scanString()
    skipWhiteSpace()
    guard try peek() == UInt8(ascii: ":") else { throw unexpected() }
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
    while position < bytes.count, " \n\r\t".utf8.contains(bytes[position]) { position += 1 }
  }

  private static func isDigit(_ byte: UInt8) -> Bool {
    (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte)
  }

  private func peek() throws(JSONError) -> UInt8 {
    guard position < bytes.count else { throw JSONError(.cutOff, at: position) }
    return bytes[position]
  }

  /// The fault of the byte at the position, which UTF-8 may forbid before JSON does.
  private func unexpected(_ reason: JSONError.Reason = .unexpectedByte) -> JSONError {
    guard bytes[position] >= 0x80 else { return JSONError(reason, at: position) }
    do throws(JSONError) {
      _ = try endOfCharacter()
      return JSONError(reason, at: position)
    } catch {
      return error
    }
  }
}

// MARK: - Strings and numbers

extension ReferenceScanner {
  private mutating func scanString() throws(JSONError) {
    position += 1
    while true {
      let byte = try peek()
      switch byte {
      case UInt8(ascii: "\""):
        position += 1
        return
      case UInt8(ascii: "\\"): try scanEscape()
      case 0..<0x20: throw JSONError(.controlCharacter, at: position)
      case 0..<0x80: position += 1
      default: try scanMultiByteCharacter()
      }
    }
  }

  private mutating func scanMultiByteCharacter() throws(JSONError) {
    position = try endOfCharacter()
  }

  /// RFC 3629, section 4: which second bytes may follow which first ones, and how many after.
  private func endOfCharacter() throws(JSONError) -> Int {
    let first = bytes[position]
    let rows: [(first: ClosedRange<UInt8>, second: ClosedRange<UInt8>, more: Int)] = [
      (0xC2...0xDF, 0x80...0xBF, 0), (0xE0...0xE0, 0xA0...0xBF, 1), (0xE1...0xEC, 0x80...0xBF, 1),
      (0xED...0xED, 0x80...0x9F, 1), (0xEE...0xEF, 0x80...0xBF, 1), (0xF0...0xF0, 0x90...0xBF, 2),
      (0xF1...0xF3, 0x80...0xBF, 2), (0xF4...0xF4, 0x80...0x8F, 2),
    ]
    guard let row = rows.first(where: { $0.first.contains(first) }) else {
      throw JSONError(.notUTF8, at: position)
    }
    let expected = [row.second] + Array(repeating: 0x80...0xBF, count: row.more)
    for (index, range) in expected.enumerated() {
      guard position + 1 + index < bytes.count else { throw JSONError(.cutOff, at: bytes.count) }
      guard range.contains(bytes[position + 1 + index]) else {
        throw JSONError(.notUTF8, at: position)
      }
    }
    return position + 1 + expected.count
  }

  private mutating func scanEscape() throws(JSONError) {
    let start = position
    position += 1
    switch try peek() {
    case UInt8(ascii: "\""), UInt8(ascii: "\\"), UInt8(ascii: "/"), 0x62, 0x66, 0x6E, 0x72, 0x74:
      position += 1
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
      guard try peek() == UInt8(ascii: "\\") else { throw JSONError(.loneSurrogate, at: start) }
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
      guard let digit = Character(Unicode.Scalar(try peek())).hexDigitValue else {
        throw JSONError(.malformedEscape, at: start)
      }
      unit = unit << 4 | UInt32(digit)
      position += 1
    }
    return unit
  }

  /// `-? (0 | [1-9][0-9]*) (. [0-9]+)? ([eE] [+-]? [0-9]+)?`, of any length.
  private mutating func scanNumber() throws(JSONError) {
    if bytes[position] == UInt8(ascii: "-") { position += 1 }
    if try peek() == UInt8(ascii: "0") {
      position += 1
    } else {
      try scanDigits()
    }
    if position < bytes.count, bytes[position] == UInt8(ascii: ".") {
      position += 1
      try scanDigits()
    }
    if position < bytes.count, bytes[position] | 0x20 == 0x65 {
      position += 1
      let sign = try peek()
      if sign == UInt8(ascii: "+") || sign == UInt8(ascii: "-") { position += 1 }
      try scanDigits()
    }
  }

  private mutating func scanDigits() throws(JSONError) {
    guard Self.isDigit(try peek()) else { throw unexpected(.malformedNumber) }
    while position < bytes.count, Self.isDigit(bytes[position]) { position += 1 }
  }
}
