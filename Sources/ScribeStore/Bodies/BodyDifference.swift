import ScribeJSON
package import ScribeSession

/// A body written as what it shares with another and what it does not.
///
/// A row of pieces, each a number (twice its length, plus one where it is a copy) and then either
/// that many bytes or, of a copy, where it begins in the other body, counted from where the copy
/// before it ended. Numbers are LEB128; a distance may be negative, and is
/// written with its sign in the lowest bit. The form never changes; another form would be another
/// schema version.
package enum BodyDifference {
  /// The difference from a base, or nil where it would not pay: where it is not shorter than half of
  /// the body.
  ///
  /// Costs about what comparing both costs. What is copied was compared: rebuilding gives the same
  /// bytes, whatever the changes claim.
  ///
  /// - Parameter changes: what became of each member, where the body was read beside the base.
  package static func make(
    _ body: [UInt8], from base: [UInt8], changes: BodyChanges?
  ) -> [UInt8]? {
    var pieces = BodyPieces(body, base)
    if let changes {
      pieces.follow(changes)
    } else {
      pieces.add(0..<body.count, replacing: 0..<base.count)
    }
    let encoded = pieces.encoded
    return encoded.count < body.count / 2 ? encoded : nil
  }

  /// Rebuilds the body; nil where the difference is none or belongs to another base.
  ///
  /// Costs one copy of the body.
  static func apply(_ difference: [UInt8], to base: [UInt8], byteCount: Int) -> [UInt8]? {
    var body: [UInt8] = []
    // A damaged count must not reserve what is not needed.
    body.reserveCapacity(min(byteCount, base.count + difference.count))
    var reader = LEB128(difference)
    var copyEnd = 0
    while !reader.isAtEnd {
      guard let head = reader.next() else { return nil }
      let count = Int(head >> 1)
      guard count <= byteCount - body.count else { return nil }
      if head & 1 == 0 {
        guard let literal = reader.take(count) else { return nil }
        body += literal
      } else {
        guard let start = reader.nextDistance(from: copyEnd), start >= 0,
          start <= base.count, count <= base.count - start
        else { return nil }
        body += base[start..<start + count]
        copyEnd = start + count
      }
    }
    return body.count == byteCount ? body : nil
  }
}
