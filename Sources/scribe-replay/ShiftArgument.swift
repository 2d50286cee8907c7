import ArgumentParser
import ScribeRecording
import ScribeReplay

/// By how much the times of a recording are moved: `-400d`, `36h`, or `random`, which nobody knows.
struct ShiftArgument: ExpressibleByArgument {
  let shift: TimeShift
  /// What may be said of it.
  let phrase: String

  init?(argument: String) {
    if argument == "random" {
      shift = .random()
      phrase = "times moved by whole days, nobody knows how many"
      return
    }
    let sign = argument.first == "-" ? -1 : 1
    let span = argument.first == "-" || argument.first == "+" ? argument.dropFirst() : argument[...]
    guard let duration = Duration(text: span), duration.components.attoseconds == 0 else {
      return nil
    }
    shift = TimeShift(seconds: Int64(sign) * duration.components.seconds)
    phrase = "times moved by \(argument)"
  }
}
