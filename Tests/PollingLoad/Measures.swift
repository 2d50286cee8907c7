import CoreMetrics
import Foundation

/// Keeps how late each poll was, as a metrics system would be told.
final class Lateness: MetricsFactory, @unchecked Sendable {
  private final class Timers: TimerHandler {
    let record: @Sendable (Int64) -> Void

    init(_ record: @escaping @Sendable (Int64) -> Void) { self.record = record }

    func recordNanoseconds(_ duration: Int64) { record(duration) }
  }

  private let lock = NSLock()
  private var nanoseconds: [Int32] = []

  /// The median, the 99th of a hundred, and the worst.
  var percentiles: (Duration, Duration, Duration) {
    let sorted = lock.withLock { nanoseconds.sorted() }
    func at(_ part: Double) -> Duration {
      guard !sorted.isEmpty else { return .seconds(1 << 40) }
      return .nanoseconds(Int64(sorted[min(sorted.count - 1, Int(Double(sorted.count) * part))]))
    }
    return (at(0.5), at(0.99), at(1))
  }

  func makeTimer(label: String, dimensions: [(String, String)]) -> any TimerHandler {
    guard label == "scribe_poll_lateness" else { return NOOPMetricsHandler.instance }
    return Timers { [self] value in
      lock.withLock { nanoseconds.append(Int32(clamping: value)) }
    }
  }

  func makeCounter(label: String, dimensions: [(String, String)]) -> any CounterHandler {
    NOOPMetricsHandler.instance
  }

  func makeRecorder(
    label: String, dimensions: [(String, String)], aggregate: Bool
  ) -> any RecorderHandler { NOOPMetricsHandler.instance }

  func destroyTimer(_ handler: any TimerHandler) {}
  func destroyCounter(_ handler: any CounterHandler) {}
  func destroyRecorder(_ handler: any RecorderHandler) {}
}

/// What this process has used, as Linux tells.
struct ProcessUsage {
  private let startSeconds = Self.processorSeconds

  var secondsSince: Double { Self.processorSeconds - startSeconds }

  /// How many bytes the allocator has given out and not got back (malloc_info(3), glibc): what is
  /// resident beyond that is the allocator's own affair, and depends on what happened before.
  ///
  /// `malloc.h` is in no module, so the function is looked up by its name; nil where there is none.
  static var heapBytes: Int? {
    guard let symbol = dlsym(nil, "malloc_info"), let file = tmpfile() else { return nil }
    defer { fclose(file) }
    let inform = unsafeBitCast(
      symbol, to: (@convention(c) (CInt, UnsafeMutablePointer<FILE>) -> CInt).self)
    _ = inform(0, file)
    rewind(file)
    var text = ""
    var line = [CChar](repeating: 0, count: 4096)
    while fgets(&line, CInt(line.count), file) != nil {
      text += String(decoding: line.prefix { $0 != 0 }.map(UInt8.init(bitPattern:)), as: UTF8.self)
    }
    // The sums of all heaps stand behind the last one.
    let sums = text.components(separatedBy: "</heap>").last ?? ""
    func size(_ kind: String) -> Int {
      let element = sums.components(separatedBy: kind).dropFirst().first ?? ""
      let value = element.components(separatedBy: "size=\"").dropFirst().first ?? ""
      return Int(value.prefix { $0.isNumber }) ?? 0
    }
    return size(#"system type="current""#) - size(#"total type="fast""#)
      - size(#"total type="rest""#) + size(#"total type="mmap""#)
  }

  static var peakMegabytes: Double { field("VmHWM") / 1024 }

  /// How often a thread of it began to wait, so that it was woken later.
  static var contextSwitches: Int {
    var usage = rusage()
    #if canImport(Glibc)
      getrusage(__rusage_who_t(RUSAGE_SELF.rawValue), &usage)
    #else
      getrusage(RUSAGE_SELF, &usage)
    #endif
    return usage.ru_nvcsw
  }

  private static var processorSeconds: Double {
    var time = timespec()
    clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &time)
    return Double(time.tv_sec) + Double(time.tv_nsec) / 1e9
  }

  private static func field(_ name: String) -> Double {
    let text = (try? String(contentsOfFile: "/proc/self/status", encoding: .utf8)) ?? ""
    let line = text.split(separator: "\n").first { $0.hasPrefix(name + ":") }
    return line?.split(separator: "\t").last.flatMap { Double($0.filter(\.isNumber)) } ?? 0
  }
}
