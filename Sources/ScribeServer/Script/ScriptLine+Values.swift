import Foundation
import ScribeRecording
import ScribeSession

extension ScriptLine {
  /// A name or an id, which is written into JSON as it stands.
  mutating func takeName(_ what: String) throws(ScriptFault) -> String {
    let word = try take(what)
    guard !word.text.utf8.contains(where: { $0 == 0x22 || $0 == 0x5C || $0 < 0x20 }) else {
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
        "\(word.quoted) is not \(what), \(range.lowerBound) to \(range.upperBound)",
        at: word.place)
    }
    return count
  }

  /// A span of time, such as `1s`, `250ms`, `5m2s`.
  mutating func takeSpan(_ what: String) throws(ScriptFault) -> Duration {
    let word = try take(what)
    guard let duration = Duration(text: word.text) else {
      throw ScriptFault("\(word.quoted) is not a time, such as 1s or 5m2s", at: word.place)
    }
    return duration
  }

  /// A time after the start, or one before it, `-5s`.
  mutating func takeTime(_ what: String) throws(ScriptFault) -> Duration {
    guard let word = peeked, word.text.unicodeScalars.first == "-" else {
      return try takeSpan(what)
    }
    _ = take()
    guard let duration = Duration(text: word.text.dropFirst()) else {
      throw ScriptFault("\(word.quoted) is not a time, such as -5s", at: word.place)
    }
    return .zero - duration
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
    guard peeked?.isText == true else {
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

  /// A header field; a value with blanks stands in quotes.
  mutating func takeHeader(named name: String? = nil) throws(ScriptFault) -> HeaderField {
    let place = place
    let name = if let name { name } else { String(try take("a header field's name").text) }
    let what = "the value of \(name)"
    let value =
      peeked?.isText == true ? try takeText(what) : String(try take(what).text)
    let field = HeaderField(name: name, value: value)
    guard field.canBeSent else {
      throw ScriptFault("HTTP has no header field of this name or value", at: place)
    }
    return field
  }
}
