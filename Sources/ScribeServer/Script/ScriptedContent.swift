import ScribeSession
import ScribeTalk

/// What a scripted session holds at one of its steps: what its answers are made from.
struct ScriptedContent: Sendable {
  var createdAt: Instant
  var expiresAt: Instant
  var completedAt: Instant?
  /// What was talked in any session of the script.
  let talks: TalkCache
  var audioCount = 0
  /// The transcript as the inside of a JSON string; nil for null.
  var said: SaidText? = SaidText()
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
    return "\"" + String(decoding: said.utf8, as: UTF8.self)
      + (talk.map { talks.json(of: $0) } ?? "") + "\""
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

  var isWithinLimits: Bool {
    documents.count <= ScriptLimits.documents && members.count <= ScriptLimits.members
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
