// Where a JSON string ends (RFC 8259, section 7), each of its bytes checked on the way.
//
// Three loops take turns, each at home in one kind of text: ASCII, 64 bytes at a time; multi-byte
// UTF-8, 32 bytes at a time (ByteView+UTF8); escapes other than `\n` and `\"`, two `\uXXXX` at a
// time. Those two, one of which stands in every line of a transcript, do not interrupt a block: a
// byte after a backslash is taken for escaped, which is right as long as no backslash is escaped
// itself. Short strings end in the first block.

extension ByteView {
  /// Finds the closing quote of the string whose first byte after the opening one is at a position.
  @inline(__always)
  func endOfString(from start: Int) throws(JSONError) -> Int {
    if start <= count &- 16 {
      let special = special(at: start)
      if special.isAnySet {
        let position = start &+ special.firstNonZero
        if self[position] == ASCII.quote { return position }
      }
    }
    return try endOfLongString(from: start)
  }

  /// The same, where the string does not end within the first block.
  private func endOfLongString(from start: Int) throws(JSONError) -> Int {
    var position = endOfPlainText(from: start)
    while true {
      switch try checked(position) {
      case ASCII.quote: return position
      case ASCII.backslash: position = try endOfEscapes(from: position)
      case 0..<0x20: throw JSONError(.controlCharacter, at: position)
      case 0..<0x80: position = endOfPlainText(from: position)
      default: position = try endOfMultiByteText(from: position)
      }
    }
  }

  /// The first byte from a position on that ends a string or wants another loop: a quote, a control
  /// character, a byte that is not ASCII, an escape but the most frequent ones; the end of the bytes
  /// where there is none.
  ///
  /// The byte before the first one is no backslash.
  private func endOfPlainText(from start: Int) -> Int {
    var position = start
    // A few blocks alone, then four at a time: most strings are short.
    let short = min(count &- 16, start &+ 32)
    while position <= short {
      let special = special(at: position)
      if special.isAnySet { return startOfEscape(at: position &+ special.firstNonZero) }
      position &+= 16
    }
    while position <= count &- 64 {
      let first = special(at: position) | special(at: position &+ 16)
      let second = special(at: position &+ 32) | special(at: position &+ 48)
      if (first | second).isAnySet { break }
      position &+= 64
    }
    while position <= count &- 16 {
      let special = special(at: position)
      if special.isAnySet { return startOfEscape(at: position &+ special.firstNonZero) }
      position &+= 16
    }
    position = startOfEscape(at: position)
    while position < count, Self.isPlain(self[position]) { position &+= 1 }
    return position
  }

  /// Where the escape begins whose second byte is at a position; the position itself otherwise.
  @inline(__always)
  func startOfEscape(at position: Int) -> Int {
    self[position &- 1] == ASCII.backslash ? position &- 1 : position
  }

  /// Which of 16 bytes are a control character, not ASCII, a quote that is not escaped, or escaped
  /// and neither `n` nor a quote.
  @inline(__always)
  private func special(at position: Int) -> Bytes16 {
    let bytes = block(at: position)
    return bytes.isBelowSigned(Bytes16(repeating: 0x20)) | endsOrEscapes(bytes, at: position)
  }

  /// Which of 16 bytes are a quote that is not escaped, or escaped and neither `n` nor a quote.
  @inline(__always)
  func endsOrEscapes(_ bytes: Bytes16, at position: Int) -> Bytes16 {
    let isEscaped = block(at: position &- 1) == Bytes16(repeating: ASCII.backslash)
    let isQuote = bytes == Bytes16(repeating: ASCII.quote)
    return (isQuote ^ isEscaped) & ~(bytes == Bytes16(repeating: ASCII.n))
  }

  @inline(__always)
  private static func isPlain(_ byte: UInt8) -> Bool {
    byte >= 0x20 && byte < 0x80 && byte != ASCII.quote && byte != ASCII.backslash
  }
}

// MARK: - Escapes

extension ByteView {
  /// Where the escapes that begin at a position end.
  ///
  /// Single plain characters between them, as between escaped words, are passed over too. The byte
  /// before the end is no backslash, or the end is a byte for another loop.
  private func endOfEscapes(from start: Int) throws(JSONError) -> Int {
    var position = start
    while true {
      position = try endOfEscape(at: position)
      guard position < count else { return position }
      if self[position] == ASCII.backslash { continue }
      guard Self.isPlain(self[position]) else { return position }
      position &+= 1
      guard position < count, self[position] == ASCII.backslash else { return position }
    }
  }

  @inline(__always)
  private func endOfEscape(at start: Int) throws(JSONError) -> Int {
    guard start &+ 14 <= count else { return try endOfCheckedEscape(at: start) }
    let first = word(at: start)
    guard first & 0xFFFF == Self.unicodeEscape else {
      guard Self.isSimpleEscape(UInt8(truncatingIfNeeded: first >> 8)) else {
        throw JSONError(.malformedEscape, at: start)
      }
      return start &+ 2
    }
    let second = word(at: start &+ 6)
    let isPair = second & 0xFFFF == Self.unicodeEscape
    let digits = (first >> 16) & 0xFFFF_FFFF | (isPair ? second << 16 & ~0xFFFF_FFFF : Self.zeros)
    guard Self.areHexDigits(digits), !Self.hasSurrogate(digits) else {
      return try endOfCheckedEscape(at: start)
    }
    return start &+ (isPair ? 12 : 6)
  }

  /// `\u` as the two lowest bytes of a word.
  private static let unicodeEscape: UInt64 = 0x755C
  /// `0000` in the upper half of a word.
  private static let zeros: UInt64 = 0x3030_3030_0000_0000
  private static let ones: UInt64 = 0x0101_0101_0101_0101
  private static let highBits: UInt64 = 0x8080_8080_8080_8080

  /// Whether all eight bytes are hexadecimal digits.
  @inline(__always)
  private static func areHexDigits(_ word: UInt64) -> Bool {
    let letters = word | ones &* 0x20
    let isDigit = atLeast(0x30, word) & ~atLeast(0x3A, word)
    let isLetter = atLeast(0x61, letters) & ~atLeast(0x67, letters)
    return (isDigit | isLetter) & ~word & highBits == highBits
  }

  /// The high bit of each byte of a word, itself below 0x80, that is at least a limit.
  @inline(__always)
  private static func atLeast(_ limit: UInt64, _ word: UInt64) -> UInt64 {
    (word | highBits) &- ones &* limit
  }

  /// Whether one of two groups of four hexadecimal digits may name a surrogate: it begins with D.
  @inline(__always)
  private static func hasSurrogate(_ digits: UInt64) -> Bool {
    let letters = digits | ones &* 0x20
    return letters & 0xFF == 0x64 || (letters >> 32) & 0xFF == 0x64
  }

  @inline(__always)
  private static func isSimpleEscape(_ byte: UInt8) -> Bool {
    switch byte {
    case ASCII.quote, ASCII.backslash, ASCII.slash, ASCII.b, ASCII.f, ASCII.n, ASCII.r, ASCII.t:
      true
    default: false
    }
  }

  /// One escape, or a surrogate pair, byte by byte: near the end of the bytes, for surrogates, and
  /// for the exact place of a fault.
  private func endOfCheckedEscape(at start: Int) throws(JSONError) -> Int {
    let kind = try checked(start &+ 1)
    if Self.isSimpleEscape(kind) { return start &+ 2 }
    guard kind == ASCII.u else { throw JSONError(.malformedEscape, at: start) }
    let end = start &+ 6
    switch try hexUnit(at: start) {
    case 0xDC00...0xDFFF: throw JSONError(.loneSurrogate, at: start)
    case 0xD800...0xDBFF:
      guard try checked(end) == ASCII.backslash, try checked(end &+ 1) == ASCII.u,
        (0xDC00...0xDFFF).contains(try hexUnit(at: end))
      else { throw JSONError(.loneSurrogate, at: start) }
      return end &+ 6
    default: return end
    }
  }

  /// The value of the four digits of an escape that begins at a position.
  private func hexUnit(at start: Int) throws(JSONError) -> UInt32 {
    var unit: UInt32 = 0
    for position in (start &+ 2)..<(start &+ 6) {
      guard let digit = ASCII.hexValue(try checked(position)) else {
        throw JSONError(.malformedEscape, at: start)
      }
      unit = unit << 4 | digit
    }
    return unit
  }

  @inline(__always)
  func checked(_ position: Int) throws(JSONError) -> UInt8 {
    guard position < count else { throw JSONError(.cutOff, at: count) }
    return self[position]
  }
}
