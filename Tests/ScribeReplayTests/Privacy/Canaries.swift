import Foundation
import Testing

/// Recordings with a word planted in every member that holds patient data, in each script, and with
/// secrets where clients and servers put them.
struct Canaries {
  /// What patients could have said.
  static let words = [
    "Canaryword", "कनारीशब्द", "கனாரிசொல்", "కనారీపదం", "كناريكلمة", "金丝雀词语", "Канарейка", "🐤🐥🐣🐦",
  ]
  /// What authenticates somebody.
  static let secret = "t0pS3cretT0ken"
  /// A signature in a URL that a body holds.
  static let signature = "s1gnatur3"

  let folder: TemporaryFolder
  let log: String
  let har: String

  init() throws {
    folder = try TemporaryFolder()
    log = folder.write(
      Self.bodies.enumerated().map { Self.line($0.element.http, $0.element.body, at: $0.offset) }
        .joined(separator: "\n") + "\n", to: "planted.jsonl")
    let entries = Self.bodies.enumerated().map {
      Self.entry($0.element.http, $0.element.body, at: $0.offset)
    }
    har = folder.write(
      #"{"log":{"version":"1.2","creator":{"name":"x"},"entries":[\#(entries.joined(separator: ","))]}}"#,
      to: "planted.har")
  }

  /// Bodies in which each member holds all words; the second half as `\u` escapes.
  static var bodies: [(http: Int, body: String)] {
    [words.joined(separator: " "), words.map(escaped).joined(separator: " ")].flatMap { c in
      let entry =
        #""status":"success","document_id":"d","document_type":"\#(c)","data":{"\#(c)":["\#(c)"]},"fhir":["\#(c)"],"error":{"m":"\#(c)"},"errors":["\#(c)"],"warnings":["\#(c)"],"publish":{"p":"\#(c)"},"presigned_url":"https://h/\#(c)?signature=\#(signature)","note \#(c)":1"#
      let members =
        #""session_id":"ses_x","transcript":"\#(c)","additional_data":{"\#(c)":"\#(c)"},"patient_details":{"name":"\#(c)"},"session_details":{"name":"\#(c)"},"message":"\#(c)","upload_url":"https://h/\#(c)?signature=\#(signature)","processing_errors":[{"type":"a \#(c)","message":"\#(c)","file":null}],"error":{"code":"a \#(c)","message":"\#(c)","details":"\#(c)"},"unknown":"\#(c)","the \#(c)":"\#(c)","audio_files":["s3://\#(c)/\#(c).webm"],"model_used":"a \#(c)","language_detected":"a \#(c)""#
      return [
        (202, #"{"status":"recording",\#(members),"templates":[{"soap":{\#(entry)}}]}"#),
        (200, #"{"status":"completed",\#(members),"templates":{"soap":{\#(entry)}}}"#),
        (206, #"{"status":"partial \#(c)","transcript":["\#(c)"],"templates":"\#(c)"}"#),
        (410, #"{"error":{"code":"e","message":"\#(c)"}}"#),
        (200, #"{"session_id":"\#(c)","status":"completed"}"#), (500, #"{"\#(c)":1}"#),
        (200, #"{"status":"completed","transcript":"\#(c)"#), (502, "<html>\(c)</html>"),
      ]
    }
  }

  static func escaped(_ word: String) -> String {
    word.utf16.map { unit in
      let digits = String(unit, radix: 16)
      return "\\u" + String(repeating: "0", count: 4 - digits.count) + digits
    }.joined()
  }

  private static func quoted(_ text: String) -> String {
    "\"\(text.replacing("\\", with: "\\\\").replacing("\"", with: "\\\""))\""
  }

  private static let url =
    "https://user:\(secret)@h/voice/v1/sessions/ses_x?access_token=\(secret)#\(secret)"

  private static func time(_ second: Int) -> String {
    "2026-06-06T09:00:\(second < 10 ? "0" : "")\(second)Z"
  }

  private static func line(_ http: Int, _ body: String, at second: Int) -> String {
    #"{"sent_at":"\#(time(second))","received_at":"\#(time(second))","method":"GET","url":"\#(url)","status":\#(http),"headers":{"Set-Cookie":"sid=\#(secret)","X-Auth-Token":"\#(secret)","Location":"/x?sig=\#(secret)"},"body":\#(quoted(body))}"#
  }

  private static func entry(_ http: Int, _ body: String, at second: Int) -> String {
    #"{"startedDateTime":"\#(time(second))","time":1,"request":{"method":"GET","url":"\#(url)","headers":[{"name":"Authorization","value":"Bearer \#(secret)"}],"cookies":[{"name":"sid","value":"\#(secret)"}],"queryString":[{"name":"access_token","value":"\#(secret)"}]},"response":{"status":\#(http),"headers":[{"name":"Set-Cookie","value":"sid=\#(secret)"}],"content":{"text":\#(quoted(body))}}}"#
  }

  // MARK: Looking for them

  /// Which of the planted texts some bytes hold, spelled as they are or escaped.
  static func found(in bytes: Data) -> Set<String> {
    Set(
      (words + [secret, signature]).filter { word in
        let spellings = [
          word, escaped(word), escaped(word).uppercased().replacing("\\U", with: "\\u"),
        ]
        return spellings.contains { bytes.range(of: Data($0.utf8)) != nil }
      })
  }

  /// Which of the planted texts each file of a folder holds, those that hold any.
  static func found(in folder: TemporaryFolder) throws -> [String: Set<String>] {
    var found: [String: Set<String>] = [:]
    for file in try FileManager.default.subpathsOfDirectory(atPath: folder.path) {
      guard let bytes = FileManager.default.contents(atPath: "\(folder.path)/\(file)") else {
        continue
      }
      let planted = Self.found(in: bytes)
      if !planted.isEmpty { found[file] = planted }
    }
    return found
  }
}
