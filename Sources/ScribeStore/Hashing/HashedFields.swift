/// Fields one after the other, each told apart from the next.
struct HashedFields {
  private(set) var bytes: [UInt8] = []

  init() {
    bytes.reserveCapacity(1024)
  }

  mutating func append(number: Int?) {
    guard let number else {
      append(length: .max)
      return
    }
    let start = bytes.count
    append(length: 0)
    var magnitude = number.magnitude
    if number < 0 { bytes.append(UInt8(ascii: "-")) }
    let digits = bytes.count
    repeat {
      bytes.append(UInt8(ascii: "0") + UInt8(truncatingIfNeeded: magnitude % 10))
      magnitude /= 10
    } while magnitude > 0
    bytes[digits...].reverse()
    bytes[start] = UInt8(truncatingIfNeeded: bytes.count - start - 8)
  }

  mutating func append(_ field: (some Collection<UInt8>)?) {
    append(length: field.map { UInt64($0.count) } ?? .max)
    if let field { bytes += field }
  }

  private mutating func append(length: UInt64) {
    withUnsafeBytes(of: length.littleEndian) { bytes += $0 }
  }
}
