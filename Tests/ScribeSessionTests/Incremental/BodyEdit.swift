/// A change of a body at one place.
struct BodyEdit {
  enum Kind: CaseIterable {
    case replace, insert, remove
    /// The bytes are written twice, or behind those that follow them.
    case double, move
    /// The body ends there.
    case cut
  }

  var kind: Kind
  /// Where; past the end it counts on from the start.
  var place: Int
  /// How many bytes are replaced, removed, doubled or moved.
  var count = 1
  /// What is inserted, or put in the place of others.
  var bytes: [UInt8] = []

  func applied(to body: [UInt8]) -> [UInt8] {
    let start = place % (body.count + 1)
    let end = min(start + count, body.count)
    let over = body[end...].prefix(count)
    let written: [ArraySlice<UInt8>] =
      switch kind {
      case .replace: [bytes[...], body[end...]]
      case .insert: [bytes[...], body[start...]]
      case .remove: [body[end...]]
      case .double: [body[start..<end], body[start...]]
      case .move: [over, body[start..<end], body[over.endIndex...]]
      case .cut: []
      }
    return Array(body[..<start]) + written.joined()
  }
}
