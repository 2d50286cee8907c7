import ScribeRecording
import ScribeSession

extension ServiceSettings.Latency {
  /// Reads a latency as people write it: `none`, `recorded`, `50ms`, `20ms..200ms` for anything
  /// between, or `40ms,p99=900ms` for a median and a tail.
  package init(text: String) throws(ServiceTextError) {
    if text == "none" {
      self = .none
    } else if text == "recorded" {
      self = .recorded
    } else if let place = text.firstRange(of: ",p99=") {
      let median = Duration(text: text[..<place.lowerBound])
      let p99 = Duration(text: text[place.upperBound...])
      guard let median, let p99, median > .zero, p99 >= median else { throw Self.unreadable(text) }
      self = .logNormal(median: median, p99: p99)
    } else if let place = text.firstRange(of: "..") {
      let least = Duration(text: text[..<place.lowerBound])
      let most = Duration(text: text[place.upperBound...])
      guard let least, let most, least <= most else { throw Self.unreadable(text) }
      self = .uniform(least...most)
    } else {
      guard let latency = Duration(text: text[...]) else { throw Self.unreadable(text) }
      self = .constant(latency)
    }
  }

  private static func unreadable(_ text: String) -> ServiceTextError {
    ServiceTextError(
      "\"\(text)\" is no latency: none, recorded, 50ms, 20ms..200ms, or 40ms,p99=900ms")
  }
}
