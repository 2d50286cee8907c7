import ScribeJSON

/// Which members of one object count, by the rule that of two with one name the last does.
struct LastNames {
  /// What stands again further on; nil where nothing does, as in nearly every object.
  private var passedOver: (places: Set<Int>, names: [ExactText])?

  /// The names that stand again further on, in their order.
  var repeated: [ExactText] { passedOver?.names ?? [] }

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
    let earlier = zip(texts, names).filter { lastPlaces[$0] != $1.place }
    passedOver = (Set(earlier.map(\.1.place)), earlier.map(\.0))
  }

  /// Whether the member at that place counts.
  func counts(_ place: Int) -> Bool { passedOver?.places.contains(place) != true }

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
