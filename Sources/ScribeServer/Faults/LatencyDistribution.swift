import Foundation

/// How long answers take, as a distribution.
public enum LatencyDistribution: Hashable, Sendable {
  /// Always the same.
  case constant(Duration)
  /// Anything between the two alike.
  case uniform(ClosedRange<Duration>)
  /// Logarithms that are normally distributed, as those of real servers nearly are: half are faster
  /// than the median, one in a hundred is slower than `p99`.
  case logNormal(median: Duration, p99: Duration)

  /// The quantile of the standard normal distribution that one in a hundred is above.
  private static let normalP99 = 2.326_347_874

  /// How long an answer takes, by two numbers from 0 to below 1.
  func duration(_ chance: Double, _ second: Double) -> Duration {
    switch self {
    case .constant(let duration): duration
    case .uniform(let range):
      range.lowerBound + (range.upperBound - range.lowerBound).scaled(by: chance)
    case .logNormal(let median, let p99):
      // Box and Muller make a normal number of two uniform ones.
      median.scaled(
        by: exp(
          log(max(p99 / median, 1)) / Self.normalP99 * (-2 * log(1 - chance)).squareRoot()
            * cos(2 * .pi * second)))
    }
  }
}
