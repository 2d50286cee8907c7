import ScribeJSON
import ScribeSession

/// Which members may leave beside those of the list, and which of these may not: what somebody
/// decides for one purpose.
///
/// ```json
/// {"format":"scribe-redaction-policy","version":1,"keep":["$.session_details.room"],"hide":["$.expired_at"]}
/// ```
package struct RedactionPolicy: Sendable {
  package static let format = "scribe-redaction-policy"
  package static let version = 1
  /// More than any policy has.
  package static let byteLimit = 1 << 20

  /// A path of one of the lists, and where it stands.
  package struct Rule: Hashable, Sendable {
    let action: Action
    let path: PolicyPath
    let file: String
    let line: Int
    let column: Int
  }

  enum Action: Hashable, Sendable, CaseIterable {
    case keep, hide

    /// The member of a policy that lists such paths.
    var name: String {
      switch self {
      case .keep: "keep"
      case .hide: "hide"
      }
    }
  }

  package let rules: [Rule]
  /// What the list discloses under this policy.
  package let disclosure: Disclosure

  /// No policy: the list as it is.
  package static let none = RedactionPolicy()

  private init() {
    rules = []
    disclosure = .body
  }

  /// - Throws: for a path that contradicts another, or that the list knows no way for.
  init(_ rules: [Rule]) throws(PolicyError) {
    self.rules = rules
    for rule in rules {
      let other = rules.first { $0.action != rule.action && rule.path.isInside($0.path) }
      if let other { throw rule.error(.overlap(with: other.path.text)) }
    }
    var disclosure = Disclosure.body
    // What is hidden first, so that a member beside one that is kept may be named, too.
    for rule in rules.filter({ $0.action == .hide }) + rules.filter({ $0.action == .keep }) {
      do throws(PolicyFault) {
        disclosure = try disclosure.following(rule.path.steps, rule.action)
      } catch {
        throw rule.error(error)
      }
    }
    self.disclosure = disclosure
  }

  /// The policy without one of its rules.
  package func without(_ rule: Rule) -> RedactionPolicy {
    (try? RedactionPolicy(rules.filter { $0 != rule })) ?? self
  }

  /// Whether it lets through what the list does not.
  package var keepsMore: Bool { rules.contains { $0.action == .keep } }
}

extension RedactionPolicy.Rule {
  func error(_ fault: PolicyFault) -> PolicyError {
    PolicyError(file: file, line: line, column: column, path: path.text, fault: fault)
  }
}

extension RedactionPolicy {
  /// What is to be known of it by whoever passes the copy on; nil where there is none.
  package var summary: String? {
    guard let file = rules.first?.file else { return nil }
    let lists = Action.allCases.compactMap { action -> String? in
      let paths = rules.filter { $0.action == action }.map { rule in
        let kind = action == .keep ? rule.path.kindOfContent.map { " (\($0))" } : nil
        return rule.path.text + (kind ?? "")
      }
      return paths.isEmpty ? nil : "\(action.name)s \(paths.joined(separator: ", "))"
    }
    return "\(file) \(lists.joined(separator: " and "))"
  }
}

extension RedactionPolicy.Rule {
  /// That the story changes by this rule, and what to do.
  package var blame: String {
    "\(file):\(line):\(column): \(action.name)s \(path.text), by which the story is told: take it off the list"
  }
}

extension PolicyPath {
  /// The documented members that hold what patients and doctors said, at the top and in an entry.
  private static let patientData = [
    "transcript", "additional_data", "patient_details", "session_details",
  ]
  private static let patientDataOfEntries = ["data", "fhir"]

  private var names: [String?] {
    steps.compactMap { step -> String?? in
      switch step {
      case .member(let name): .some(name)
      case .anyMember: .some(nil)
      case .element: nil
      }
    }
  }

  /// Whether this path leads into, or to, what another one may mean.
  func isInside(_ other: PolicyPath) -> Bool {
    let (names, outer) = (names, other.names)
    return names.count >= outer.count
      && zip(names, outer).allSatisfy { $0 == $1 || $0 == nil || $1 == nil }
  }

  /// What is documented of what it leads to, where somebody must think twice.
  fileprivate var kindOfContent: String? {
    guard let first = names.first ?? nil else { return nil }
    guard case .members(let documented) = Disclosure.body, documented[ExactText(first)] != nil
    else { return "undocumented" }
    let patientData = "patient data"
    switch first {
    case "templates":
      guard names.count > 2, let member = names[2] else { return patientData }
      return Self.patientDataOfEntries.contains(member) ? patientData : nil
    case "processing_errors":
      guard names.count > 1 else { return patientData }
      return names[1] == "message" ? patientData : nil
    default: return Self.patientData.contains(first) ? patientData : nil
    }
  }
}
