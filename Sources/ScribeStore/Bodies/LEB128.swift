/// Numbers as LEB128 writes them: to the base 128, lowest digits first.
struct LEB128 {
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
