extension Int {
  /// So many things of a kind, in words: `1 poll`, `2 polls`.
  package func counted(_ noun: String) -> String { "\(self) \(noun)\(self == 1 ? "" : "s")" }
}
