/// What is wrong with a script, and where: one line, `name:line:column: reason`.
public struct ScriptError: Error, Hashable, Sendable, CustomStringConvertible {
  /// What the script is called.
  public let name: String
  /// The line, from 1.
  public let line: Int
  /// The column, from 1, in Unicode scalars.
  public let column: Int
  /// What is wrong, and what would be right.
  public let reason: String

  /// Where and what.
  public var description: String { "\(name):\(line):\(column): \(reason)" }
}

/// What is wrong, and where.
struct ScriptFault: Error {
  let reason: String
  let place: ScriptPlace

  init(_ reason: String, at place: ScriptPlace) {
    self.reason = reason
    self.place = place
  }
}
