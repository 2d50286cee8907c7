/// The colours of texts, by what they say (ECMA-48 select graphic rendition).
enum Emphasis: String {
  case plain = ""
  case faint = "2"
  case good = "32"
  case notable = "33"
  case bad = "31"
  case strong = "1"

  func applied(to text: String, _ options: TextOptions) -> String {
    guard options.usesColor, self != .plain, !text.isEmpty else { return text }
    return "\u{1B}[\(rawValue)m\(text)\u{1B}[0m"
  }
}
