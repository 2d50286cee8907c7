import ScribeSession

extension Next {
  /// What to do, shortly.
  var phrase: String {
    switch self {
    case .poll(let pause): "next in \(pause.secondsText) s"
    case .stop(let reason): "stop: \(reason.name)"
    }
  }

  /// What to do, in words that stand by themselves.
  var sentence: String {
    switch self {
    case .poll(let pause): "next: poll after \(pause.secondsText) s"
    case .stop(let reason): "next: stop, \(reason.name)"
    }
  }
}
