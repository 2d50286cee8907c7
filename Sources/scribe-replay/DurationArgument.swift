import ArgumentParser
import ScribeRecording
import ScribeSession

/// A span of time as people write it: `0.5`, `30s`, `250ms`, `2m`, `1.5h`, `5m2s`; seconds without
/// a unit.
struct DurationArgument: ExpressibleByArgument {
  let duration: Duration
  let defaultValueDescription: String

  init(seconds: Int) {
    duration = .seconds(seconds)
    defaultValueDescription = "\(seconds)s"
  }

  init?(argument: String) {
    guard let duration = Duration(text: argument[...]) else { return nil }
    self.duration = duration
    defaultValueDescription = argument
  }
}

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
