import ArgumentParser
import ScribeReplay

/// A point of time on the command line.
struct TimeArgument: ExpressibleByArgument {
  let time: TimeText

  init?(argument: String) {
    guard let time = TimeText(argument) else { return nil }
    self.time = time
  }
}
