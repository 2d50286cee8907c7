import Foundation

/// The words of one line of a script, and of those that go on with it, taken one after the other.
///
/// Words are separated by blanks; a JSON string, array or object is one word whatever it holds, and is
/// kept as it was written. A `#` where a word could begin makes the rest a comment.
struct ScriptLine {
  struct Word {
    let text: Substring
    let place: ScriptPlace

    /// Whether it is a text in quotes.
    var isText: Bool { text.unicodeScalars.first == "\"" }

    /// Whether it is a JSON value and no bare word: what begins as one, or is a number, true, false or
    /// null.
    var isJSON: Bool {
      guard let first = text.unicodeScalars.first else { return false }
      return "\"{[-0123456789".unicodeScalars.contains(first)
        || ["true", "false", "null"].contains { $0 == text }
    }

    /// The word as an error quotes it.
    var quoted: String { text.count > 40 ? "\"\(text.prefix(40))…\"" : "\"\(text)\"" }
  }

  private let words: [Word]
  private var next = 0
  /// Where what is missing would be.
  private let end: ScriptPlace

  /// - Parameter lines: the line, and those that go on with it, with their numbers.
  init(_ lines: [(number: Int, text: Substring)]) throws(ScriptFault) {
    var words: [Word] = []
    for (number, text) in lines { words += try Self.words(of: text, number) }
    self.words = words
    end =
      words.last.map {
        ScriptPlace(line: $0.place.line, column: $0.place.column + $0.text.unicodeScalars.count)
      }
      ?? ScriptPlace(line: lines.first?.number ?? 1, column: 1)
  }

  /// By scalars, because a quote and what is written above or below it would be one character.
  private static func words(of line: Substring, _ number: Int) throws(ScriptFault) -> [Word] {
    var words: [Word] = []
    var rest = line.unicodeScalars
    while true {
      rest = rest.drop(while: \.properties.isWhitespace)
      guard let first = rest.first, first != "#" else { return words }
      let passed = line.unicodeScalars.distance(from: line.startIndex, to: rest.startIndex)
      let place = ScriptPlace(line: number, column: passed + 1)
      let text =
        isOpening(first)
        ? rest.prefix(try jsonCount(rest, place)) : rest.prefix { !$0.properties.isWhitespace }
      words.append(Word(text: Substring(text), place: place))
      rest = rest[text.endIndex...]
    }
  }

  private static func isOpening(_ scalar: Unicode.Scalar) -> Bool {
    scalar == "\"" || scalar == "{" || scalar == "["
  }

  /// How many scalars the JSON value takes that the text begins with.
  private static func jsonCount(
    _ text: Substring.UnicodeScalarView, _ place: ScriptPlace
  ) throws(ScriptFault) -> Int {
    var depth = 0
    var isInString = false
    var isEscaped = false
    for (count, scalar) in text.enumerated() {
      if isEscaped {
        isEscaped = false
      } else if isInString {
        if scalar == "\\" { isEscaped = true }
        if scalar == "\"" { isInString = false }
      } else if scalar == "\"" {
        isInString = true
      } else if scalar == "{" || scalar == "[" {
        depth += 1
      } else if scalar == "}" || scalar == "]" {
        depth -= 1
      }
      if depth == 0, !isInString { return count + 1 }
    }
    throw ScriptFault("this does not end on its line", at: place)
  }

  /// The word that comes next, which stays where it is.
  var peeked: Word? { next < words.count ? words[next] : nil }

  /// Where the next word is, or would be.
  var place: ScriptPlace { peeked?.place ?? end }

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
}

/// A place in a script: line and column, from 1.
struct ScriptPlace: Hashable {
  let line: Int
  let column: Int
}
