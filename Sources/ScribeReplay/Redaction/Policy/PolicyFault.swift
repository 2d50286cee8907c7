import ScribeJSON

/// What is wrong with a redaction policy.
enum PolicyFault: Error, Hashable, Sendable {
  case json(JSONError.Reason)
  case notAPolicy
  case otherVersion
  case unknownMember
  case repeatedMember
  case notAListOfPaths
  case badPath
  case wholeBody
  /// The path leads to, into, or past a secret.
  case secret
  case unreachable
  case keptAnyway
  case unknownName
  case overlap(with: String)
  case eachMember

  /// What, and what to do.
  var phrase: String {
    switch self {
    case .json(let reason): reason.phrase
    case .notAPolicy:
      "no policy: begin with {\"format\":\"\(RedactionPolicy.format)\",\"version\":1"
    case .otherVersion:
      "not version \(RedactionPolicy.version) of a policy: a newer scribe-replay may read it"
    case .unknownMember: "nothing that a policy has: name format, version, keep and hide only"
    case .repeatedMember: "named before: put both in one list"
    case .notAListOfPaths: "no list of paths: write [\"$.session_details.room\"]"
    case .badPath: "no path: write $.name, $['a name'], [*] for each element or .* for each member"
    case .wholeBody: "the whole body: name the members that may stay"
    case .secret: "holds a secret, which no policy can keep: take it off the list"
    case .unreachable: "leads nowhere, since what is documented there has no such members"
    case .keptAnyway: "stays in any case: take it off the list"
    case .unknownName: "no documented member, and hidden in any case: look how it is spelled"
    case .overlap(let other): "is inside \(other), which is on the other list: choose one"
    case .eachMember: "means any name there is: name each member that is meant"
    }
  }
}

/// A policy that cannot be followed, and where that is in its file.
package struct PolicyError: Error, Hashable, Sendable, CustomStringConvertible {
  let file: String
  let line: Int
  let column: Int
  /// The path, where it is about one.
  let path: String?
  let fault: PolicyFault

  /// One line: where, what, what to do.
  package var description: String {
    "\(file):\(line):\(column): \(path.map { "\($0) " } ?? "")\(fault.phrase)"
  }
}
