import Testing

@testable import ScribeJSON

@Suite("A walk over a JSON text")
struct CursorTests {
  @Test("enters as many levels as a text may have, and no more")
  func depth() {
    let limit = JSONDocument.depthLimit
    let text = [UInt8](repeating: UInt8(ascii: "["), count: limit + 1)
    #expect(throws: JSONError(.tooDeep, at: limit)) {
      try JSONCursor.read(text) { cursor throws(JSONError) in
        repeat { try cursor.enter() } while try cursor.nextElement()
      }
    }
  }

  @Test("checks all of a value that it knows the place of, where it has no text to compare with")
  func alone() throws {
    let text = Array(#"["one"]"#.utf8)
    let known = try JSONCursor.read(text) { cursor throws(JSONError) in try cursor.skip() }
    let (site, change, count) = try JSONCursor.read(text) { cursor throws(JSONError) in
      let (site, change) = try cursor.skip(after: known)
      return (site, change, cursor.knownCount)
    }
    #expect(site == known && change == .replaced && count == 0)
    #expect(throws: JSONError(.cutOff, at: 6)) {
      try JSONCursor.read(Array(text.dropLast())) { cursor throws(JSONError) in
        try cursor.skip(after: known)
      }
    }
  }

  @Test("reads no byte where there is no memory")
  func nowhere() {
    let view = ByteView(UnsafeRawBufferPointer(start: nil, count: 0))
    #expect(view.count == 0 && view.endOfWhiteSpace(from: 0) == 0)
    #expect(throws: JSONError(.cutOff, at: 0)) { try view.endOfValue(at: 0, depth: 0) }
  }
}
