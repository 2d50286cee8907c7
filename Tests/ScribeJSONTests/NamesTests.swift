import ScribeJSON
import Testing

@Suite("A set of names")
struct NamesTests {
  private static let names = [
    "status", "session_id", "error", "errors", "data", "date", "e", "a_b",
  ]

  private func place(_ name: String) throws -> Int? {
    let set = JSONNames(Self.names)
    return try JSONCursor.read(Array("{\"\(name)\":0}".utf8)) { cursor throws(JSONError) in
      try cursor.enter()
      let name = try cursor.nextMember()
      let place = name.flatMap { set.place(of: $0, in: cursor) }.map(Int.init)
      _ = try cursor.skip()
      _ = try cursor.nextMember()
      return place
    }
  }

  @Test("finds each of its names by its place, however it is escaped")
  func finds() throws {
    for (index, name) in Self.names.enumerated() {
      #expect(try place(name) == index)
      let first = String(name.unicodeScalars.first!.value, radix: 16)
      #expect(try place("\\u00\(first)\(name.dropFirst())") == index)
    }
  }

  @Test("finds no other", arguments: ["", "statu", "statusx", "Status", "dats", "ata", "e\\u0000"])
  func refuses(_ name: String) throws {
    #expect(try place(name) == nil)
  }
}
