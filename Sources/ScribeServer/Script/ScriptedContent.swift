import ScribeSession
import ScribeTalk

/// What a scripted session holds at one of its steps: what its answers are made from.
struct ScriptedContent: Sendable {
  var createdAt: Instant
  var expiresAt: Instant
  var completedAt: Instant?
  var audioCount = 0
  /// The transcript as the inside of a JSON string; nil for null.
  var said: String? = ""
  /// What was talked after that.
  var talk: ScriptedTalk?
  var model = "pro"
  var language = "en"
  var documents: [ScriptedDocument] = []
  var hasTemplatesAsMap = false
  /// Members that are not what they would be, as JSON; nil where they are left out.
  var members: [(name: String, json: String?)] = []

  /// The transcript as JSON.
  var transcriptJSON: String {
    guard let said else { return "null" }
    return "\"\(said)\(talk?.json ?? "")\""
  }

  /// Puts documents before those that were there, as one server does; one that was there moves.
  mutating func add(_ added: [ScriptedDocument]) {
    documents.removeAll { old in added.contains { $0.isSame(as: old) } }
    documents.insert(contentsOf: added, at: 0)
  }

  /// A template that a map of documents would have to name twice.
  var templateTwiceInMap: String? {
    guard hasTemplatesAsMap else { return nil }
    let names = documents.map(\.template)
    return names.first { name in names.filter { $0 == name }.count > 1 }
  }

  mutating func set(_ name: String, _ json: String?) {
    if let place = members.firstIndex(where: { $0.name == name }) {
      members[place].json = json
    } else {
      members.append((name, json))
    }
  }
}

/// A document of a script.
struct ScriptedDocument: Sendable {
  var template: String
  var id: String?
  var status: String
  /// Its data as JSON, where it has any.
  var data: String?
  /// Further members as the inside of a JSON object.
  var more: String?

  func isSame(as other: ScriptedDocument) -> Bool {
    template == other.template && id == other.id
  }

  /// Its entry, without the template's name.
  var json: String {
    var members = [#""status":"\#(status)""#]
    if let id { members += [#""document_id":"\#(id)""#, #""document_type":"\#(template)""#] }
    if let data { members.append(#""data":\#(data)"#) }
    if let more, !more.isEmpty { members.append(more) }
    return "{\(members.joined(separator: ","))}"
  }
}

/// Invented talk of doctor and patient, from a seed: so many lines, or so many bytes.
struct ScriptedTalk: Sendable {
  enum Amount: Sendable {
    case lines(Int)
    case bytes(Int)
  }

  let script: Script
  let seed: UInt64
  var amount: Amount

  /// How many whole lines it has; those of an amount in bytes are counted.
  var lineCount: Int {
    switch amount {
    case .lines(let count): count
    case .bytes(let count): Transcript(script, byteCount: count, seed: seed).lineEnds.count
    }
  }

  /// The talk as the inside of a JSON string.
  var json: String {
    var text: String
    switch amount {
    case .lines(let count):
      var dialogue = Dialogue(script, seed: seed)
      text = ""
      for _ in 0..<count { text += dialogue.line() }
    case .bytes(let count):
      text = String(decoding: Transcript(script, byteCount: count, seed: seed).utf8, as: UTF8.self)
    }
    var json = ""
    json.reserveCapacity(text.utf8.count + text.utf8.count / 8)
    for scalar in text.unicodeScalars {
      switch scalar {
      case "\n": json += "\\n"
      case "\"": json += "\\\""
      case "\\": json += "\\\\"
      default: json.unicodeScalars.append(scalar)
      }
    }
    return json
  }
}
