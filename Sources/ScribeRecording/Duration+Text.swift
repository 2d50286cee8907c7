extension Duration {
  private static let units: [(name: String, seconds: Double)] = [
    ("ms", 0.001), ("s", 1), ("m", 60), ("h", 3600), ("d", 86_400),
  ]

  /// Reads a span of time as people write it: `0.5`, `30s`, `250ms`, `2m`, `1.5h`, `5m2s`, `1d`; seconds
  /// without a unit.
  package init?(text: Substring) {
    var rest = text
    var seconds = 0.0
    guard !rest.isEmpty else { return nil }
    while !rest.isEmpty {
      let digits = rest.prefix { $0.isASCII && ($0.isNumber || $0 == ".") }
      rest = rest.dropFirst(digits.count)
      let name = rest.prefix { $0.isASCII && $0.isLetter }
      rest = rest.dropFirst(name.count)
      let isBare = digits.count == text.count
      let unit = isBare ? 1 : Self.units.first { $0.name == name }?.seconds
      guard let number = Double(digits), let unit else { return nil }
      seconds += number * unit
    }
    guard seconds < 1e9 else { return nil }
    self = .milliseconds(Int((seconds * 1000).rounded()))
  }
}
