import ArgumentParser
import ScribeRecording

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
