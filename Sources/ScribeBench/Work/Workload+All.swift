extension Workload {
  /// All workloads, each next to those that it is compared with.
  public static let all: [Workload] =
    decoding + incremental + transitions + folding + replaying + storing

  /// The workloads whose titles contain a text, in groups of those that are compared with one
  /// another; whom one is compared with comes along.
  ///
  /// - Parameter leavingOutLarge: whether large ones are not wanted.
  package static func groups(
    of workloads: [Workload], titled text: String = "", leavingOutLarge: Bool = false
  ) -> [[Workload]] {
    let wanted = workloads.filter { workload in
      (text.isEmpty || workload.title.contains(text)) && !(leavingOutLarge && workload.isLarge)
    }
    let titles = Set(wanted.map(\.title) + wanted.compactMap(\.peer))
    var groups: [[Workload]] = []
    var places: [String: Int] = [:]
    for workload in workloads where titles.contains(workload.title) {
      let key = workload.peer ?? workload.title
      if let place = places[key] {
        groups[place].append(workload)
      } else {
        places[key] = groups.count
        groups.append([workload])
      }
    }
    return groups
  }
}
