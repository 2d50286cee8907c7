import ArgumentParser
import ScribeSession

/// A span of time as people write it: `0.5`, `30s`, `250ms`, `2m`, `1.5h`; seconds without a unit.
struct DurationArgument: ExpressibleByArgument {
  private static let units = [("ms", 0.001), ("s", 1), ("m", 60), ("h", 3600)]

  let duration: Duration
  let defaultValueDescription: String

  init(seconds: Int) {
    duration = .seconds(seconds)
    defaultValueDescription = "\(seconds)s"
  }

  init?(argument: String) {
    let unit = Self.units.first { argument.hasSuffix($0.0) } ?? ("", 1)
    guard let number = Double(argument.dropLast(unit.0.count)), number.isFinite,
      number >= 0, number * unit.1 < 1e9
    else { return nil }
    duration = .milliseconds(Int((number * unit.1 * 1000).rounded()))
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
