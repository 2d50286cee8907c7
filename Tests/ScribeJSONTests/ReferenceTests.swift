import Foundation
import ScribeJSON
import Testing

/// Foundation's reader stands beside ours: hostile input, one verdict.
@Suite("A strict JSON reader, beside Foundation's")
struct ReferenceTests {
  static let fixtures = [
    #"{"session_id":"ses_1","status":"processing","audio_files":["0.webm","1.webm"],"n":-12.5e3}"#,
    #"{"transcript":"Doctor: \"नमस्ते\"\n\u0928\u092e\uD83D\uDE00 வணக்கம்","templates":[{"soap":{}},{}]}"#,
    #" [ null , true , false , 0 , 1e9 , { "a" : { "b" : [ ] } } ] "#,
  ]

  private func isAccepted(_ bytes: [UInt8]) -> Bool { (try? JSONDocument(bytes)) != nil }

  private func isAcceptedByFoundation(_ bytes: [UInt8]) -> Bool {
    (try? JSONSerialization.jsonObject(with: Data(bytes), options: .fragmentsAllowed)) != nil
  }

  @Test("accepts no proper prefix of an object or array", arguments: fixtures)
  func refusesPrefixes(_ text: String) {
    let bytes = Array(text.utf8)
    let end = bytes.lastIndex { $0 == UInt8(ascii: "}") || $0 == UInt8(ascii: "]") } ?? 0
    for count in 0..<end {
      #expect(throws: JSONError.self) { try JSONDocument(Array(bytes[..<count])) }
    }
    #expect(isAccepted(bytes))
  }

  @Test("calls every proper prefix cut off, and nothing else", arguments: fixtures)
  func namesPrefixes(_ text: String) {
    let bytes = Array(text.utf8)
    let start = bytes.firstIndex { $0 != UInt8(ascii: " ") } ?? 0
    let end = bytes.lastIndex { $0 == UInt8(ascii: "}") || $0 == UInt8(ascii: "]") } ?? 0
    for count in (start + 1)...end {
      #expect(throws: JSONError(.cutOff, at: count)) { try JSONDocument(Array(bytes[..<count])) }
    }
  }

  @Test("agrees with it on every change of every single byte", arguments: fixtures)
  func agreesOnChanges(_ text: String) {
    let original = Array(text.utf8)
    for place in original.indices {
      // NUL bytes make Foundation guess another encoding.
      for byte in UInt8(1)...255 where byte != original[place] {
        var bytes = original
        bytes[place] = byte
        let foundation = isAcceptedByFoundation(bytes)
        // Foundation lets a comma stand before a closing bracket; RFC 8259 does not.
        if byte == UInt8(ascii: ","), foundation { continue }
        #expect(isAccepted(bytes) == foundation, "byte \(place) = \(byte)")
      }
    }
  }

  @Test("decodes strings to the same text", arguments: fixtures)
  func agreesOnText(_ text: String) throws {
    let document = try JSONDocument(Array(text.utf8))
    let reference = try JSONSerialization.jsonObject(with: Data(text.utf8)) as? [String: Any] ?? [:]
    for member in document.root.members {
      #expect(reference.keys.contains(member.name.text))
      if let string = member.value.string {
        #expect(string.text == reference[member.name.text] as? String)
      }
    }
  }
}
