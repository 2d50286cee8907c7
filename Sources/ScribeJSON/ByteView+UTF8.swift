// Multi-byte UTF-8 by the table of RFC 3629, section 4.
//
// Scripts of two and three bytes a character are checked 32 bytes at a time: a byte must be a
// continuation exactly where the byte before it begins a character, or the one before that begins
// one of three bytes. What a block cannot settle (four bytes, the neighbourhood of surrogates, any
// fault) is settled character by character.

extension ByteView {
  /// Passes over the character that is not ASCII at a position, and what follows it up to a byte
  /// that ends the string or wants another loop; the end of the bytes where there is none.
  func endOfMultiByteText(from start: Int) throws(JSONError) -> Int {
    var position = try endOfCharacter(at: start)
    while true {
      position = endOfSettledText(from: position)
      let escape = startOfEscape(at: position)
      guard escape == position, position < count else { return escape }
      let first = startOfCharacter(before: position)
      if first < position || self[position] >= 0x80 {
        position = try endOfCharacter(at: first)
      } else if Self.endsText(self[position]) {
        return position
      } else {
        position &+= 1
      }
    }
  }

  /// Goes on block by block as long as whole blocks are settled; a character of several bytes must
  /// end before the position.
  @inline(__always)
  private func endOfSettledText(from start: Int) -> Int {
    var position = start
    while position <= count &- 32 {
      let first = unsettled(at: position)
      let second = unsettled(at: position &+ 16)
      if (first | second).isAnySet {
        return position &+ (first.isAnySet ? first.firstNonZero : 16 &+ second.firstNonZero)
      }
      position &+= 32
    }
    return position
  }

  /// Which of 16 bytes end a text, break a rule, or want a closer look: those that are not zero.
  @inline(__always)
  private func unsettled(at position: Int) -> Bytes16 {
    let bytes = block(at: position)
    let before = block(at: position &- 1)
    let twoBefore = block(at: position &- 2)
    let isContinuation = bytes.isBelowSigned(Bytes16(repeating: 0xC0))
    let mustContinue =
      (before >= Bytes16(repeating: 0xC0)) | (twoBefore >= Bytes16(repeating: 0xE0))
    // After 0xE0 the second byte has this bit, else the form is overlong; none of 0xC0, 0xC1.
    let isOverlong =
      (before == Bytes16(repeating: 0xE0)) & ~bytes & Bytes16(repeating: 0x20)
    let isOverlongPair =
      (bytes & Bytes16(repeating: 0xFE)) == Bytes16(repeating: 0xC0)
    let wantsCloserLook = bytes >= Bytes16(repeating: 0xED)
    let isControl = bytes <= Bytes16(repeating: 0x1F)
    return (isContinuation ^ mustContinue) | isOverlong | isOverlongPair | wantsCloserLook
      | isControl | endsOrEscapes(bytes, at: position)
  }

  private static func endsText(_ byte: UInt8) -> Bool {
    byte < 0x20 || byte == ASCII.quote || byte == ASCII.backslash
  }

  /// The first byte of the character that a position lies in; the position itself where it begins
  /// one, or belongs to none.
  func startOfCharacter(before position: Int) -> Int {
    for distance in 1...3 where position >= distance {
      let byte = self[position &- distance]
      if byte < 0x80 { return position }
      if byte >= 0xC0 {
        return UTF8Sequence.length(after: byte) > distance ? position &- distance : position
      }
    }
    return position
  }

  private func endOfCharacter(at start: Int) throws(JSONError) -> Int {
    switch UTF8Sequence.check(self, at: start) {
    case .complete(let length): return start &+ length
    case .cutOff: throw JSONError(.cutOff, at: count)
    case .invalid: throw JSONError(.notUTF8, at: start)
    }
  }
}
