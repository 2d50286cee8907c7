/// Where the name of a member stands, without its quotes.
package struct JSONName: Hashable, Sendable {
  package let start: Int
  package let end: Int

  /// The same name at another place.
  package func moved(by distance: Int) -> JSONName {
    JSONName(start: start + distance, end: end + distance)
  }
}

/// Where a value stands, and what is known of it from passing over it once.
package struct JSONSite: Hashable, Sendable {
  package let start: Int
  package let end: Int
  package let type: JSONType
  /// Of an array, the types of its elements.
  package let elementTypes: JSONTypes

  package init(
    start: Int, end: Int, type: JSONType, elementTypes: JSONTypes = []
  ) {
    self.start = start
    self.end = end
    self.type = type
    self.elementTypes = elementTypes
  }

  package var count: Int { end - start }

  /// The same value at another place.
  package func moved(by distance: Int) -> JSONSite {
    JSONSite(
      start: start + distance, end: end + distance, type: type, elementTypes: elementTypes)
  }
}

/// A member where it stands: its name, which of the names asked for that is, and its value.
package struct JSONMember: Hashable, Sendable {
  package let name: JSONName
  /// The place of the name among those asked for; nil where it is none of them.
  package let place: UInt8?
  package let site: JSONSite

  package init(name: JSONName, place: UInt8?, site: JSONSite) {
    self.name = name
    self.place = place
    self.site = site
  }

  /// The same member at another place.
  package func moved(by distance: Int) -> JSONMember {
    JSONMember(name: name.moved(by: distance), place: place, site: site.moved(by: distance))
  }
}
