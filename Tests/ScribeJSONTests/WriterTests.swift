import ScribeJSON
import Testing

@Suite("A JSON writer")
struct WriterTests {
  @Test("puts commas where they belong")
  func structure() {
    var json = JSONWriter()
    json.beginObject()
    json.member("a", 1)
    json.name("b")
    json.beginArray()
    json.beginObject()
    json.endObject()
    json.value("x")
    json.null()
    json.value(true)
    json.endArray()
    json.name("c")
    json.raw("2.50".utf8)
    json.member("d", "")
    json.endObject()
    #expect(json.text == #"{"a":1,"b":[{},"x",null,true],"c":2.50,"d":""}"#)
  }

  @Test("escapes so that every text comes back as it was")
  func escapes() throws {
    let text =
      (0..<0x3000).compactMap(Unicode.Scalar.init).map { String($0) }.joined() + "😀\u{10FFFF}"
    var json = JSONWriter()
    json.value(text)
    let read = try #require(try JSONDocument(json.bytes).root.string)
    #expect(read.utf8.elementsEqual(text.utf8))
    #expect(!json.bytes.contains { $0 < 0x20 || $0 == 0x7F })
  }
}
