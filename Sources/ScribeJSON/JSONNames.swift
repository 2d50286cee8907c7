/// A fixed set of member names, looked up where they stand in a text.
///
/// A lookup hashes the length and two bytes of the name and compares once; it allocates only where
/// the name has an escape.
package struct JSONNames: Sendable {
  /// All names, one behind the other.
  private let text: [UInt8]
  /// By the hash of a name, where it starts in the text, its length and its place.
  private let slots: [Slot]

  private struct Slot {
    var start: UInt32 = 0
    /// 0 where the slot is free.
    var count: UInt16 = 0
    var place: UInt8 = 0
  }

  /// Takes at most 64 names, none empty and none twice.
  package init(_ names: [String]) {
    var slots = [Slot](repeating: Slot(), count: 256)
    var text: [UInt8] = []
    for (place, name) in names.enumerated() {
      let name = Array(name.utf8)
      var index = Self.hash(name.count, name.first ?? 0, name.last ?? 0)
      while slots[index].count > 0 { index = (index + 1) & 255 }
      slots[index] = Slot(
        start: UInt32(text.count), count: UInt16(name.count), place: UInt8(place))
      text += name
    }
    self.text = text
    self.slots = slots
  }

  @inline(__always)
  private static func hash(_ count: Int, _ first: UInt8, _ last: UInt8) -> Int {
    (count &* 29 &+ Int(first) &* 3 &+ Int(last) &* 7) & 255
  }

  /// The place of the name that the cursor read, in the order of the set; nil where it is none.
  package func place(of name: JSONName, in cursor: JSONCursor) -> UInt8? {
    place(of: name, in: cursor.view)
  }

  @inline(__always)
  func place(of name: JSONName, in view: ByteView) -> UInt8? {
    place(of: view, from: name.start, to: name.end) ?? placeOfEscaped(name, in: view)
  }

  private func placeOfEscaped(_ name: JSONName, in view: ByteView) -> UInt8? {
    guard view.prefix(name.end).place(of: ASCII.backslash, from: name.start) < name.end else {
      return nil
    }
    let decoded = JSONString(unquoted: (name.start..<name.end).map { view[$0] }[...]).utf8
    return ByteView.withView(of: decoded) { place(of: $0, from: 0, to: $0.count) }
  }

  private func place(of view: ByteView, from start: Int, to end: Int) -> UInt8? {
    let count = end &- start
    guard count > 0 else { return nil }
    var index = Self.hash(count, view[start], view[end &- 1])
    while slots[index].count > 0 {
      let slot = slots[index]
      if Int(slot.count) == count {
        let isEqual = ByteView.withView(of: text) { names in
          names.hasEqualBytes(from: Int(slot.start), as: view, from: start, count: count)
        }
        if isEqual { return slot.place }
      }
      index = (index &+ 1) & 255
    }
    return nil
  }
}
