import ScribeJSON
import ScribeSession

extension Poll.Outcome {
  /// The HTTP status or why there is none, in words that stand by themselves.
  var sentence: String {
    switch self {
    case .answer(let answer): "HTTP \(answer.status)"
    case .noAnswer(let failure): "no answer (\(failure.kind.name))"
    }
  }
}

extension JSONWriter {
  /// Writes `http` or `failure`.
  mutating func writeOutcome(_ outcome: Poll.Outcome) {
    switch outcome {
    case .answer(let answer): member("http", answer.status)
    case .noAnswer(let failure): member("failure", failure.kind.name)
    }
  }
}
