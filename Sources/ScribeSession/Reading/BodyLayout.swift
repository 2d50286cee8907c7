import ScribeJSON

/// Where everything stands in one body that could be read, repeated names included.
struct BodyLayout: Equatable {
  /// A member of a map in `templates`; where its value is an object, a template entry.
  struct EntrySite: Equatable {
    /// The place of its map in the list; 0 where `templates` is the map.
    let map: Int
    let template: JSONName
    let site: JSONSite
    /// Where its members stand in ``BodyLayout/entryMembers``.
    let members: Range<Int>

    func moved(by distance: Int) -> EntrySite {
      EntrySite(
        map: map, template: template.moved(by: distance), site: site.moved(by: distance),
        members: members)
    }
  }

  /// The members of the body, in their order.
  var members: [JSONMember] = []
  /// The entries of the last `templates`, in their order.
  var entries: [EntrySite] = []
  /// The members of all entries, one entry's after the other's.
  var entryMembers: [JSONMember] = []
  /// Whether the last `templates` has neither element nor member.
  var isTemplatesEmpty = false

  /// The last member of that place.
  func member(_ member: Member) -> JSONMember? {
    members.last { $0.place == member.rawValue }
  }

  /// The last member of that place in an entry.
  func member(_ member: EntryMember, of entry: EntrySite) -> JSONMember? {
    entryMembers[entry.members].last { $0.place == member.rawValue }
  }
}
