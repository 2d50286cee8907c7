import ScribeJSON

/// What reading a body finds out of the documented way, each place once.
///
/// At most ``limit`` places of each code are kept, the first ones, so that a hostile body cannot
/// make a state grow.
struct ReadingFindings {
  static let limit = 32

  private(set) var duplicateKeys: [Anomaly] = []
  private(set) var typeDrifts: [Anomaly] = []
  private(set) var unknownFields: [Anomaly] = []
  private(set) var missingFields: [Anomaly] = []

  var isEmpty: Bool {
    duplicateKeys.isEmpty && typeDrifts.isEmpty && unknownFields.isEmpty && missingFields.isEmpty
  }

  mutating func repeated(_ path: String) {
    add(
      Anomaly(.duplicateKey, path: path, expected: "one", actual: "several"), to: &duplicateKeys)
  }

  mutating func drifted(_ path: String, _ rule: MemberRule, _ value: JSONValue) {
    add(
      Anomaly(.typeDrift, path: path, expected: rule.expected, actual: Shape.of(value)),
      to: &typeDrifts)
  }

  mutating func unknown(_ path: String, _ value: JSONValue) {
    add(Anomaly(.unknownField, path: path, actual: Shape.of(value)), to: &unknownFields)
  }

  mutating func missing(_ path: String, _ rule: MemberRule) {
    add(
      Anomaly(.missingField, path: path, expected: rule.expected, actual: "absent"),
      to: &missingFields)
  }

  private func add(_ finding: Anomaly, to list: inout [Anomaly]) {
    guard list.count < Self.limit, !list.contains(where: { $0.path == finding.path }) else {
      return
    }
    list.append(finding)
  }
}
