import Foundation

/// The words of one line of a script, taken one after the other.
///
/// Words are separated by blanks; a JSON string, array or object is one word whatever it holds, and is
/// kept as it was written. A `#` where a word could begin makes the rest a comment.
struct ScriptLine {
  struct Word {
    let text: Substring
    /// Which character it begins at, from 0.
    let place: Int

    /// Whether it is a JSON value and no bare word.
    var isJSON: Bool { text.first.map { "\"{[".contains($0) } ?? false }
  }

  private let words: [Word]
  private var next = 0
  private let end: Int

  init(_ line: Substring) throws(ScriptFault) {
    var words: [Word] = []
    var rest = line
    var place = 0
    func skip(_ count: Int) {
      rest = rest.dropFirst(count)
      place += count
    }
    while true {
      skip(rest.prefix { $0.isWhitespace }.count)
      guard let first = rest.first, first != "#" else { break }
      let count =
        "\"{[".contains(first)
        ? try Self.jsonCount(rest, place) : rest.prefix { !$0.isWhitespace }.count
      words.append(Word(text: rest.prefix(count), place: place))
      skip(count)
    }
    self.words = words
    end = place
  }

  /// How many characters the JSON value takes that the text begins with.
  private static func jsonCount(_ text: Substring, _ place: Int) throws(ScriptFault) -> Int {
    var depth = 0
    var isInString = false
    var isEscaped = false
    for (count, character) in text.enumerated() {
      if isEscaped {
        isEscaped = false
      } else if isInString {
        if character == "\\" { isEscaped = true }
        if character == "\"" { isInString = false }
      } else if character == "\"" {
        isInString = true
      } else if "{[".contains(character) {
        depth += 1
      } else if "}]".contains(character) {
        depth -= 1
      }
      if depth == 0, !isInString { return count + 1 }
    }
    throw ScriptFault("this does not end on its line", at: place)
  }

  var isEmpty: Bool { words.isEmpty }

  /// The word that comes next, which stays where it is.
  var peeked: Word? { next < words.count ? words[next] : nil }

  mutating func take() -> Word? {
    guard next < words.count else { return nil }
    next += 1
    return words[next - 1]
  }

  mutating func take(_ what: String) throws(ScriptFault) -> Word {
    guard let word = take() else { throw ScriptFault("\(what) is missing", at: end) }
    return word
  }

  /// Takes that word where it comes next.
  mutating func takeIf(_ word: String) -> Bool {
    guard let peeked, peeked.text == word else { return false }
    next += 1
    return true
  }

  /// A number of things; below zero only where that is allowed.
  mutating func takeCount(_ what: String) throws(ScriptFault) -> Int {
    let word = try take(what)
    guard let count = Int(word.text), count >= 0 else {
      throw ScriptFault("\"\(word.text)\" is not \(what)", at: word.place)
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
      throw ScriptFault("\(what) is not a text in quotes", at: peeked?.place ?? end)
    }
    return try takeJSON(what)
  }

  /// The text that a JSON string stands for.
  mutating func takeText(_ what: String) throws(ScriptFault) -> String {
    let place = peeked?.place ?? end
    let json = try takeJSONString(what)
    let value = try? JSONSerialization.jsonObject(with: Data(json.utf8), options: .fragmentsAllowed)
    guard let text = value as? String else { throw ScriptFault("\(what) is not a text", at: place) }
    return text
  }
}
