package import ScribeJSON

/// What became of each member of a body, and of each template entry, since the body before.
///
/// It is what a store keeps a body as: what is the same is named, what is extended is appended to,
/// what is replaced is kept.
package struct BodyChanges: Equatable, Sendable {
  /// What became of one value.
  package struct Change: Equatable, Sendable {
    /// Where it stands.
    package let range: Range<Int>
    /// Where the value stood that it was compared with; nil where it is new.
    package let before: Range<Int>?
    package let change: JSONChange
  }

  /// The members of the body, in their order.
  package private(set) var members: [Change] = []
  /// The entries of `templates`, in their order.
  package private(set) var entries: [Change] = []
}

extension BodyChanges {
  /// Nothing changed.
  init(unchanged layout: BodyLayout) {
    for member in layout.members { add(member.site, after: member.site, .same) }
    for entry in layout.entries { add(entry: entry.site, after: entry.site, .same) }
  }

  mutating func add(_ site: JSONSite, after known: JSONSite?, _ change: JSONChange) {
    members.append(
      Change(
        range: site.start..<site.end, before: known.map { $0.start..<$0.end }, change: change))
  }

  mutating func add(entry site: JSONSite, after known: JSONSite?, _ change: JSONChange) {
    entries.append(
      Change(
        range: site.start..<site.end, before: known.map { $0.start..<$0.end }, change: change))
  }

  mutating func removeEntries() { entries.removeAll() }
}
