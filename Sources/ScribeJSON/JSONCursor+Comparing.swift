/// What became of a value from one text to the next.
package enum JSONChange: Hashable, Sendable {
  /// The same bytes.
  case same
  /// A string that begins with all bytes of the one before, and goes on.
  case extended
  /// Anything else.
  case replaced
}

extension JSONCursor {
  /// Passes over the value that the cursor stands at, checking only what it does not share with one
  /// that was read before.
  package mutating func skip(
    after known: JSONSite
  ) throws(JSONError) -> (site: JSONSite, change: JSONChange) {
    let equal = countOfEqualBytes(known)
    switch known.type {
    case .string where equal == known.count: return (pass(known), .same)
    case .object where equal == known.count: return (pass(known), .same)
    case .array where equal == known.count: return (pass(known), .same)
    case .string where equal > 0:
      let site = try skipString(equal: equal)
      return (site, equal == known.count &- 1 ? .extended : .replaced)
    case .string, .object, .array, .number, .boolean, .null:
      let site = try skip()
      return (site, site.count == known.count && equal == known.count ? .same : .replaced)
    }
  }

  /// Passes over the object that the cursor stands at if it is the same as one that was read before,
  /// and stood as deep.
  package mutating func skip(ifSameAs known: JSONSite) -> JSONSite? {
    guard known.type == .object, countOfEqualBytes(known) == known.count else { return nil }
    return pass(known)
  }

  /// Passes over the array or object that the cursor stands at if it is the same as one that was
  /// read before; if not, notes how many bytes both share, so that these are not compared again.
  package mutating func skip(wholeIfSameAs known: JSONSite) -> JSONSite? {
    let equal = countOfEqualBytes(known)
    if equal == known.count, known.type == .array || known.type == .object { return pass(known) }
    shared = (position, known.start, equal)
    return nil
  }

  /// Whether a name is spelled as one that was read before.
  package func isSame(_ name: JSONName, as known: JSONName) -> Bool {
    let count = name.end &- name.start
    guard let before, count == known.end &- known.start else { return false }
    checkBounds(known.start, known.end, of: before)
    return view.countOfEqualBytes(from: name.start, as: before, from: known.start, limit: count)
      == count
  }

  private func countOfEqualBytes(_ known: JSONSite) -> Int {
    guard let before else { return 0 }
    checkBounds(known.start, known.end, of: before)
    let limit = min(known.count, view.count &- position)
    let isAligned = position &- shared.start == known.start &- shared.startBefore
    let rest = shared.start &+ shared.count &- position
    let sure = isAligned && position >= shared.start ? max(0, min(rest, limit)) : 0
    return sure
      &+ view.countOfEqualBytes(
        from: position &+ sure, as: before, from: known.start &+ sure, limit: limit &- sure)
  }

  /// A view reads without looking where it reads, and what was read in another text may lie outside.
  private func checkBounds(_ start: Int, _ end: Int, of text: ByteView) {
    precondition(start >= 0 && end <= text.count)
  }

  private mutating func pass(_ known: JSONSite) -> JSONSite {
    let site = known.moved(by: position &- known.start)
    position = site.end
    knownCount &+= site.count
    return site
  }

  /// Passes over a string whose first bytes are those of one that was correct.
  private mutating func skipString(equal: Int) throws(JSONError) -> JSONSite {
    let start = position
    let restart = view.startOfToken(before: start &+ equal, notBefore: start &+ 1)
    position = try view.endOfString(from: restart) &+ 1
    knownCount &+= restart &- start
    return JSONSite(start: start, end: position, type: .string)
  }
}
