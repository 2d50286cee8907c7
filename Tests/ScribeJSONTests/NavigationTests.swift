import ScribeJSON
import Testing

@Suite("A JSON value")
struct NavigationTests {
  private func root(_ text: String) throws -> JSONValue { try JSONDocument(Array(text.utf8)).root }

  private func text(_ value: JSONValue?) -> String? {
    value.map { String(decoding: $0.bytes, as: UTF8.self) }
  }

  @Test("tells its type")
  func types() throws {
    let types = try root(#"[{}, [], "", 0, -1, true, false, null]"#).elements.map(\.type)
    #expect(
      types == [.object, .array, .string, .number, .number, .boolean, .boolean, .null])
  }

  @Test("walks over its members in their order, repeated names included")
  func members() throws {
    let object = try root(#"{ "a" : [1,{"x":"]}"}], "b":"\"}" ,"a": null , "":{} }"#)
    #expect(object.members.map(\.name.text) == ["a", "b", "a", ""])
    #expect(object.members.map { text($0.value) } == [#"[1,{"x":"]}"}]"#, #""\"}""#, "null", "{}"])
  }

  @Test("walks over its elements, each byte for byte")
  func elements() throws {
    let array = try root(#"[ 12345678901234567890 ,2.50,1e3 , "a,b" , [ [ ] ] ]"#)
    #expect(
      array.elements.map { text($0) } == [
        "12345678901234567890", "2.50", "1e3", #""a,b""#, "[ [ ] ]",
      ])
  }

  @Test("has no members and no elements where it is neither object nor array")
  func scalars() throws {
    for text in [#""{}""#, "0", "null", "[]", "{}"] {
      let value = try root(text)
      #expect(value.members.map(\.name.text).isEmpty)
      #expect(value.elements.map(\.offset).isEmpty)
    }
  }

  @Test("finds a member by its name, the last of several, however the name is escaped")
  func lookup() throws {
    let object = try root(#"{"status":1,"st\u0061tus":2,"other":{"status":3}}"#)
    #expect(text(object["status"]) == "2")
    #expect(text(object["missing"]) == nil)
  }

  @Test("is no text, number or truth where it is another value")
  func others() throws {
    for text in ["{}", "[]", #""true""#, "0", "null", "true"] {
      let value = try root(text)
      #expect((value.string == nil) == (text != #""true""#))
      #expect((value.number == nil) == (text != "0"))
      #expect(value.boolean == (text == "true" ? true : nil))
    }
  }

  @Test("knows its offset in the bytes that were given, a byte order mark included")
  func offsets() throws {
    let document = try JSONDocument(Array("\u{FEFF} [ 7 ]".utf8))
    #expect(document.root.offset == 4)
    #expect(document.root.elements.map(\.offset) == [6])
  }

  @Test("is walked through in one pass, every name and scalar in order")
  func tokens() throws {
    func tokens(_ text: String) throws -> [String] {
      JSONTokens(try root(text)).map { token in
        switch token {
        case .beginObject: "{"
        case .beginArray: "["
        case .end: "end"
        case .name(let name): "name \(name.text)"
        case .scalar(let value): String(decoding: value.bytes, as: UTF8.self)
        }
      }
    }
    #expect(
      try tokens(#" { "a" : [ 1 , "x:,]" , { } ], "b":{"a":null,"c":"d"} , "e":"" } "#)
        == [
          "{", "name a", "[", "1", #""x:,]""#, "{", "end", "end", "name b", "{", "name a", "null",
          "name c", #""d""#, "end", "name e", #""""#, "end",
        ])
    #expect(try tokens("7") == ["7"])
    #expect(try tokens("[[],[]]") == ["[", "[", "end", "[", "end", "end"])
  }

  @Test("decodes every escape")
  func escapes() throws {
    let string = try root(#""a\"\\\/\b\f\n\r\t\u0000\u00e9\u0928\ud83d\ude00z""#).string
    #expect(string?.text == "a\"\\/\u{8}\u{C}\n\r\t\u{0}é\u{928}😀z")
  }

  @Test("gives text without escapes as a view of the same bytes")
  func views() throws {
    let string = try #require(try root(#"  "नमस्ते""#).string)
    #expect(string.utf8.startIndex == 3)
    #expect(string == "नमस्ते")
    #expect(!(string == "नमस्त"))
  }
}
