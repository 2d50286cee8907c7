import Foundation
import ScribeTalk
import Testing

/// How much longer something takes on an input that is four times as long.
enum Growth {
  /// Below this nothing is told: a hundredth of a second.
  private static let floor = 0.01

  /// Expects a time that grows with the input and no faster: far less than the sixteen times of a
  /// loop within a loop.
  ///
  /// Processor time of this thread, so that who waits for a processor does not count. A neighbour that
  /// counts its coverage in the same places slows both down all the same, for as long as it does so:
  /// where it is in doubt, the short one and the long one are timed one right after the other, nine
  /// times, and the middle one of the nine ratios decides.
  static func expectLinear(
    _ size: Int, _ what: @autoclosure () -> String = "",
    sourceLocation: SourceLocation = #_sourceLocation,
    _ makeWork: (Int) throws -> () throws -> Void
  ) throws {
    let (short, long) = (try makeWork(size), try makeWork(4 * size))
    let first = try time(long)
    if try first <= floor || first < 6 * time(short) { return }
    let pairs = try (0..<9).map { _ in (short: try time(short), long: try time(long)) }
    let ratios = pairs.map { $0.long / $0.short }.sorted()
    #expect(
      ratios[4] < 8 || pairs.contains { $0.long <= floor },
      "\(what()): \(ratios[4]) times as long for \(4 * size) as for \(size)",
      sourceLocation: sourceLocation)
  }

  private static func time(_ work: () throws -> Void) rethrows -> Double {
    let start = processorTime()
    try work()
    return processorTime() - start
  }

  private static func processorTime() -> Double {
    var time = timespec()
    clock_gettime(CLOCK_THREAD_CPUTIME_ID, &time)
    return Double(time.tv_sec) + Double(time.tv_nsec) / 1e9
  }
}

@Suite("A check that time grows with the input and no faster")
struct GrowthTests {
  /// So many steps, none of which can be left out.
  private static func steps(_ count: Int) {
    var random = SplitMix64(seed: 1)
    var sum: UInt64 = 0
    for _ in 0..<count { sum ^= random.next() }
    #expect(sum != 0)
  }

  @Test("takes what takes four times as long, and a little more", arguments: [1.0, 1.1])
  func linear(power: Double) throws {
    try Growth.expectLinear(200_000) { size in { Self.steps(Int(pow(Double(size), power))) } }
  }

  @Test("refuses a loop within a loop")
  func quadratic() throws {
    try withKnownIssue {
      try Growth.expectLinear(500) { size in { Self.steps(size * size) } }
    } matching: { issue in
      issue.comments.contains { $0.rawValue.contains("times as long for 2000 as for 500") }
    }
  }
}
