import ScribeSession

extension Duration {
  /// The duration times a factor, held between nothing and a hundred years; nothing where the factor is
  /// no number.
  func scaled(by factor: Double) -> Duration {
    let microseconds = Double(microseconds) * factor
    guard microseconds > 0 else { return .zero }
    return .microseconds(Int64(min(microseconds, 3.2e15)))
  }
}
