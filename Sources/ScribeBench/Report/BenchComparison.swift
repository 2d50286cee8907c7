/// A report beside an earlier one, the base, workload by workload.
///
/// What gates is the ratio of a workload to its peer: both were measured in the same run, so it is
/// the same on a busy machine. A peer may be quicker for once, or for good where it is our own work;
/// so what lost against its peer must have lost against the middle one of all peers too. The times
/// of two runs tell little, and gate only where asked to.
package struct BenchComparison: Hashable, Sendable {
  /// By how many percent something may be slower.
  package let marginPercent: Int
  /// Whether times gate too: that was asked for, and the base is of the same machine.
  package let isTimeGating: Bool
  /// How many workloads were compared in what gates.
  package let comparedCount: Int
  /// What is slower by more than the margin, in the order of the report.
  package let findings: [Finding]
  /// How many workloads of the base were not measured.
  package let missingCount: Int
  /// How many workloads the base does not have.
  package let addedCount: Int

  /// A workload that became slower.
  package struct Finding: Hashable, Sendable {
    /// The workload.
    package let title: String
    /// In what it was measured.
    package let measure: Measure
    /// What it was in the base.
    package let base: Double
    /// What it is now.
    package let now: Double

    /// How much slower it is.
    package var slowerByPercent: Double {
      switch measure {
      case .ratioToPeer: (base / now - 1) * 100
      case .secondsPerRun: (now / base - 1) * 100
      }
    }
  }

  /// What is compared.
  package enum Measure: Hashable, Sendable, CaseIterable {
    /// How many times as fast as its peer.
    case ratioToPeer
    /// The time of one run.
    case secondsPerRun
  }

  /// Compares, or gives nil where nothing can be: builds of two kinds, or no workload with the same
  /// peer in both.
  package init?(
    _ report: BenchReport, with base: BenchReport, marginPercent: Int, gatingTime: Bool = false
  ) {
    guard report.machine.build == base.machine.build else { return nil }
    let isTimeGating = gatingTime && report.machine.isSame(as: base.machine)
    let drift = Self.drift(of: report, from: base)
    let margin = Double(marginPercent)
    var findings: [Finding] = []
    var compared = 0
    for now in report.measurements {
      guard let then = base.measurement(of: now.title) else { continue }
      var candidates: [Finding] = []
      if now.peer == then.peer, let ratio = report.ratioToPeer(of: now.title),
        let baseRatio = base.ratioToPeer(of: now.title)
      {
        candidates.append(
          Finding(title: now.title, measure: .ratioToPeer, base: baseRatio, now: ratio))
      }
      if isTimeGating {
        candidates.append(
          Finding(
            title: now.title, measure: .secondsPerRun, base: then.secondsPerRun,
            now: now.secondsPerRun))
      }
      if !candidates.isEmpty { compared += 1 }
      findings += candidates.filter { candidate in
        guard candidate.slowerByPercent > margin else { return false }
        guard candidate.measure == .ratioToPeer, let drift else { return true }
        return (now.secondsPerRun / then.secondsPerRun / drift - 1) * 100 > margin
      }
    }
    guard compared > 0 else { return nil }
    self.marginPercent = marginPercent
    self.isTimeGating = isTimeGating
    self.findings = findings
    comparedCount = compared
    missingCount = base.measurements.count { report.measurement(of: $0.title) == nil }
    addedCount = report.measurements.count { base.measurement(of: $0.title) == nil }
  }

  /// How many times as long the middle one of the peers took as in the base; nil where the base has
  /// none of them.
  private static func drift(of report: BenchReport, from base: BenchReport) -> Double? {
    let changes = Set(report.measurements.compactMap(\.peer)).compactMap { peer -> Double? in
      guard let now = report.measurement(of: peer), let then = base.measurement(of: peer)
      else { return nil }
      return now.secondsPerRun / then.secondsPerRun
    }
    return changes.isEmpty ? nil : changes.sorted()[changes.count / 2]
  }
}
