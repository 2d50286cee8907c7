import ScribeJSON
package import ScribeSession

/// A body written as what it shares with another and what it does not.
///
/// A row of pieces, each a number (twice its length, plus one where it is a copy) and then either
/// that many bytes or, of a copy, where it begins in the other body, counted from where the copy
/// before it ended. Numbers are base-128, lowest digits first; a distance may be negative, and is
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
    var reader = BaseNumbers(difference)
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

/// Base-128 numbers, lowest digits first.
struct BaseNumbers {
  private let bytes: [UInt8]
  private var position = 0

  init(_ bytes: [UInt8]) {
    self.bytes = bytes
  }

  var isAtEnd: Bool { position == bytes.count }

  mutating func next() -> UInt64? {
    var value: UInt64 = 0
    for digit in 0..<9 {
      guard position < bytes.count else { return nil }
      let byte = bytes[position]
      position += 1
      value |= UInt64(byte & 0x7F) << UInt64(7 * digit)
      if byte & 0x80 == 0 { return value }
    }
    return nil
  }

  mutating func nextDistance(from origin: Int) -> Int? {
    guard let number = next() else { return nil }
    let magnitude = Int(number >> 1)
    return number & 1 == 0 ? origin + magnitude : origin - magnitude
  }

  mutating func take(_ count: Int) -> ArraySlice<UInt8>? {
    guard count <= bytes.count - position else { return nil }
    position += count
    return bytes[position - count..<position]
  }

  static func append(_ number: Int, to bytes: inout [UInt8]) {
    var rest = UInt64(number)
    while rest >= 0x80 {
      bytes.append(UInt8(truncatingIfNeeded: rest) | 0x80)
      rest >>= 7
    }
    bytes.append(UInt8(rest))
  }

  static func append(distance: Int, to bytes: inout [UInt8]) {
    append(distance < 0 ? -distance << 1 | 1 : distance << 1, to: &bytes)
  }
}
