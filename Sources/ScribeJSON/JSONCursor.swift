/// A strict walk over one JSON text, driven from outside: the caller enters what it knows and skips
/// the rest, and every byte is checked exactly once either way.
///
/// Nothing is decoded, copied or allocated. The first fault in the order of the bytes is thrown.
package struct JSONCursor {
  let view: ByteView
  /// The offset of the next byte; after a name, or before an element, the value's first.
  package internal(set) var position = 0
  private var depth = 0
  /// Whether nothing of the innermost container was read yet.
  private var isAtFirst = false
  /// The text that was read before.
  let before: ByteView?
  /// A stretch that this text and the one before are known to share.
  var shared: (start: Int, startBefore: Int, count: Int)
  /// How many bytes were passed over as known from before, without checking them again.
  package internal(set) var knownCount = 0

  private init(_ view: ByteView, before: ByteView? = nil, equalPrefix: Int = 0) {
    self.view = view
    self.before = before
    shared = (0, 0, equalPrefix)
  }

  /// Walks over one JSON text, which must be all there is beside white space and one leading byte
  /// order mark; the closure reads the value that the cursor stands at.
  package static func read<Result>(
    _ bytes: [UInt8], _ readValue: (inout JSONCursor) throws(JSONError) -> Result
  ) throws(JSONError) -> Result {
    try ByteView.withView(of: bytes) { view throws(JSONError) in
      var cursor = JSONCursor(view)
      return try cursor.read(readValue)
    }
  }

  /// Walks over one JSON text beside one that was correct, so that what it shares with that one is
  /// compared instead of checked: by ``skip(after:)`` and ``skip(ifSameAs:)``.
  ///
  /// - Parameter equalPrefix: how many first bytes are known to be the same.
  package static func read<Result>(
    _ bytes: [UInt8], after before: [UInt8], equalPrefix: Int,
    _ readValue: (inout JSONCursor) throws(JSONError) -> Result
  ) throws(JSONError) -> Result {
    try ByteView.withView(of: bytes) { view throws(JSONError) in
      try ByteView.withView(of: before) { beforeView throws(JSONError) in
        var cursor = JSONCursor(view, before: beforeView, equalPrefix: equalPrefix)
        return try cursor.read(readValue)
      }
    }
  }

  /// Walks over one JSON text that is a part of some bytes, beside another part that was correct;
  /// offsets count from the beginning of a part.
  package static func read<Result>(
    _ part: Range<Int>, after before: Range<Int>?, of bytes: [UInt8],
    _ readValue: (inout JSONCursor) throws(JSONError) -> Result
  ) throws(JSONError) -> Result {
    ByteSearch.checkBounds(part, bytes)
    if let before { ByteSearch.checkBounds(before, bytes) }
    return try ByteView.withView(of: bytes) { view throws(JSONError) in
      var cursor = JSONCursor(view.part(part), before: before.map { view.part($0) })
      return try cursor.read(readValue)
    }
  }

  private mutating func read<Result>(
    _ readValue: (inout JSONCursor) throws(JSONError) -> Result
  ) throws(JSONError) -> Result {
    try beginText()
    let result = try readValue(&self)
    try endText()
    return result
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
    return JSONName(start: start &+ 1, end: name)
  }

  /// Reads the members of the object that was entered up to its end, or up to one of the names, at
  /// whose value the cursor then stands; returns that name.
  package mutating func nextMembers(
    _ names: JSONNames, upTo stop: UInt8?, into members: inout [JSONMember]
  ) throws(JSONError) -> JSONName? {
    while let name = try nextMember() {
      let place = names.place(of: name, in: view)
      if let place, place == stop { return name }
      members.append(JSONMember(name: name, place: place, site: try skip()))
    }
    return nil
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

  /// Passes over the value that the cursor stands at.
  package mutating func skip() throws(JSONError) -> JSONSite {
    let start = position
    guard let type else {
      throw start < view.count ? view.unexpected(at: start) : JSONError(.cutOff, at: start)
    }
    switch type {
    case .array: return try skipArray()
    case .string: position = try view.endOfString(from: start &+ 1) &+ 1
    case .object, .number, .boolean, .null:
      position = try view.endOfValue(at: start, depth: depth)
    }
    return JSONSite(start: start, end: position, type: type)
  }

  /// Passes over an array and tells which types its elements have.
  private mutating func skipArray() throws(JSONError) -> JSONSite {
    let start = position
    var elementTypes: JSONTypes = []
    try enter()
    while try nextElement() {
      let end = try view.endOfValue(at: position, depth: depth)
      elementTypes.formUnion(JSONTypes(JSONType(firstByte: view[position]) ?? .null))
      position = end
    }
    return JSONSite(start: start, end: position, type: .array, elementTypes: elementTypes)
  }
}
