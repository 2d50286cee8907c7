import ScribeSession

/// Varies pauses, so that what began together does not stay together.
final class Jitter: Sendable {
  private let extent: Double
  private let generator: Locked<any RandomNumberGenerator>

  /// - Parameter extent: by how much of a pause it may differ, 0.2 for ±20 %.
  init(_ extent: Double, _ generator: sending any RandomNumberGenerator) {
    self.extent = max(0, min(extent, 1))
    self.generator = Locked(generator)
  }

  /// The pause, longer or shorter, within its bounds.
  ///
  /// A pause that a server asked for only becomes longer; one that ends with the deadline stays.
  func varied(_ pause: Duration, _ bounds: (shortest: Duration, longest: Duration?)) -> Duration {
    if pause == bounds.longest { return pause }
    let lowest = pause <= bounds.shortest ? 0 : -extent
    let part = generator.withLock { Double.random(in: lowest...extent, using: &$0) }
    let asked = max(pause, bounds.shortest)
    let varied = max(bounds.shortest, asked + asked * part)
    return bounds.longest.map { min($0, varied) } ?? varied
  }
}
