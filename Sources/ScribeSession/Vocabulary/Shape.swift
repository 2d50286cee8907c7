import ScribeJSON

/// What may be told of a value without telling the value.
enum Shape {
  /// The type, with a length where the type has one: `string(12)`, `array(3)`, `number`.
  static func of(_ value: JSONValue) -> String {
    switch value.type {
    case .string: "string(\(value.string?.utf8.count ?? 0))"
    case .array: "array(\(value.elements.reduce(0) { count, _ in count + 1 }))"
    case .object: "object(\(value.members.reduce(0) { count, _ in count + 1 }))"
    case .number: "number"
    case .boolean: "boolean"
    case .null: "null"
    }
  }

  /// A word that somebody else wrote, if it looks like one; else only its length, since a text
  /// could be a patient's.
  static func ofWord(_ word: ExactText) -> String {
    isWord(word) ? word.text : "string(\(word.text.utf8.count))"
  }

  /// The same word for the same text, free of what a patient could have said: the word itself if it
  /// looks like one, else its length and fingerprint.
  static func known(_ word: ExactText, key: FingerprintKey) -> ExactText {
    if isWord(word) { return word }
    let fingerprint = Fingerprint(of: Array(word.text.utf8)[...], key: key)
    return ExactText("\(ofWord(word)):\(fingerprint)")
  }

  /// What may be shown of a word that somebody else wrote, or of what ``known(_:key:)`` made of it.
  static func ofKnown(_ word: ExactText) -> String {
    let parts = word.text.split(separator: ":", maxSplits: 1).map(String.init)
    guard parts.count == 2, Fingerprint(hexadecimal: parts[1]) != nil,
      let count = Int(parts[0].dropFirst("string(".count).dropLast()),
      parts[0] == "string(\(count))"
    else { return ofWord(word) }
    return parts[0]
  }

  /// The JSONPath of a member: `$.templates[*].soap.status`.
  ///
  /// A name that does not look like one is not shown.
  static func path(_ names: ExactText?...) -> String {
    names.compactMap { $0 }.reduce("$") { path, name in
      if name == "[*]" { return path + name.text }
      return path + (isWord(name) ? "." + name.text : "['name(\(name.text.utf8.count))']")
    }
  }

  /// A member's text where it looks like a word.
  static func word(_ value: JSONValue?) -> ExactText? {
    guard let text = value?.string?.text, isWord(ExactText(text)) else { return nil }
    return ExactText(text)
  }

  /// The last path component of a member's text, without a query, where it looks like the name of
  /// a file.
  static func fileName(_ value: JSONValue?) -> ExactText? {
    guard let path = value?.string?.text.prefix(while: { $0 != "?" && $0 != "#" }),
      let name = path.split(separator: "/").last.map(String.init),
      isWord(ExactText(name.filter { $0 != "." }))
    else { return nil }
    return ExactText(name)
  }

  /// Whether a text looks like a word of a protocol, and not like what somebody said.
  static func isWord(_ word: ExactText) -> Bool {
    let length = word.text.utf8.count
    return length > 0 && length <= 64
      && word.text.utf8.allSatisfy { byte in
        switch byte {
        case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
          UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "_"), UInt8(ascii: "-"),
          UInt8(ascii: "."):
          true
        default: false
        }
      }
  }
}

extension ExactText {
  /// The text where it looks like a word of a protocol, else only its length: what may be shown of
  /// a word that somebody else chose, or of what a session keeps of it.
  package var shown: String { Shape.ofKnown(self) }

  /// Whether the text looks like a word of a protocol.
  package var isWord: Bool { Shape.isWord(self) }
}
