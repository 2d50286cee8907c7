extension Duration {
  /// Seconds as a decimal number without needless digits: `1`, `0.25`.
  package var secondsText: String {
    let magnitude = microseconds.magnitude
    let (whole, rest) = magnitude.quotientAndRemainder(dividingBy: 1_000_000)
    let sign = microseconds < 0 ? "-" : ""
    guard rest > 0 else { return "\(sign)\(whole)" }
    var fraction = Substring(String(1_000_000 + rest).dropFirst())
    while fraction.last == "0" { fraction.removeLast() }
    return "\(sign)\(whole).\(fraction)"
  }
}
