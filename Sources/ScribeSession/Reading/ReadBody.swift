import ScribeJSON

/// A body that could be read under an HTTP status: which members count, and what was found.
///
/// Immutable and shared by all views into it.
final class ReadBody: Sendable {
  let bytes: [UInt8]
  let layout: BodyLayout
  let http: Int
  /// The members that are there in a documented form: the last ones of their names.
  private let present: MemberSet
  /// The template entries that count.
  let entries: [EntryPlace]
  let templatesForm: TemplatesForm
  let findings: ReadingFindings

  /// How `templates` was given.
  enum TemplatesForm {
    case absent, empty, given
  }

  /// A template entry that counts.
  struct EntryPlace: Equatable {
    /// Its place in the layout.
    let place: Int
    /// The members that are there in a documented form, a bit for each raw value.
    let members: UInt16
  }

  init(_ bytes: [UInt8], layout: BodyLayout, http: Int) {
    var check = FormCheck()
    check.checkBody(bytes, layout, http: http)
    if check.present.contains(Member.templates.rawValue),
      let templates = layout.member(.templates)?.site, templates.type != .null
    {
      check.checkEntries(bytes, layout, isList: templates.type == .array)
      templatesForm = layout.isTemplatesEmpty ? .empty : .given
    } else {
      templatesForm = .absent
    }
    self.bytes = bytes
    self.layout = layout
    self.http = http
    present = check.present
    entries = check.entries
    findings = check.findings
  }

  /// Where the last member of that name stands, if it is there in a documented form.
  func site(_ member: Member) -> JSONSite? {
    present.contains(member.rawValue) ? layout.member(member)?.site : nil
  }

  func value(_ member: Member) -> JSONValue? {
    site(member).map { JSONValue($0, in: bytes) }
  }

  /// How many members are there in a documented form.
  var memberCount: Int { present.count }

  /// Whether the same entries count in both, by their places.
  func sameEntries(as other: ReadBody) -> Bool {
    entries.count == other.entries.count && zip(entries, other.entries).allSatisfy { $0 == $1 }
  }
}

/// Holds the members of a body against the table of documented ones.
private struct FormCheck {
  private(set) var present = MemberSet()
  private(set) var entries: [ReadBody.EntryPlace] = []
  private(set) var findings = ReadingFindings()

  mutating func checkBody(_ bytes: [UInt8], _ layout: BodyLayout, http: Int) {
    let last = LastNames(layout.members[...], in: bytes)
    for name in last.repeated { findings.repeated(Shape.path(name)) }
    let isEnvelope = http == 410 && layout.member(.error)?.site.type == .object
    let acceptances = Member.acceptances
    for (index, member) in layout.members.enumerated() where last.counts(index) {
      guard let place = member.place else {
        findings.unknown(path(member, in: bytes), JSONValue(member.site, in: bytes))
        continue
      }
      if acceptances[Int(place)].accepts(member.site, in: bytes) {
        present.insert(place)
        continue
      }
      // The status of an envelope is the envelope's own word.
      if !isEnvelope || place != Member.status.rawValue {
        findings.drifted(
          path(member, in: bytes), Member.rules[Int(place)], JSONValue(member.site, in: bytes))
      }
    }
    guard !isEnvelope, !present.isSuperset(of: Member.required(in: http)) else { return }
    for (place, rule) in Member.rules.enumerated() where rule.isRequired(in: http) {
      if !present.contains(UInt8(place)) {
        findings.missing(Shape.path(ExactText(rule.name)), rule)
      }
    }
  }

  private func path(_ member: JSONMember, in bytes: [UInt8]) -> String {
    Shape.path(ExactText(JSONString(member.name, in: bytes).text))
  }

  // MARK: Template entries

  /// Reads the entries map by map; what is not an object is passed over.
  mutating func checkEntries(_ bytes: [UInt8], _ layout: BodyLayout, isList: Bool) {
    let index: ExactText? = isList ? "[*]" : nil
    var start = 0
    while start < layout.entries.count {
      let map = layout.entries[start].map
      var end = start + 1
      while end < layout.entries.count, layout.entries[end].map == map { end += 1 }
      checkMap(start..<end, bytes, layout, index)
      start = end
    }
  }

  /// A name that stands twice in one map counts once, with its last value.
  private mutating func checkMap(
    _ places: Range<Int>, _ bytes: [UInt8], _ layout: BodyLayout, _ index: ExactText?
  ) {
    let last = LastNames(layout.entries[places], in: bytes)
    for name in last.repeated {
      findings.repeated(Shape.path("templates", index) + Shape.path(name).dropFirst())
    }
    for place in places where last.counts(place) && layout.entries[place].site.type == .object {
      entries.append(
        .init(place: place, members: checkedMembers(ofEntry: place, bytes, layout, index)))
    }
  }

  private mutating func checkedMembers(
    ofEntry place: Int, _ bytes: [UInt8], _ layout: BodyLayout, _ index: ExactText?
  ) -> UInt16 {
    let entry = layout.entries[place]
    let last = LastNames(layout.entryMembers[entry.members], in: bytes)
    var members: UInt16 = 0
    for memberPlace in entry.members where last.counts(memberPlace) {
      let member = layout.entryMembers[memberPlace]
      guard let kind = member.place else {
        findings.unknown(
          path(member, of: entry, index, in: bytes), JSONValue(member.site, in: bytes))
        continue
      }
      if EntryMember.acceptances[Int(kind)].accepts(member.site, in: bytes) {
        members |= 1 << UInt16(kind)
      } else {
        findings.drifted(
          path(member, of: entry, index, in: bytes), EntryMember.rules[Int(kind)],
          JSONValue(member.site, in: bytes))
      }
    }
    return members
  }

  private func path(
    _ member: JSONMember, of entry: BodyLayout.EntrySite, _ index: ExactText?,
    in bytes: [UInt8]
  ) -> String {
    Shape.path(
      "templates", index, ExactText(JSONString(entry.template, in: bytes).text),
      ExactText(JSONString(member.name, in: bytes).text))
  }
}
