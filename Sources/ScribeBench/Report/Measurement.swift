/// What one run of a workload took: the quickest of several rounds, which other work on the machine
/// disturbs least.
package struct Measurement: Hashable, Sendable {
  /// The workload.
  package let title: String
  /// The workload that it is compared with.
  package let peer: String?
  /// How many bytes one run reads; 0 where it reads none.
  package let byteCount: Int
  /// How many polls, or transitions, one run handles; 0 where it is no poll.
  package let itemCount: Int
  /// The time of one run, more than none.
  package let secondsPerRun: Double
  /// How much resident memory one run took at its peak beyond its input, in whole pages and roughly;
  /// nil where the system does not tell.
  package let peakByteCount: Int?

  init(
    title: String, peer: String? = nil, byteCount: Int = 0, itemCount: Int = 0,
    secondsPerRun: Double, peakByteCount: Int? = nil
  ) {
    self.title = title
    self.peer = peer
    self.byteCount = byteCount
    self.itemCount = itemCount
    self.secondsPerRun = secondsPerRun
    self.peakByteCount = peakByteCount
  }

  /// A million bytes a second; nil where no bytes are read.
  package var megabytesPerSecond: Double? {
    byteCount == 0 ? nil : Double(byteCount) / secondsPerRun / 1e6
  }

  /// Polls, or transitions, a second; nil where there are none.
  package var itemsPerSecond: Double? {
    itemCount == 0 ? nil : Double(itemCount) / secondsPerRun
  }
}

extension [Measurement] {
  /// The same with the quicker one of each that was measured again.
  package func quicker(_ others: [Measurement]) -> [Measurement] {
    map { first in
      others.filter { $0.title == first.title && $0.secondsPerRun < first.secondsPerRun }
        .min { $0.secondsPerRun < $1.secondsPerRun } ?? first
    }
  }
}
