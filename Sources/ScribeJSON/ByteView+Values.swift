// Where a JSON value ends, each of its bytes checked on the way (RFC 8259), without recursion.

extension ByteView {
  @inline(__always)
  func endOfWhiteSpace(from start: Int) -> Int {
    var position = start
    while position < count, ASCII.isWhiteSpace(self[position]) { position &+= 1 }
    return position
  }

  /// Finds the end of the value whose first byte is at a position, `depth` containers being open
  /// around it.
  func endOfValue(at start: Int, depth: Int) throws(JSONError) -> Int {
    switch try checked(start) {
    case ASCII.openBrace, ASCII.openBracket: try endOfContainer(at: start, depth: depth)
    default: try endOfScalar(at: start)
    }
  }

  @inline(__always)
  private func endOfScalar(at start: Int) throws(JSONError) -> Int {
    switch try checked(start) {
    case ASCII.quote: try endOfString(from: start &+ 1) &+ 1
    case ASCII.minus, ASCII.zero...ASCII.nine: try endOfNumber(at: start)
    case ASCII.t: try endOfLiteral("true", at: start)
    case ASCII.f: try endOfLiteral("false", at: start)
    case ASCII.n: try endOfLiteral("null", at: start)
    default: throw unexpected(at: start)
    }
  }

  private func endOfContainer(at start: Int, depth: Int) throws(JSONError) -> Int {
    var nesting = JSONNesting(depth: depth)
    try nesting.open(isObject: self[start] == ASCII.openBrace, at: start)
    var position = endOfWhiteSpace(from: start &+ 1)
    var isFirst = true
    while true {
      let byte = try checked(position)
      if byte == nesting.closer {
        position &+= 1
        guard nesting.close() else { return position }
        position = endOfWhiteSpace(from: position)
        isFirst = false
        continue
      }
      if !isFirst {
        guard byte == ASCII.comma else { throw unexpected(at: position) }
        position = endOfWhiteSpace(from: position &+ 1)
      }
      if nesting.isObject { position = try endOfName(at: position).value }
      let first = try checked(position)
      isFirst = first == ASCII.openBrace || first == ASCII.openBracket
      if isFirst {
        try nesting.open(isObject: first == ASCII.openBrace, at: position)
        position = endOfWhiteSpace(from: position &+ 1)
      } else {
        position = endOfWhiteSpace(from: try endOfScalar(at: position))
      }
    }
  }

  /// Reads the name of a member and its colon: where the name's closing quote is, and where the value begins.
  @inline(__always)
  func endOfName(at start: Int) throws(JSONError) -> (name: Int, value: Int) {
    guard try checked(start) == ASCII.quote else { throw unexpected(at: start) }
    let name = try endOfString(from: start &+ 1)
    let colon = endOfWhiteSpace(from: name &+ 1)
    guard try checked(colon) == ASCII.colon else { throw unexpected(at: colon) }
    return (name, endOfWhiteSpace(from: colon &+ 1))
  }

  private func endOfLiteral(_ literal: StaticString, at start: Int) throws(JSONError) -> Int {
    for offset in 0..<literal.utf8CodeUnitCount {
      guard try checked(start &+ offset) == literal.utf8Start[offset] else {
        throw unexpected(at: start &+ offset)
      }
    }
    return start &+ literal.utf8CodeUnitCount
  }

  /// `-? (0 | [1-9][0-9]*) (. [0-9]+)? ([eE] [+-]? [0-9]+)?`, of any length.
  private func endOfNumber(at start: Int) throws(JSONError) -> Int {
    var position = self[start] == ASCII.minus ? start &+ 1 : start
    if try checked(position) == ASCII.zero {
      position &+= 1
    } else {
      position = try endOfDigits(at: position)
    }
    if position < count, self[position] == ASCII.dot {
      position = try endOfDigits(at: position &+ 1)
    }
    if position < count, self[position] | ASCII.smallBit == ASCII.e {
      position &+= 1
      let sign = try checked(position)
      if sign == ASCII.plus || sign == ASCII.minus { position &+= 1 }
      position = try endOfDigits(at: position)
    }
    return position
  }

  private func endOfDigits(at start: Int) throws(JSONError) -> Int {
    guard ASCII.isDigit(try checked(start)) else { throw unexpected(.malformedNumber, at: start) }
    var position = start &+ 1
    while position < count, ASCII.isDigit(self[position]) { position &+= 1 }
    return position
  }

  /// The fault of the byte at a position, which UTF-8 may forbid before JSON does.
  func unexpected(_ reason: JSONError.Reason = .unexpectedByte, at position: Int) -> JSONError {
    guard self[position] >= 0x80 else { return JSONError(reason, at: position) }
    switch UTF8Sequence.check(self, at: position) {
    case .complete: return JSONError(reason, at: position)
    case .cutOff: return JSONError(.cutOff, at: count)
    case .invalid: return JSONError(.notUTF8, at: position)
    }
  }
}

/// What encloses a position, one bit a level: the innermost 64 levels in a word, the others spilled
/// 64 at a time.
private struct JSONNesting {
  private var kinds: UInt64 = 0
  private var depth = 0
  private var spilled: [UInt64] = []
  private let limit: Int

  init(depth: Int) {
    limit = JSONDocument.depthLimit - depth
  }

  var isObject: Bool { kinds & 1 == 1 }

  var closer: UInt8 { isObject ? ASCII.closeBrace : ASCII.closeBracket }

  mutating func open(isObject: Bool, at position: Int) throws(JSONError) {
    guard depth < limit else { throw JSONError(.tooDeep, at: position) }
    if depth > 0, depth.isMultiple(of: 64) {
      spilled.append(kinds)
      kinds = 0
    }
    kinds = kinds << 1 | (isObject ? 1 : 0)
    depth &+= 1
  }

  /// Closes the innermost level; false where it was the last.
  mutating func close() -> Bool {
    depth &-= 1
    kinds >>= 1
    if depth > 0, depth.isMultiple(of: 64) { kinds = spilled.popLast() ?? 0 }
    return depth > 0
  }
}
