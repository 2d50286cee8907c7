import ScribeJSON

/// Which members of one object count, by the rule that of two with one name the last does.
struct LastNames {
  /// The places that do not count, since the name stands again further on.
  private var passedOver: Set<Int> = []
  /// The names of these, in their order.
  private(set) var repeated: [ExactText] = []

  init(_ members: ArraySlice<JSONMember>, in bytes: [UInt8]) {
    guard Self.mayRepeat(members) else { return }
    find(members.indices.map { ($0, members[$0].name) }, in: bytes)
  }

  init(_ entries: ArraySlice<BodyLayout.EntrySite>, in bytes: [UInt8]) {
    guard entries.count > 1 else { return }
    find(entries.indices.map { ($0, entries[$0].template) }, in: bytes)
  }

  private mutating func find(_ names: [(place: Int, name: JSONName)], in bytes: [UInt8]) {
    var lastPlaces: [ExactText: Int] = [:]
    let texts = names.map { ExactText(JSONString($0.name, in: bytes).text) }
    for (text, name) in zip(texts, names) { lastPlaces[text] = name.place }
    guard lastPlaces.count < names.count else { return }
    for (text, name) in zip(texts, names) where lastPlaces[text] != name.place {
      passedOver.insert(name.place)
      repeated.append(text)
    }
  }

  /// Whether the member at that place counts.
  func counts(_ place: Int) -> Bool { passedOver.isEmpty || !passedOver.contains(place) }

  /// Whether a name may stand twice: a documented one does, or there are several others.
  private static func mayRepeat(_ members: ArraySlice<JSONMember>) -> Bool {
    var seen: UInt32 = 0
    var others = 0
    for member in members {
      guard let place = member.place else {
        others += 1
        continue
      }
      let bit: UInt32 = 1 << UInt32(place)
      if seen & bit != 0 { return true }
      seen |= bit
    }
    return others > 1
  }
}
