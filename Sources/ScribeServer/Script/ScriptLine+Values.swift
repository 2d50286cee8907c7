import Foundation

extension ScriptLine {
  /// A name or an id, which is written into JSON as it stands.
  mutating func takeName(_ what: String) throws(ScriptFault) -> String {
    let word = try take(what)
    guard !word.text.contains(where: { $0 == "\"" || $0 == "\\" }) else {
      throw ScriptFault("\(what) has no quotes and no backslashes", at: word.place)
    }
    return String(word.text)
  }

  /// A number of things, not too many to be made.
  mutating func takeCount(
    _ what: String, in range: ClosedRange<Int> = 0...1_000_000
  ) throws(ScriptFault) -> Int {
    let word = try take(what)
    guard let count = Int(word.text), range.contains(count) else {
      throw ScriptFault(
        "\"\(word.text)\" is not \(what), \(range.lowerBound) to \(range.upperBound)",
        at: word.place)
    }
    return count
  }

  /// A span of time, such as `1s`, `250ms`, `5m2s`, or one before the start, `-5s`.
  mutating func takeTime(_ what: String) throws(ScriptFault) -> Duration {
    let word = try take(what)
    let isBefore = word.text.first == "-"
    guard let duration = Duration(text: isBefore ? word.text.dropFirst() : word.text) else {
      throw ScriptFault("\"\(word.text)\" is not a time, such as 1s or 5m2s", at: word.place)
    }
    return isBefore ? .zero - duration : duration
  }

  /// A JSON value as it was written; a bare word is one where it is a number, true, false or null.
  mutating func takeJSON(_ what: String) throws(ScriptFault) -> String {
    let word = try take(what)
    let data = Data(word.text.utf8)
    guard (try? JSONSerialization.jsonObject(with: data, options: .fragmentsAllowed)) != nil else {
      throw ScriptFault("\(what) is not JSON", at: word.place)
    }
    return String(word.text)
  }

  /// A JSON string as it was written, with its quotes.
  mutating func takeJSONString(_ what: String) throws(ScriptFault) -> String {
    guard peeked?.text.first == "\"" else {
      throw ScriptFault("\(what) is not a text in quotes", at: place)
    }
    return try takeJSON(what)
  }

  /// The text that a JSON string stands for.
  mutating func takeText(_ what: String) throws(ScriptFault) -> String {
    let place = place
    let json = try takeJSONString(what)
    let value = try? JSONSerialization.jsonObject(with: Data(json.utf8), options: .fragmentsAllowed)
    guard let text = value as? String else { throw ScriptFault("\(what) is not a text", at: place) }
    return text
  }

  /// A bare word, or the text that a JSON string stands for; what can stand in a header field.
  mutating func takeHeaderValue(_ what: String) throws(ScriptFault) -> String {
    let place = place
    let text = peeked?.text.first == "\"" ? try takeText(what) : String(try take(what).text)
    guard
      !text.unicodeScalars.contains(where: { $0.value < 0x20 && $0 != "\t" || $0.value == 0x7F })
    else { throw ScriptFault("\(what) cannot stand in a header field", at: place) }
    return text
  }
}
