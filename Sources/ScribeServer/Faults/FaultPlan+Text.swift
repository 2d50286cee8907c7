extension FaultPlan {
  /// Reads faults as people write them, separated by commas: `drop 1%, reset 0.5%, cut 1%,
  /// duplicate 2%, reorder 2%, 503 5% x4, 429 1% retry-after 2`.
  ///
  /// `x4` is a burst of four polls, `retry-after` in seconds.
  package init(text: String) throws(ServiceTextError) {
    self.init()
    for part in text.split(separator: ",") {
      let words = part.split(separator: " ").map(String.init)
      if words.isEmpty { continue }
      try add(words)
    }
    let sum = drop + reset + cut + duplicate + reorder + statuses.reduce(0) { $0 + $1.chance }
    if sum > 1 { throw ServiceTextError("the chances of \"\(text)\" are more than 100 % together") }
  }

  private mutating func add(_ words: [String]) throws(ServiceTextError) {
    let phrase = words.joined(separator: " ")
    guard words.count >= 2, let chance = Self.chance(words[1]) else {
      throw ServiceTextError("\"\(phrase)\" has no chance, such as \"drop 1%\"")
    }
    let faults: [String: WritableKeyPath<FaultPlan, Double>] = [
      "drop": \.drop, "reset": \.reset, "cut": \.cut, "duplicate": \.duplicate,
      "reorder": \.reorder,
    ]
    if let fault = faults[words[0]] {
      guard words.count == 2 else {
        throw ServiceTextError("\"\(phrase)\" says more than its chance")
      }
      self[keyPath: fault] = chance
      return
    }
    guard let status = Int(words[0]), (400...599).contains(status) else {
      throw ServiceTextError(
        "\"\(words[0])\" is none of drop, reset, cut, duplicate, reorder, or a status from 400 to 599"
      )
    }
    statuses.append(try Self.status(status, chance, words.dropFirst(2), phrase))
  }

  private static func status(
    _ status: Int, _ chance: Double, _ words: ArraySlice<String>, _ phrase: String
  ) throws(ServiceTextError) -> StatusFault {
    var fault = StatusFault(status: status, chance: chance)
    var words = words
    while let word = words.popFirst() {
      if word.hasPrefix("x"), let count = Int(word.dropFirst()), (1...1000).contains(count) {
        fault.burst = count
      } else if word == "retry-after", let seconds = words.popFirst().flatMap({ UInt32($0) }) {
        fault.retryAfter = Int(seconds)
      } else {
        throw ServiceTextError("\"\(phrase)\": after the chance come x4 or retry-after 2")
      }
    }
    return fault
  }

  private static func chance(_ text: String) -> Double? {
    let number = text.hasSuffix("%") ? Double(text.dropLast()).map { $0 / 100 } : Double(text)
    return number.flatMap { (0...1).contains($0) ? $0 : nil }
  }
}
