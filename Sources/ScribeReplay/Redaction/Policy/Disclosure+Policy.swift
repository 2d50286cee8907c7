import ScribeSession

extension Disclosure {
  /// The same list, but for what a path leads to.
  func following(
    _ path: [PolicyPath.Step], _ action: RedactionPolicy.Action
  ) throws(PolicyFault) -> Disclosure {
    if path.isEmpty { throw .wholeBody }
    if action == .keep {
      for case .member(let name) in path where Secret.isName(name) { throw .secret }
    }
    return try following(path[...], action)
  }

  private func following(
    _ path: ArraySlice<PolicyPath.Step>, _ action: RedactionPolicy.Action
  ) throws(PolicyFault) -> Disclosure {
    guard let step = path.first else { return try at(action) }
    let rest = path.dropFirst()
    switch (self, step) {
    case (.everything, _): return .everything
    case (.nothing, _) where action == .hide: return .nothing
    case (.nothing, .member(let name)):
      return .members([ExactText(name): try Disclosure.nothing.following(rest, action)])
    case (.nothing, .element): return .elements(try Disclosure.nothing.following(rest, action))

    case (.members(var members), .member(let name)):
      let known = members[ExactText(name)]
      if known == nil, action == .hide { throw .unknownName }
      members[ExactText(name)] = try (known ?? .nothing).following(rest, action)
      return .members(members)
    case (.nothing, .anyMember), (.members, .anyMember): throw .eachMember

    case (.named(let each, var exceptions), .member(let name)):
      let known = exceptions[ExactText(name)] ?? each
      exceptions[ExactText(name)] = try known.following(rest, action)
      return .named(each, except: exceptions)
    case (.named(let each, var exceptions), .anyMember):
      for (name, one) in exceptions { exceptions[name] = try one.following(rest, action) }
      return .named(try each.following(rest, action), except: exceptions)
    // An object of them or a list of such objects, as servers have it.
    case (.named, .element) where !rest.isEmpty: return try following(rest, action)

    case (.elements(let each), .element): return .elements(try each.following(rest, action))
    case (.members, .element), (.named, .element), (.elements, _), (.word, _), (.sessionID, _),
      (.id, _), (.instant, _), (.count, _), (.path, _), (.scheme, _):
      throw .unreachable
    }
  }

  private func at(_ action: RedactionPolicy.Action) throws(PolicyFault) -> Disclosure {
    switch (action, self) {
    case (.hide, _): return .nothing
    case (.keep, .sessionID), (.keep, .id), (.keep, .instant), (.keep, .count): throw .keptAnyway
    case (.keep, _): return .everything
    }
  }
}
