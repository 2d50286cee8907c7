import ScribeJSON

/// One pass over a body, by itself or beside the one that was read before.
///
/// Beside another, what both share is compared instead of checked, member by member and entry by
/// entry; the layout is the same either way.
struct BodyScan {
  /// What was found, once the pass is over.
  private(set) var layout = BodyLayout()
  /// What became of each member and entry since the body before; empty without one.
  private(set) var changes = BodyChanges()
  /// How many bytes were checked; the others were known.
  private(set) var checkedCount = 0

  /// Where everything stands in the body before.
  private let before: BodyLayout?
  /// The `templates` of the body before that counts.
  private let templatesBefore: JSONSite?
  /// The member and the entry of the body before that are expected next.
  private var expectedMember = 0
  private var expectedEntry = 0

  /// Reads a body.
  init(_ body: [UInt8]) throws(UnreadableBody) {
    before = nil
    templatesBefore = nil
    layout.members.reserveCapacity(24)
    let otherThanObject: Int?
    do throws(JSONError) {
      otherThanObject = try JSONCursor.read(body) { cursor throws(JSONError) in
        try readBody(&cursor)
      }
    } catch {
      throw UnreadableBody(error)
    }
    if let otherThanObject { throw UnreadableBody(.notAnObject, at: otherThanObject) }
  }

  /// Reads a body beside the one before.
  ///
  /// - Parameter equalPrefix: how many first bytes are known to be the same.
  init(_ body: [UInt8], after before: ReadBody, equalPrefix: Int) throws(UnreadableBody) {
    self.before = before.layout
    templatesBefore = before.layout.member(.templates)?.site
    layout.members.reserveCapacity(before.layout.members.count + 1)
    layout.entries.reserveCapacity(before.layout.entries.count + 1)
    layout.entryMembers.reserveCapacity(before.layout.entryMembers.count + EntryMember.count)
    let otherThanObject: Int?
    do throws(JSONError) {
      otherThanObject = try JSONCursor.read(body, after: before.bytes, equalPrefix: equalPrefix) {
        cursor throws(JSONError) in try readBody(&cursor)
      }
    } catch {
      throw UnreadableBody(error)
    }
    if let otherThanObject { throw UnreadableBody(.notAnObject, at: otherThanObject) }
  }

  /// Reads the outermost value; where it is no object, returns its offset.
  private mutating func readBody(_ cursor: inout JSONCursor) throws(JSONError) -> Int? {
    guard cursor.type == .object else { return try cursor.skip().start }
    try cursor.enter()
    if before == nil {
      try readMembers(&cursor)
    } else {
      try compareMembers(&cursor)
    }
    checkedCount = cursor.position - cursor.knownCount
    return nil
  }

  private mutating func readMembers(_ cursor: inout JSONCursor) throws(JSONError) {
    while let name = try cursor.nextMembers(
      Member.names, upTo: Member.templates.rawValue, into: &layout.members)
    {
      let site = try readTemplates(&cursor, nil).site
      layout.members.append(
        JSONMember(name: name, place: Member.templates.rawValue, site: site))
    }
  }

  private mutating func compareMembers(_ cursor: inout JSONCursor) throws(JSONError) {
    let names = Member.names
    while let name = try cursor.nextMember() {
      let place = names.place(of: name, in: cursor)
      let known = knownMember(place)?.site
      let site: JSONSite
      let change: JSONChange
      if place == Member.templates.rawValue {
        (site, change) = try readTemplates(&cursor, known)
      } else if let known {
        (site, change) = try cursor.skip(after: known)
      } else {
        (site, change) = (try cursor.skip(), .replaced)
      }
      changes.add(site, after: known, change)
      layout.members.append(JSONMember(name: name, place: place, site: site))
    }
  }

  /// Among how many members of an object one of a name is looked for: more than there are, and few
  /// enough for an object that is made to hurt.
  private static let searched = 64

  /// The member of the body before to compare with: the one at the same place in the order if it is
  /// the same documented one, else the one of that name.
  private mutating func knownMember(_ place: UInt8?) -> JSONMember? {
    guard let members = before?.members else { return nil }
    if expectedMember < members.count, members[expectedMember].place == place {
      expectedMember += 1
      return members[expectedMember - 1]
    }
    guard let place,
      let found = members.prefix(Self.searched).firstIndex(where: { $0.place == place })
    else { return nil }
    expectedMember = found + 1
    return members[found]
  }
}

// MARK: - Templates

extension BodyScan {
  private mutating func readTemplates(
    _ cursor: inout JSONCursor, _ known: JSONSite?
  ) throws(JSONError) -> (site: JSONSite, change: JSONChange) {
    layout.entries.removeAll(keepingCapacity: true)
    layout.entryMembers.removeAll(keepingCapacity: true)
    changes.removeEntries()
    expectedEntry = 0
    // Of two `templates`, the entries that were kept are the last one's.
    let known = templatesBefore == known ? known : nil
    if let known, let site = cursor.skip(wholeIfSameAs: known) {
      copyTemplates(movedBy: site.start - known.start)
      return (site, .same)
    }
    let start = cursor.position
    let form = cursor.type
    let isSameForm = known?.type == form
    switch form {
    case .object:
      try readMap(&cursor, 0, isSameForm: isSameForm)
      layout.isTemplatesEmpty = layout.entries.isEmpty
    case .array:
      try cursor.enter()
      var place = 0
      while try cursor.nextElement() {
        if cursor.type == .object {
          try readMap(&cursor, place, isSameForm: isSameForm)
        } else {
          _ = try cursor.skip()
        }
        place += 1
      }
      layout.isTemplatesEmpty = place == 0
    case .string, .number, .boolean, .null, nil:
      guard let known else { return (try cursor.skip(), .replaced) }
      return try cursor.skip(after: known)
    }
    return (JSONSite(start: start, end: cursor.position, type: form ?? .null), .replaced)
  }

  private mutating func copyTemplates(movedBy distance: Int) {
    guard let before else { return }
    layout.isTemplatesEmpty = before.isTemplatesEmpty
    layout.entries = before.entries.map { $0.moved(by: distance) }
    layout.entryMembers = before.entryMembers.map { $0.moved(by: distance) }
    for (entry, known) in zip(layout.entries, before.entries) {
      changes.add(entry: entry.site, after: known.site, .same)
    }
  }

  private mutating func readMap(
    _ cursor: inout JSONCursor, _ map: Int, isSameForm: Bool
  ) throws(JSONError) {
    try cursor.enter()
    while let template = try cursor.nextMember() {
      try readEntry(&cursor, template, map, isSameForm: isSameForm)
    }
  }

  private mutating func readEntry(
    _ cursor: inout JSONCursor, _ template: JSONName, _ map: Int, isSameForm: Bool
  ) throws(JSONError) {
    let first = layout.entryMembers.count
    let (site, known, change) = try readEntryValue(&cursor, template, isSameForm: isSameForm)
    layout.entries.append(
      .init(map: map, template: template, site: site, members: first..<layout.entryMembers.count))
    if before != nil { changes.add(entry: site, after: known, change) }
  }

  /// Reads the value of an entry, and its members where it is an object.
  private mutating func readEntryValue(
    _ cursor: inout JSONCursor, _ template: JSONName, isSameForm: Bool
  ) throws(JSONError) -> (site: JSONSite, known: JSONSite?, change: JSONChange) {
    guard cursor.type == .object else { return (try cursor.skip(), nil, .replaced) }
    if isSameForm, let (site, known) = passSameEntry(&cursor) { return (site, known, .same) }
    let start = cursor.position
    var known: JSONSite?
    if before == nil {
      try cursor.enter()
      _ = try cursor.nextMembers(EntryMember.names, upTo: nil, into: &layout.entryMembers)
    } else {
      known = try compareEntry(&cursor, isSameForm ? likelyEntry(template, cursor) : nil)
    }
    return (JSONSite(start: start, end: cursor.position, type: .object), known, .replaced)
  }

  /// Reads the members of an entry beside those of one at a place in the body before; returns where
  /// that one stands.
  private mutating func compareEntry(
    _ cursor: inout JSONCursor, _ place: Int?
  ) throws(JSONError) -> JSONSite? {
    let entry = place.flatMap { before?.entries[$0] }
    let known = entry.flatMap { before?.entryMembers[$0.members].prefix(Self.searched) }
    var isSameDocument = true
    try cursor.enter()
    while let name = try cursor.nextMember() {
      let kind = EntryMember.names.place(of: name, in: cursor)
      let site: JSONSite
      if let member = known?.first(where: { $0.place == kind }) {
        let change: JSONChange
        (site, change) = try cursor.skip(after: member.site)
        if kind == EntryMember.documentID.rawValue { isSameDocument = change == .same }
      } else {
        site = try cursor.skip()
      }
      layout.entryMembers.append(JSONMember(name: name, place: kind, site: site))
    }
    if let place, isSameDocument { expectedEntry = place + 1 }
    return entry?.site
  }

  /// How many entries of the body before are looked at for the next one.
  private static let lookahead = 8

  /// Passes over an entry that stands in the body before too, among those expected next.
  private mutating func passSameEntry(
    _ cursor: inout JSONCursor
  ) -> (site: JSONSite, known: JSONSite)? {
    guard let before else { return nil }
    for place in expectedEntries {
      let known = before.entries[place]
      guard let site = cursor.skip(ifSameAs: known.site) else { continue }
      for member in before.entryMembers[known.members] {
        layout.entryMembers.append(member.moved(by: site.start - known.site.start))
      }
      expectedEntry = place + 1
      return (site, known.site)
    }
    return nil
  }

  /// The next entry of the body before that is an object of the same template.
  private func likelyEntry(_ template: JSONName, _ cursor: JSONCursor) -> Int? {
    guard let entries = before?.entries else { return nil }
    return expectedEntries.first { place in
      entries[place].site.type == .object
        && cursor.isSame(template, as: entries[place].template)
    }
  }

  private var expectedEntries: Range<Int> {
    let count = before?.entries.count ?? 0
    return min(expectedEntry, count)..<min(expectedEntry + Self.lookahead, count)
  }
}
