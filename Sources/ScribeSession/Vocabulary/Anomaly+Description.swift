extension Anomaly: CustomStringConvertible {
  /// The code, how serious it is, where it is and what was expected and found there, in one line.
  public var description: String {
    var text = "\(code.name) (\(severity.name))"
    if let path { text += " at \(path)" }
    if let offset { text += ", byte \(offset)" }
    if let expected { text += ", expected \(expected)" }
    if let actual { text += ", actual \(actual)" }
    return text
  }
}
