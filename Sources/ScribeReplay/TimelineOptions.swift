/// What a timeline shows beside the bare story.
package struct TimelineOptions: Sendable {
  /// Times, pauses and spans: left out where two recordings of one story are compared.
  package var showsClock = true
  /// Colours, for terminals.
  package var usesColor = false
  /// Transcript and documents as they changed.
  package var showsPatientData = false

  package init() {}
}

/// The colours of a timeline, by what they say (ECMA-48 select graphic rendition).
enum Emphasis: String {
  case plain = ""
  case faint = "2"
  case good = "32"
  case notable = "33"
  case bad = "31"
  case strong = "1"

  func applied(to text: String, _ options: TimelineOptions) -> String {
    guard options.usesColor, self != .plain, !text.isEmpty else { return text }
    return "\u{1B}[\(rawValue)m\(text)\u{1B}[0m"
  }
}
