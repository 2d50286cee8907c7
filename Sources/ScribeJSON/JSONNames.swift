/// A fixed set of member names, looked up where they stand in a text.
///
/// A lookup hashes the length and two bytes of the name and compares once; it allocates only where
/// the name has an escape.
package struct JSONNames: Sendable {
  /// All names, one behind the other.
  private let text: [UInt8]
  /// Where each name starts, and where the last one ends.
  private let starts: [Int]
  /// The place of a name by its hash, or -1.
  private let places: [Int8]

  /// Takes at most 64 names, none empty and none twice.
  package init(_ names: [String]) {
    text = names.flatMap(\.utf8)
    starts = names.reduce(into: [0]) { starts, name in
      starts.append(starts[starts.count - 1] + name.utf8.count)
    }
    var places = [Int8](repeating: -1, count: 256)
    for (place, name) in names.enumerated() {
      var slot = Self.hash(name.utf8.count, name.utf8.first ?? 0, name.utf8.last ?? 0)
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
    let view = cursor.view
    if let place = place(of: view, from: name.start, to: name.end) { return place }
    guard view.prefix(name.end).place(of: ASCII.backslash, from: name.start) < name.end else {
      return nil
    }
    let decoded = cursor.string(name).utf8
    return ByteView.withView(of: decoded) { place(of: $0, from: 0, to: $0.count) }
  }

  private func place(of view: ByteView, from start: Int, to end: Int) -> Int? {
    let count = end &- start
    guard count > 0 else { return nil }
    var slot = Self.hash(count, view[start], view[end &- 1])
    while places[slot] >= 0 {
      let place = Int(places[slot])
      let known = starts[place]
      if starts[place &+ 1] &- known == count {
        let isEqual = ByteView.withView(of: text) { names in
          names.hasEqualBytes(from: known, as: view, from: start, count: count)
        }
        if isEqual { return place }
      }
      slot = (slot &+ 1) & 255
    }
    return nil
  }
}
