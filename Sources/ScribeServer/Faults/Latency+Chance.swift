import Foundation
import ScribeSession

extension ServiceSettings.Latency {
  /// The quantile of the standard normal distribution that one in a hundred is above.
  private static let normalP99 = 2.326_347_874

  /// How long an answer takes.
  ///
  /// - Parameters:
  ///   - recorded: how long it took when it was recorded.
  ///   - speed: how many times as fast as it was recorded time passes.
  ///   - numbers: what chance is made of.
  func duration(
    recorded: Duration, speed: Double, _ numbers: ChanceNumbers
  ) -> Duration {
    var numbers = numbers
    switch self {
    case .none: return .zero
    case .recorded: return recorded.scaled(by: 1 / speed)
    case .constant(let duration): return duration
    case .uniform(let range):
      return range.lowerBound + (range.upperBound - range.lowerBound).scaled(by: numbers.next())
    case .logNormal(let median, let p99):
      // Box and Muller make a normal number of two uniform ones.
      let (first, second) = (numbers.next(), numbers.next())
      return median.scaled(
        by: exp(
          log(max(p99 / median, 1)) / Self.normalP99 * (-2 * log(1 - first)).squareRoot()
            * cos(2 * .pi * second)))
    }
  }
}
