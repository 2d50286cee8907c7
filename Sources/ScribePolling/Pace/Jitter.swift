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
    if extent == 0 || pause == bounds.longest { return pause }
    let part = generator.withLock { generator in
      Double.random(in: (pause <= bounds.shortest ? 0 : -extent)...extent, using: &generator)
    }
    let varied = max(bounds.shortest, pause + pause * part)
    return bounds.longest.map { min($0, varied) } ?? varied
  }
}
