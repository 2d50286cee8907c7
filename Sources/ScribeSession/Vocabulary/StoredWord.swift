/// A closed set of which each value is printed and stored as a word of its own.
package protocol StoredWord: CaseIterable {
  /// The stored word.
  var name: String { get }
}

extension StoredWord {
  /// The value with that stored word.
  package init?(name: String) {
    guard let value = Self.allCases.first(where: { $0.name == name }) else { return nil }
    self = value
  }
}

extension Phase: StoredWord {}
extension Verdict: StoredWord {}
extension Poll.Failure.Kind: StoredWord {}
extension UploadMode: StoredWord {}
extension InstantMember: StoredWord {}
extension PassThroughMember: StoredWord {}
extension Document.Part: StoredWord {}
extension Anomaly.Code: StoredWord {}
