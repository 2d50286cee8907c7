extension Workload {
  /// All workloads, those that are compared with one another next to each other.
  public static let all: [Workload] = decoding + incremental + transitions
}
