/// What a suite is called, after the name of a file: letters and digits of ASCII alone, whatever the
/// name is.
struct SuiteName {
  private static let lengthLimit = 40

  private let words: [String]

  /// - Parameter path: the file's; its last component counts, without what follows the first dot.
  init(_ path: String) {
    let file = path.utf8.split(separator: UInt8(ascii: "/")).last ?? path.utf8[...]
    let stem = file.prefix { $0 != UInt8(ascii: ".") }
    let words = stem.split { !Self.isWordByte($0) }.map { String(decoding: $0, as: UTF8.self) }
    var length = 0
    self.words = words.prefix { word in
      length += word.utf8.count
      return length <= Self.lengthLimit
    }
  }

  private static func isWordByte(_ byte: UInt8) -> Bool {
    let character = Unicode.Scalar(byte)
    return character.isASCII
      && (character.properties.isAlphabetic || ("0"..."9").contains(character))
  }

  /// The name of the type: `TwoSessionsTests`.
  var type: String {
    let joined = words.map { $0.prefix(1).uppercased() + $0.dropFirst() }.joined()
    // No name begins with a digit.
    let name = joined.first.map(\.isNumber) == false ? joined : "Recording\(joined)"
    return "\(name)Tests"
  }

  /// The name for people: `two sessions`.
  var phrase: String { words.joined(separator: " ") }
}
