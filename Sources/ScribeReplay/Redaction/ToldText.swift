import ScribeJSON
import ScribeSession

/// An event or a finding as it is written, without what redaction may change in it: fingerprints,
/// names that no source documents, and names of audio files.
///
/// Of these names, the kind of each character is told.
struct ToldText: Hashable, CustomStringConvertible {
  /// As one JSON object.
  let description: String

  /// - Parameter shift: by what its times were moved; they are told as they were before.
  init(_ event: Event, shiftedBy shift: TimeShift = .none) {
    self.init(shift) { event.write(to: &$0) }
  }

  /// - Parameter shift: by what its times were moved; they are told as they were before.
  init(_ anomaly: Anomaly, shiftedBy shift: TimeShift = .none) {
    self.init(shift) { anomaly.write(to: &$0) }
  }

  private init(_ shift: TimeShift, _ write: (inout JSONWriter) -> Void) {
    var json = JSONWriter()
    write(&json)
    description = (try? JSONDocument(json.bytes)).map { Self.told($0.root, shift) } ?? json.text
  }

  private static func told(_ root: JSONValue, _ shift: TimeShift) -> String {
    var told = JSONWriter()
    var isObject: [Bool] = []
    var name = ""
    var code = ""
    for token in JSONTokens(root) {
      switch token {
      case .beginObject:
        isObject.append(true)
        told.beginObject()
      case .beginArray:
        isObject.append(false)
        told.beginArray()
      case .end:
        if isObject.popLast() == true { told.endObject() } else { told.endArray() }
      case .name(let string):
        name = string.text
        told.name(name)
      case .scalar(let value):
        guard let text = value.string?.text else {
          told.raw(value.bytes)
          continue
        }
        if name == "code" { code = text }
        told.value(Self.shiftedBack(Self.told(text, of: name, code: code), of: name, shift))
      }
    }
    return told.text
  }

  /// The codes of findings whose place may be a name that no source documents.
  private static let codesOfNames = [
    Anomaly.Code.unknownField.name, Anomaly.Code.duplicateKey.name,
  ]

  private static func told(_ text: String, of name: String, code: String) -> String {
    switch name {
    case "fingerprint", "identity": ""
    case "file": masked(text)
    case "path" where codesOfNames.contains(code): masked(text)
    case "code", "status", "from", "to": withoutFingerprint(text)
    default: text
    }
  }

  /// A text that is a time or ends in one, with that as it was before it was moved.
  private static func shiftedBack(_ text: String, of name: String, _ shift: TimeShift) -> String {
    guard shift != .none, namesOfTimes.contains(name) else { return text }
    let time = text[(text.lastIndex(of: " ").map(text.index(after:)) ?? text.startIndex)...]
    guard let instant = Instant(rfc3339: String(time)), instant.description == time else {
      return text
    }
    return text.dropLast(time.count) + shift.shiftedBack(instant).description
  }

  private static let namesOfTimes = [
    "sent_at", "received_at", "server_time", "at", "from", "expected", "actual",
  ]

  /// The text of a word of which only length and fingerprint are known, without the latter.
  private static func withoutFingerprint(_ text: String) -> String {
    let word = ExactText(text)
    return word.shown.hasPrefix("string(") && text.hasPrefix("\(word.shown):") ? word.shown : text
  }

  private static func masked(_ text: String) -> String {
    String(
      text.map { character in
        guard character.isASCII else { return character }
        return character.isLetter ? "a" : character.isNumber ? "0" : character
      })
  }
}
