/// What was measured, and where.
package struct BenchReport: Hashable, Sendable {
  /// Where.
  package let machine: Machine
  /// The measurements in their order.
  package let measurements: [Measurement]

  private let ratios: [String: Double]

  /// A report of what was measured in one run.
  package init(_ machine: Machine, _ measurements: [Measurement]) {
    let seconds = Dictionary(
      measurements.map { ($0.title, $0.secondsPerRun) }, uniquingKeysWith: { first, _ in first })
    let ratios = measurements.compactMap { measurement -> (String, Double)? in
      guard let peer = measurement.peer.flatMap({ seconds[$0] }) else { return nil }
      return (measurement.title, peer / measurement.secondsPerRun)
    }
    self.init(
      machine, measurements,
      ratios: Dictionary(ratios, uniquingKeysWith: { first, _ in first }))
  }

  init(_ machine: Machine, _ measurements: [Measurement], ratios: [String: Double]) {
    self.machine = machine
    self.measurements = measurements
    self.ratios = ratios
  }

  /// How many times as fast as its peer a workload was in the same run; nil without a peer.
  package func ratioToPeer(of title: String) -> Double? { ratios[title] }

  /// The measurement of a workload.
  package func measurement(of title: String) -> Measurement? {
    measurements.first { $0.title == title }
  }
}
