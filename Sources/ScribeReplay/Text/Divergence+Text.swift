import ScribeStore

extension Divergence {
  /// The poll, the event and what was and is decided, in one line.
  func phrase(decidedBy other: String) -> String {
    "session \(stream.phrase), poll \(version), event \(event), \(path.printable): "
      + "\(reducer.printable) decided \(stored?.printable ?? "nothing"), \(other.printable) "
      + "decides \(decided?.printable ?? "nothing")"
  }
}
