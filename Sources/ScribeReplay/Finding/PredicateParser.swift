import ScribeSession

extension PollPredicate {
  /// Reads a predicate.
  package init(_ text: String) throws(PollPredicateError) {
    var parser = PredicateParser(text)
    self = try parser.predicate()
    try parser.end()
  }
}

/// Recursive descent over tokens, one function a rule of the grammar.
private struct PredicateParser {
  private struct Token {
    let text: String
    let position: Int
    let isQuoted: Bool
  }

  /// How deep parentheses and `not` may stand inside one another.
  private static let depthLimit = 64

  private let text: String
  private var tokens: ArraySlice<Token>
  private var unfinishedQuote: Int?
  private var depth = 0

  init(_ text: String) {
    self.text = text
    (tokens, unfinishedQuote) = Self.tokens(of: text)
  }

  mutating func predicate() throws(PollPredicateError) -> PollPredicate {
    var terms = [try term()]
    while takeWord("or") { terms.append(try term()) }
    return terms.count == 1 ? terms[0] : .any(terms)
  }

  mutating func end() throws(PollPredicateError) {
    if let token = tokens.first { throw error("expected and, or, or the end", at: token.position) }
    if let unfinishedQuote { throw error("a quote without its end", at: unfinishedQuote) }
  }

  private mutating func term() throws(PollPredicateError) -> PollPredicate {
    var factors = [try factor()]
    while takeWord("and") { factors.append(try factor()) }
    return factors.count == 1 ? factors[0] : .all(factors)
  }

  private mutating func factor() throws(PollPredicateError) -> PollPredicate {
    depth += 1
    defer { depth -= 1 }
    if depth > Self.depthLimit, let token = tokens.first {
      throw error("nested too deep", at: token.position)
    }
    if takeWord("not") { return .not(try factor()) }
    guard takeWord("(") else { return .condition(try condition()) }
    let inner = try predicate()
    guard takeWord(")") else { throw error("expected )", at: here) }
    return inner
  }

  private mutating func condition() throws(PollPredicateError) -> Condition {
    if let unfinishedQuote, tokens.isEmpty {
      throw error("a quote without its end", at: unfinishedQuote)
    }
    guard let token = tokens.popFirst() else { throw error("expected a condition", at: here) }
    guard !token.isQuoted, let subject = Condition.Subject(rawValue: token.text) else {
      let names = Condition.Subject.allCases.map(\.rawValue).joined(separator: ", ")
      throw error("no condition is called so; there are \(names)", at: token.position)
    }
    let operators = subject.comparisons.map(\.rawValue).joined(separator: " ")
    guard let sign = tokens.first, !sign.isQuoted,
      let comparison = Condition.Comparison(rawValue: sign.text)
    else {
      if subject.mayStandAlone {
        return Condition(subject: subject, comparison: nil, value: nil)
      }
      throw error("\(subject.rawValue) needs one of \(operators) and a value", at: here)
    }
    tokens.removeFirst()
    guard subject.comparisons.contains(comparison) else {
      throw error("\(subject.rawValue) can be compared by \(operators)", at: sign.position)
    }
    if let unfinishedQuote, tokens.isEmpty {
      throw error("a quote without its end", at: unfinishedQuote)
    }
    guard let word = tokens.popFirst() else {
      throw error("expected \(subject.expected)", at: here)
    }
    guard let value = subject.value(of: word.text, comparison) else {
      throw error("expected \(subject.expected)", at: word.position)
    }
    return Condition(subject: subject, comparison: comparison, value: value)
  }

  private var here: Int { tokens.first?.position ?? text.count }

  private mutating func takeWord(_ word: String) -> Bool {
    guard let token = tokens.first, !token.isQuoted, token.text == word else { return false }
    tokens.removeFirst()
    return true
  }

  private func error(_ reason: String, at position: Int) -> PollPredicateError {
    PollPredicateError(text: text, position: position, reason: reason)
  }

  // MARK: Tokens

  /// Words, operators, parentheses and quoted texts; where a quote has no end, its place.
  private static func tokens(of text: String) -> (ArraySlice<Token>, unfinishedQuote: Int?) {
    let characters = Array(text)
    var tokens: [Token] = []
    var position = 0
    func take(_ start: Int, while isWanted: (Character) -> Bool) -> Int {
      var end = start
      while end < characters.count, isWanted(characters[end]) { end += 1 }
      return end
    }
    while position < characters.count {
      let start = position
      let character = characters[start]
      if character.isWhitespace {
        position += 1
        continue
      }
      if character == "\"" || character == "'" {
        let end = take(start + 1) { $0 != character }
        guard end < characters.count else { return (tokens[...], start) }
        tokens.append(
          Token(text: String(characters[start + 1..<end]), position: start, isQuoted: true))
        position = end + 1
        continue
      }
      if "()~".contains(character) {
        position = start + 1
      } else if "=!<>".contains(character) {
        position = take(start) { "=!<>".contains($0) }
      } else {
        position = take(start) { !$0.isWhitespace && !"()~=!<>\"'".contains($0) }
      }
      tokens.append(
        Token(text: String(characters[start..<position]), position: start, isQuoted: false))
    }
    return (tokens[...], nil)
  }
}
