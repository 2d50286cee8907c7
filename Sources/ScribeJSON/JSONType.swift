/// The JSON types, by their names in RFC 8259 (`true` and `false` are one type here).
package enum JSONType: UInt8, Hashable, Sendable {
  case object, array, string, number, boolean, null

  /// The type of a value that begins with that byte; nil where none does.
  init?(firstByte: UInt8) {
    switch firstByte {
    case ASCII.openBrace: self = .object
    case ASCII.openBracket: self = .array
    case ASCII.quote: self = .string
    case ASCII.minus, ASCII.zero...ASCII.nine: self = .number
    case 0x74, 0x66: self = .boolean
    case 0x6E: self = .null
    default: return nil
    }
  }
}

/// A set of JSON types.
package struct JSONTypes: Hashable, Sendable {
  private var bits: UInt8

  package init() {
    bits = 0
  }

  package init(_ type: JSONType) {
    bits = 1 << type.rawValue
  }

  /// Every type.
  package static let all = JSONTypes(.object, .array, .string, .number, .boolean, .null)

  package init(_ types: JSONType...) {
    bits = types.reduce(0) { $0 | 1 << $1.rawValue }
  }

  package mutating func insert(_ type: JSONType) { bits |= 1 << type.rawValue }

  package mutating func formUnion(_ other: JSONTypes) { bits |= other.bits }

  package func contains(_ type: JSONType) -> Bool { bits & 1 << type.rawValue != 0 }

  package func isSubset(of other: JSONTypes) -> Bool { bits & ~other.bits == 0 }
}
