import ScribeJSON

/// A body that could be read under an HTTP status: which members count, and what was found.
///
/// Immutable and shared by all views into it.
final class ReadBody: Sendable {
  let bytes: [UInt8]
  let layout: BodyLayout
  let http: Int
  /// The members that are there in a documented form, by their raw value, the last of each name.
  private let sites: [JSONSite?]
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
    var check = FormCheck(bytes, layout, http: http)
    check.checkBody()
    let templates = check.sites[Int(Member.templates.rawValue)]
    if let templates, templates.type != .null {
      check.checkEntries()
      templatesForm = layout.isTemplatesEmpty ? .empty : .given
    } else {
      templatesForm = .absent
    }
    self.bytes = bytes
    self.layout = layout
    self.http = http
    sites = check.sites
    entries = check.entries
    findings = check.findings
  }

  func site(_ member: Member) -> JSONSite? { sites[Int(member.rawValue)] }

  func value(_ member: Member) -> JSONValue? {
    site(member).map { JSONValue($0, in: bytes) }
  }

  /// Whether the same entries count in both, by their places.
  func sameEntries(as other: ReadBody) -> Bool {
    entries.count == other.entries.count && zip(entries, other.entries).allSatisfy { $0 == $1 }
  }

  /// How many members are there in a documented form.
  var memberCount: Int { sites.count { $0 != nil } }
}

/// Holds the members of a body against the table of documented ones.
private struct FormCheck {
  private let bytes: [UInt8]
  private let layout: BodyLayout
  private let http: Int

  private(set) var sites: [JSONSite?]
  private(set) var entries: [ReadBody.EntryPlace] = []
  private(set) var findings = ReadingFindings()

  init(_ bytes: [UInt8], _ layout: BodyLayout, http: Int) {
    self.bytes = bytes
    self.layout = layout
    self.http = http
    sites = Array(repeating: nil, count: Member.rules.count)
  }

  mutating func checkBody() {
    let last = LastNames(layout.members[...], in: bytes)
    for name in last.repeated { findings.repeated(Shape.path(name)) }
    for member in layout.members {
      if let place = member.place { sites[Int(place)] = member.site }
    }
    let isEnvelope = http == 410 && sites[Int(Member.error.rawValue)]?.type == .object
    for (index, member) in layout.members.enumerated() where last.counts(index) {
      guard let place = member.place else {
        findings.unknown(path(member), JSONValue(member.site, in: bytes))
        continue
      }
      let rule = Member.rules[Int(place)]
      if rule.accepts(member.site, in: bytes) { continue }
      sites[Int(place)] = nil
      // The status of an envelope is the envelope's own word.
      if !isEnvelope || place != Member.status.rawValue {
        findings.drifted(path(member), rule, JSONValue(member.site, in: bytes))
      }
    }
    guard !isEnvelope else { return }
    for (place, rule) in Member.rules.enumerated()
    where sites[place] == nil && rule.isRequired(in: http) {
      findings.missing(Shape.path(ExactText(rule.name)), rule)
    }
  }

  private func path(_ member: BodyLayout.NamedSite) -> String {
    Shape.path(ExactText(JSONString(member.name, in: bytes).text))
  }

  // MARK: Template entries

  /// Reads the entries map by map; what is not an object is passed over.
  mutating func checkEntries() {
    let index: ExactText? =
      sites[Int(Member.templates.rawValue)]?.type == .array ? "[*]" : nil
    var start = 0
    while start < layout.entries.count {
      let map = layout.entries[start].map
      var end = start + 1
      while end < layout.entries.count, layout.entries[end].map == map { end += 1 }
      checkMap(start..<end, index)
      start = end
    }
  }

  /// A name that stands twice in one map counts once, with its last value.
  private mutating func checkMap(_ places: Range<Int>, _ index: ExactText?) {
    let last = LastNames(layout.entries[places], in: bytes)
    for name in last.repeated {
      findings.repeated(Shape.path("templates", index) + Shape.path(name).dropFirst())
    }
    for place in places where last.counts(place) && layout.entries[place].site.type == .object {
      entries.append(
        ReadBody.EntryPlace(place: place, members: checkedMembers(ofEntry: place, index)))
    }
  }

  private mutating func checkedMembers(ofEntry place: Int, _ index: ExactText?) -> UInt16 {
    let entry = layout.entries[place]
    let last = LastNames(layout.entryMembers[entry.members], in: bytes)
    var members: UInt16 = 0
    for memberPlace in entry.members where last.counts(memberPlace) {
      let member = layout.entryMembers[memberPlace]
      if let place = member.place {
        let rule = EntryMember.rules[Int(place)]
        if rule.accepts(member.site, in: bytes) {
          members |= 1 << UInt16(place)
        } else {
          findings.drifted(
            path(member, of: entry, index), rule, JSONValue(member.site, in: bytes))
        }
      } else {
        findings.unknown(path(member, of: entry, index), JSONValue(member.site, in: bytes))
      }
    }
    return members
  }

  private func path(
    _ member: BodyLayout.NamedSite, of entry: BodyLayout.EntrySite, _ index: ExactText?
  ) -> String {
    Shape.path(
      "templates", index, ExactText(JSONString(entry.template, in: bytes).text),
      ExactText(JSONString(member.name, in: bytes).text))
  }
}
