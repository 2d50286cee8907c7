/// What a walk over a value meets.
package enum JSONToken {
  case beginObject
  case beginArray
  /// The end of the innermost object or array.
  case end
  case name(JSONString)
  /// A string, number, boolean or null.
  case scalar(JSONValue)
}

/// A walk over a value and all that is in it, in one pass however deep it is nested.
package struct JSONTokens: Sequence, IteratorProtocol {
  private let bytes: ArraySlice<UInt8>
  private var position: Int
  /// What encloses the position, outermost first: true for an object.
  private var nesting: [Bool] = []
  private var isAfterColon = false

  package init(_ value: JSONValue) {
    bytes = value.bytes
    position = bytes.startIndex
  }

  package mutating func next() -> JSONToken? {
    while position < bytes.endIndex, JSONElements.isBetweenValues(bytes[position]) {
      isAfterColon = isAfterColon || bytes[position] == ASCII.colon
      position += 1
    }
    guard position < bytes.endIndex else { return nil }
    let isName = nesting.last == true && !isAfterColon
    isAfterColon = false
    switch bytes[position] {
    case ASCII.openBrace: return begin(object: true)
    case ASCII.openBracket: return begin(object: false)
    case ASCII.closeBrace, ASCII.closeBracket:
      position += 1
      _ = nesting.popLast()
      return .end
    default:
      let value = JSONValue(validated: bytes[position..<JSONElements.end(of: position, in: bytes)])
      position = value.bytes.endIndex
      if isName, let name = value.string { return .name(name) }
      return .scalar(value)
    }
  }

  private mutating func begin(object: Bool) -> JSONToken {
    nesting.append(object)
    position += 1
    return object ? .beginObject : .beginArray
  }
}
