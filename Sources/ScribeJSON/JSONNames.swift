/// A fixed set of member names, looked up where they stand in a text.
///
/// A lookup hashes the length and two bytes of the name and compares once; it allocates only where
/// the name has an escape.
package struct JSONNames: Sendable {
  private let names: [[UInt8]]
  /// The place of a name by its hash, or -1; a power of two long.
  private let places: [Int8]

  /// Takes at most 64 names, each of one to 32 bytes and none twice.
  package init(_ names: [String]) {
    self.names = names.map { Array($0.utf8) }
    var places = [Int8](repeating: -1, count: 256)
    for (place, name) in self.names.enumerated() {
      var slot = Self.hash(name.count, name.first ?? 0, name.last ?? 0)
      while places[slot] >= 0 { slot = (slot + 1) & 255 }
      places[slot] = Int8(truncatingIfNeeded: place)
    }
    self.places = places
  }

  @inline(__always)
  private static func hash(_ count: Int, _ first: UInt8, _ last: UInt8) -> Int {
    (count &* 29 &+ Int(first) &* 3 &+ Int(last) &* 7) & 255
  }

  /// The place of the name that the cursor read, in the order of the set; nil where it is none.
  package func place(of name: JSONName, in cursor: JSONCursor) -> Int? {
    guard !name.hasEscape else { return place(ofEscaped: cursor.string(name)) }
    let view = cursor.view
    let count = name.end &- name.start
    guard count > 0 else { return nil }
    return place(count, view[name.start], view[name.end &- 1]) { candidate in
      Self.areEqual(candidate, view, name.start, count)
    }
  }

  private func place(ofEscaped name: JSONString) -> Int? {
    let text = name.utf8
    guard let first = text.first, let last = text.last else { return nil }
    return place(text.count, first, last) { $0.elementsEqual(text) }
  }

  @inline(__always)
  private func place(
    _ count: Int, _ first: UInt8, _ last: UInt8, where isEqual: ([UInt8]) -> Bool
  ) -> Int? {
    var slot = Self.hash(count, first, last)
    while places[slot] >= 0 {
      let place = Int(places[slot])
      if names[place].count == count, isEqual(names[place]) { return place }
      slot = (slot &+ 1) & 255
    }
    return nil
  }

  @inline(__always)
  private static func areEqual(
    _ candidate: [UInt8], _ view: ByteView, _ start: Int, _ count: Int
  ) -> Bool {
    ByteView.withView(of: candidate) { known in
      known.countOfEqualBytes(from: 0, as: view, from: start, limit: count) == count
    }
  }
}
