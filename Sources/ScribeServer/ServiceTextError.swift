/// Why a text that says how to serve cannot be understood; one line.
package struct ServiceTextError: Error, Hashable, Sendable, CustomStringConvertible {
  /// What is wrong, with the words that are.
  package let description: String

  init(_ description: String) {
    self.description = description
  }
}
