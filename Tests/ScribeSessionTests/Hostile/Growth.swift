import Foundation
import Testing

/// How much longer something takes on an input that is four times as long.
enum Growth {
  /// Below this nothing is told: a hundredth of a second.
  private static let floor = 0.01

  /// Expects a time that grows with the input and no faster: far less than the sixteen times of a
  /// loop within a loop.
  ///
  /// Processor time of this thread, so that neighbours do not count, and the best of three where it
  /// is in doubt.
  static func expectLinear(
    _ size: Int, _ what: @autoclosure () -> String = "",
    sourceLocation: SourceLocation = #_sourceLocation,
    _ makeWork: (Int) throws -> () throws -> Void
  ) throws {
    let work = try makeWork(4 * size)
    let first = try time(work)
    guard first > floor else { return }
    let short = try best(makeWork(size))
    if first < 6 * short { return }
    let long = min(first, try best(work))
    #expect(
      long <= floor || long < 8 * short,
      "\(what()): \(short) s for \(size), \(long) s for \(4 * size)",
      sourceLocation: sourceLocation)
  }

  private static func best(_ work: () throws -> Void) throws -> Double {
    try min(time(work), time(work), time(work))
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
