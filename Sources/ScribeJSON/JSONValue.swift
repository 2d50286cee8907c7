/// A view of one value inside a ``JSONDocument``: its exact bytes, and ways into them.
///
/// Bytes outside a document never become one, so no reading of it can fail. Reading costs what it
/// walks over; nothing is decoded before it is asked for.
package struct JSONValue: Sendable {
  /// The text of the value without white space around it; indices are offsets in the document.
  package let bytes: ArraySlice<UInt8>

  init(validated bytes: ArraySlice<UInt8>) {
    self.bytes = bytes
  }

  /// The value that a cursor passed over in these bytes.
  package init(_ site: JSONSite, in bytes: [UInt8]) {
    self.bytes = bytes[site.start..<site.end]
  }

  /// The value that a cursor passed over in a part of these bytes that begins there.
  package init(_ site: JSONSite, in bytes: [UInt8], from start: Int) {
    self.bytes = bytes[start + site.start..<start + site.end]
  }

  package var offset: Int { bytes.startIndex }

  package var type: JSONType { JSONType(firstByte: bytes[bytes.startIndex]) ?? .number }

  package var string: JSONString? {
    type == .string ? JSONString(quoted: bytes) : nil
  }

  package var number: JSONNumber? {
    type == .number ? JSONNumber(validated: bytes) : nil
  }

  package var boolean: Bool? {
    type == .boolean ? bytes.first == ASCII.t : nil
  }

  /// The members of an object in their order, repeated names included; of another value none.
  package var members: JSONMembers {
    JSONMembers(elements: JSONElements(inside: type == .object ? bytes : []))
  }

  /// The elements of an array in their order; of another value none.
  package var elements: JSONElements {
    JSONElements(inside: type == .array ? bytes : [])
  }

  /// The member of that name that counts, the last one.
  ///
  /// Walks the whole object.
  package subscript(name: String) -> JSONValue? {
    var found: JSONValue?
    for member in members where member.name == name { found = member.value }
    return found
  }
}

/// A walk over the elements of an array, or over the names and values of an object.
package struct JSONElements: Sequence, IteratorProtocol {
  private let bytes: ArraySlice<UInt8>
  private var position: Int

  /// Takes a whole validated container, or nothing.
  init(inside bytes: ArraySlice<UInt8>) {
    self.bytes = bytes
    position = bytes.isEmpty ? bytes.endIndex : bytes.startIndex + 1
  }

  package mutating func next() -> JSONValue? {
    guard position < bytes.endIndex else { return nil }
    while Self.isBetweenValues(bytes[position]) { position += 1 }
    let start = position
    if bytes[start] == ASCII.closeBrace || bytes[start] == ASCII.closeBracket {
      position = bytes.endIndex
      return nil
    }
    position = Self.end(of: start, in: bytes)
    return JSONValue(validated: bytes[start..<position])
  }

  static func isBetweenValues(_ byte: UInt8) -> Bool {
    ASCII.isWhiteSpace(byte) || byte == ASCII.comma || byte == ASCII.colon
  }

  /// Where the value that starts there ends.
  static func end(of start: Int, in bytes: ArraySlice<UInt8>) -> Int {
    switch bytes[start] {
    case ASCII.quote: endOfString(start, bytes)
    case ASCII.openBrace, ASCII.openBracket: endOfContainer(start, bytes)
    default: endOfScalar(start, bytes)
    }
  }

  /// From quote to quote: one that an odd number of backslashes stands before ends nothing.
  private static func endOfString(_ start: Int, _ bytes: ArraySlice<UInt8>) -> Int {
    ByteView.withView(of: bytes[(start + 1)...]) { view in
      var quote = view.place(of: ASCII.quote, from: 0)
      while quote < view.count {
        var escape = quote
        while escape > 0, view[escape - 1] == ASCII.backslash { escape -= 1 }
        if (quote - escape).isMultiple(of: 2) { break }
        quote = view.place(of: ASCII.quote, from: quote + 1)
      }
      return start + 2 + quote
    }
  }

  private static func endOfContainer(_ start: Int, _ bytes: ArraySlice<UInt8>) -> Int {
    var position = start
    var depth = 0
    repeat {
      switch bytes[position] {
      case ASCII.quote:
        position = endOfString(position, bytes)
        continue
      case ASCII.openBrace, ASCII.openBracket: depth += 1
      case ASCII.closeBrace, ASCII.closeBracket: depth -= 1
      default: break
      }
      position += 1
    } while depth > 0
    return position
  }

  private static func endOfScalar(_ start: Int, _ bytes: ArraySlice<UInt8>) -> Int {
    var position = start
    while position < bytes.endIndex, !isBetweenValues(bytes[position]),
      bytes[position] != ASCII.closeBrace, bytes[position] != ASCII.closeBracket
    {
      position += 1
    }
    return position
  }
}

/// A walk over the members of an object.
package struct JSONMembers: Sequence, IteratorProtocol {
  package struct Member: Sendable {
    package let name: JSONString
    package let value: JSONValue
  }

  private var elements: JSONElements

  init(elements: JSONElements) {
    self.elements = elements
  }

  package mutating func next() -> Member? {
    guard let name = elements.next()?.string, let value = elements.next() else { return nil }
    return Member(name: name, value: value)
  }
}
