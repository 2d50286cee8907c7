/// A strict walk over one JSON text, driven from outside: the caller enters what it knows and skips
/// the rest, and every byte is checked exactly once either way.
///
/// Nothing is decoded, copied or allocated. The first fault in the order of the bytes is thrown.
package struct JSONCursor {
  let view: ByteView
  /// The offset of the next byte; after a name, or before an element, the value's first.
  package private(set) var position = 0
  private var depth = 0
  /// Whether nothing of the innermost container was read yet.
  private var isAtFirst = false

  private init(_ view: ByteView) {
    self.view = view
  }

  /// Walks over one JSON text, which must be all there is beside white space and one leading byte
  /// order mark; the closure reads the value that the cursor stands at.
  package static func read<Result>(
    _ bytes: [UInt8], _ readValue: (inout JSONCursor) throws(JSONError) -> Result
  ) throws(JSONError) -> Result {
    try ByteView.withView(of: bytes) { view throws(JSONError) in
      var cursor = JSONCursor(view)
      try cursor.beginText()
      let result = try readValue(&cursor)
      try cursor.endText()
      return result
    }
  }

  private mutating func beginText() throws(JSONError) {
    let hasMark = view.count >= 3 && view[0] == 0xEF && view[1] == 0xBB && view[2] == 0xBF
    position = view.endOfWhiteSpace(from: hasMark ? 3 : 0)
    guard position < view.count else { throw JSONError(.empty, at: position) }
  }

  private mutating func endText() throws(JSONError) {
    position = view.endOfWhiteSpace(from: position)
    guard position == view.count else { throw view.unexpected(.trailingBytes, at: position) }
  }

  /// The type of the value that the cursor stands at, by its first byte; nil where none begins so.
  package var type: JSONType? {
    position < view.count ? JSONType(firstByte: view[position]) : nil
  }

  /// Steps into the object or array that the cursor stands at.
  package mutating func enter() throws(JSONError) {
    guard depth < JSONDocument.depthLimit else { throw JSONError(.tooDeep, at: position) }
    depth &+= 1
    position &+= 1
    isAtFirst = true
  }

  /// Goes on to the next member of the object that was entered; nil where it ended.
  package mutating func nextMember() throws(JSONError) -> JSONName? {
    guard try isBeforeElement(closer: ASCII.closeBrace) else { return nil }
    let start = position
    let (name, value) = try view.endOfName(at: start)
    position = value
    return JSONName(start: start &+ 1, end: name.quote, hasEscape: name.hasEscape)
  }

  /// Goes on to the next element of the array that was entered; false where it ended.
  package mutating func nextElement() throws(JSONError) -> Bool {
    try isBeforeElement(closer: ASCII.closeBracket)
  }

  private mutating func isBeforeElement(closer: UInt8) throws(JSONError) -> Bool {
    position = view.endOfWhiteSpace(from: position)
    let byte = try view.checked(position)
    if byte == closer {
      position &+= 1
      depth &-= 1
      isAtFirst = false
      return false
    }
    if isAtFirst {
      isAtFirst = false
    } else {
      guard byte == ASCII.comma else { throw view.unexpected(at: position) }
      position = view.endOfWhiteSpace(from: position &+ 1)
    }
    return true
  }

  /// The name that was read, as a string; a copy of its bytes, since the cursor only borrows them.
  package func string(_ name: JSONName) -> JSONString {
    JSONString(unquoted: (name.start..<name.end).map { view[$0] }[...])
  }

  /// Passes over the value that the cursor stands at.
  package mutating func skip() throws(JSONError) -> JSONSite {
    let start = position
    guard let type else {
      throw start < view.count ? view.unexpected(at: start) : JSONError(.cutOff, at: start)
    }
    switch type {
    case .array: return try skipArray()
    case .string:
      let end = try view.endOfString(from: start &+ 1)
      position = end.quote &+ 1
      return JSONSite(start: start, end: position, type: .string, hasEscape: end.hasEscape)
    case .object, .number, .boolean, .null:
      position = try view.endOfValue(at: start, depth: depth)
      return JSONSite(start: start, end: position, type: type)
    }
  }

  /// Passes over an array and tells which types its elements have.
  private mutating func skipArray() throws(JSONError) -> JSONSite {
    let start = position
    var elementTypes: JSONTypes = []
    try enter()
    while try nextElement() {
      let end = try view.endOfValue(at: position, depth: depth)
      elementTypes.insert(JSONTypes(JSONType(firstByte: view[position]) ?? .null))
      position = end
    }
    return JSONSite(start: start, end: position, type: .array, elementTypes: elementTypes)
  }

  /// Passes over a value that is known to be correct from where it was read before.
  package mutating func skip(known site: JSONSite) {
    position = site.end
    isAtFirst = false
  }

  /// Passes over a string whose first bytes are those of a string that was correct; what follows
  /// them is checked.
  ///
  /// - Parameters:
  ///   - known: how many bytes, from the opening quote on, are known.
  ///   - hasEscape: whether there is a backslash among them.
  package mutating func skipString(known: Int, hasEscape: Bool) throws(JSONError) -> JSONSite {
    let start = position
    let restart = view.startOfToken(before: start &+ known, notBefore: start &+ 1)
    let end = try view.endOfString(from: restart, hasEscape: hasEscape)
    position = end.quote &+ 1
    return JSONSite(start: start, end: position, type: .string, hasEscape: end.hasEscape)
  }
}

/// Where the name of a member stands, without its quotes.
package struct JSONName: Hashable, Sendable {
  package let start: Int
  package let end: Int
  package let hasEscape: Bool
}

/// Where a value stands, and what is known of it from passing over it once.
package struct JSONSite: Hashable, Sendable {
  package let start: Int
  package let end: Int
  package let type: JSONType
  /// Of a string, whether there is a backslash in it.
  package let hasEscape: Bool
  /// Of an array, the types of its elements.
  package let elementTypes: JSONTypes

  package init(
    start: Int, end: Int, type: JSONType, hasEscape: Bool = false, elementTypes: JSONTypes = []
  ) {
    self.start = start
    self.end = end
    self.type = type
    self.hasEscape = hasEscape
    self.elementTypes = elementTypes
  }

  package var count: Int { end - start }
}
