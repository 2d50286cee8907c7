import ArgumentParser
import ScribeSession

/// When to end: after a span of time, at an instant (RFC 3339), or when the session expires.
enum DeadlineArgument: ExpressibleByArgument {
  case after(Duration)
  case at(Instant)
  case expiry

  init?(argument: String) {
    if argument == "expiry" {
      self = .expiry
    } else if let span = DurationArgument(argument: argument) {
      self = .after(span.duration)
    } else if let instant = Instant(rfc3339: argument) {
      self = .at(instant)
    } else {
      return nil
    }
  }
}
