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
    case ASCII.t, ASCII.f: self = .boolean
    case ASCII.n: self = .null
    default: return nil
    }
  }
}

/// A set of JSON types.
package struct JSONTypes: OptionSet, Hashable, Sendable {
  package let rawValue: UInt8

  package init(rawValue: UInt8) {
    self.rawValue = rawValue
  }

  /// The set of one type.
  package init(_ type: JSONType) {
    rawValue = 1 << type.rawValue
  }

  package static let object = JSONTypes(JSONType.object)
  package static let array = JSONTypes(JSONType.array)
  package static let string = JSONTypes(JSONType.string)
  package static let number = JSONTypes(JSONType.number)
  package static let boolean = JSONTypes(JSONType.boolean)
  package static let null = JSONTypes(JSONType.null)
  /// Every type.
  package static let all: JSONTypes = [.object, .array, .string, .number, .boolean, .null]
}
