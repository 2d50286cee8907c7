import Testing

@testable import ScribeBench

@Suite("A report beside an earlier one")
struct BenchComparisonTests {
  private func report(
    _ seconds: [Double], peer: String? = "peer", cpu: String = "c", build: Machine.Build = .release
  ) -> BenchReport {
    let machine = Machine(cpu: cpu, coreCount: 2, system: "s", swift: "6.3", build: build)
    return BenchReport(
      machine,
      seconds.enumerated().map { place, seconds in
        Measurement(
          title: place == 0 ? "peer" : "work \(place)", peer: place == 0 ? nil : peer,
          secondsPerRun: seconds)
      })
  }

  private func compare(
    _ now: BenchReport, _ base: BenchReport, margin: Int = 30, time: Bool = false
  ) -> BenchComparison? {
    BenchComparison(now, with: base, marginPercent: margin, gatingTime: time)
  }

  @Test("finds what lost more than the margin against its peer")
  func ratios() throws {
    let base = report([10, 1, 1, 1])
    let comparison = try #require(compare(report([10, 1.29, 1.31, 0.5]), base))
    #expect(comparison.findings.map(\.title) == ["work 2"])
    #expect(comparison.comparedCount == 3)
    let finding = try #require(comparison.findings.first)
    #expect(finding.measure == .ratioToPeer && abs(finding.slowerByPercent - 31) < 1e-9)
    #expect(compare(report([10, 1.29, 1.31, 0.5]), base, margin: 32)?.findings == [])
    #expect(compare(base, base, margin: 0)?.findings == [])
  }

  @Test("minds no machine that is slower as a whole")
  func slowMachine() throws {
    let base = report([10, 1])
    #expect(compare(report([40, 4], cpu: "slow"), base)?.findings == [])
    #expect(compare(report([40, 4]), base)?.findings == [])
  }

  /// Three works, each with a peer of its own.
  private func pairs(_ works: [Double], _ peers: [Double]) -> BenchReport {
    BenchReport(
      report([]).machine,
      zip(works, peers).enumerated().flatMap { place, seconds in
        [
          Measurement(title: "w\(place)", peer: "p\(place)", secondsPerRun: seconds.0),
          Measurement(title: "p\(place)", secondsPerRun: seconds.1),
        ]
      })
  }

  @Test("minds no peer that became quicker by itself")
  func quickPeer() throws {
    let base = pairs([1, 1, 1], [10, 10, 10])
    let quick = try #require(compare(pairs([1, 1, 1], [5, 10, 10]), base))
    #expect(quick.comparedCount == 3 && quick.findings == [])
    #expect(compare(pairs([2, 2, 2], [10, 20, 20]), base)?.findings == [])
    #expect(compare(pairs([2, 1, 1], [10, 10, 10]), base)?.findings.map(\.title) == ["w0"])
    #expect(compare(pairs([2, 2, 2], [10, 10, 10]), base)?.findings.count == 3)
    #expect(compare(pairs([4, 2, 2], [10, 20, 20]), base)?.findings.map(\.title) == ["w0"])
  }

  @Test("minds times where asked to, and only of the same machine")
  func times() throws {
    let base = report([10, 1])
    let same = try #require(compare(report([40, 4]), base, time: true))
    #expect(same.isTimeGating)
    #expect(same.findings.map(\.title) == ["peer", "work 1"])
    #expect(same.findings.map(\.slowerByPercent) == [300, 300])
    let other = try #require(compare(report([40, 4], cpu: "slow"), base, time: true))
    #expect(!other.isTimeGating && other.findings == [])
    let both = try #require(compare(report([10, 4]), base, time: true))
    #expect(both.findings.map(\.measure) == [.ratioToPeer, .secondsPerRun])
  }

  @Test("is nothing where builds differ or nothing is in both with the same peer")
  func nothing() {
    let base = report([10, 1])
    #expect(compare(report([10, 1], build: .debug), base) == nil)
    #expect(compare(report([10, 1], peer: nil), base) == nil)
    #expect(compare(report([10]), base) == nil)
    #expect(compare(report([]), base) == nil)
    #expect(compare(base, report([])) == nil)
    #expect(compare(report([10], peer: nil), base, time: true)?.comparedCount == 1)
  }

  @Test("counts what is in one of them alone")
  func sets() {
    let comparison = compare(report([10, 1, 1, 1]), report([10, 1]))
    #expect(comparison?.addedCount == 2 && comparison?.missingCount == 0)
    let less = compare(report([10, 1]), report([10, 1, 1, 1]))
    #expect(less?.addedCount == 0 && less?.missingCount == 2)
    #expect(
      less?.lines == [
        "1 compared, 0 slower by more than 30 %; 2 of the base not measured, 0 not in the base"
      ])
  }

  @Test("counts the quicker of what was measured twice")
  func twice() {
    let first = report([10, 4, 2]).measurements
    let quicker = first.quicker(report([9, 5]).measurements)
    #expect(quicker.map(\.secondsPerRun) == [9, 4, 2])
  }
}

@Suite("What is measured")
struct BenchTests {
  @Test("is each workload of each group, in their order, more than once")
  func order() {
    let titles = ["a", "b", "c"]
    let log = RunLog()
    let workloads = titles.map { title in
      Workload(title, .decode, peer: title == "c" ? nil : "c") {
        log.entries.append("prepare \(title)")
        return PreparedWorkload(byteCount: 7, itemCount: 3) {
          log.entries.append(title)
          return 1
        }
      }
    }
    #expect(log.entries.isEmpty)
    var told: [String] = []
    let measurements = Bench([Array(workloads[..<2]), [workloads[2]]], budget: .zero)
      .measure { told.append("\($0) \($1)") }
    #expect(measurements.map(\.title) == titles)
    #expect(measurements.map(\.peer) == ["c", "c", nil])
    #expect(measurements.allSatisfy { $0.secondsPerRun > 0 && $0.byteCount == 7 })
    #expect(told == ["0 a", "2 c"])
    #expect(log.entries.prefix(8) == ["prepare a", "a", "a", "a", "prepare b", "b", "b", "b"])
    // Rounds go back and forth.
    #expect(log.entries.dropFirst(8).prefix(6) == ["a", "b", "b", "a", "a", "b"])
  }
}

/// What was run, on one thread.
private final class RunLog: @unchecked Sendable {
  var entries: [String] = []
}
