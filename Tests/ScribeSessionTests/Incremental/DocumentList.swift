import ScribeTalk

@testable import ScribeBench

/// Documents as servers list them, each with a URL that is signed anew for every poll.
struct DocumentList {
  struct Document {
    var template: String
    var id: String?
    var status = "success"
    var data: String
  }

  var documents: [Document] = []
  /// Whether `templates` is a map instead of a list.
  var isMap = false
  /// How many documents stand in one element of the list.
  var perElement = 1
  private var madeCount = 0

  init(isMap: Bool = false) {
    self.isMap = isMap
  }

  func body(poll: Int) -> [UInt8] {
    let entries = documents.map { document in
      let id = document.id.map { #""document_id":"\#($0)","# } ?? ""
      return #""\#(document.template)":{"presigned_url":"https://s/?sig=\#(poll * 7919)",\#(id)"#
        + #""status":"\#(document.status)","data":\#(document.data)}"#
    }
    let groups = stride(from: 0, to: entries.count, by: perElement).map { start in
      entries[start..<min(start + perElement, entries.count)].joined(separator: ",")
    }
    let templates =
      isMap
      ? "{\(entries.joined(separator: ","))}"
      : "[\(groups.map { "{\($0)}" }.joined(separator: ","))]"
    return Array(
      (#"{"session_id":"ses_test","status":"completed","transcript":"t","#
        + #""templates":\#(templates),"upload_url":"https://u/\#(poll)"}"#).utf8)
  }

  /// One document more, at a place.
  mutating func add(at place: Int, data: String, template: String? = nil, hasID: Bool = true) {
    madeCount += 1
    documents.insert(
      Document(
        template: template ?? "t\(madeCount % 3)", id: hasID ? "doc_\(madeCount)" : nil,
        data: data), at: place)
  }

  /// One of the changes that servers make, or should not.
  mutating func change(_ random: inout SplitMix64) {
    let place = random.number(below: documents.count + 1)
    let some = documents.isEmpty ? nil : random.number(below: documents.count)
    switch (random.number(below: 12), some) {
    case (0...2, _), (_, nil):
      let data = #"{"n":[\#(random.number(below: 3)),"same for many"]}"#
      add(
        at: random.element(of: [0, documents.count, place]), data: data,
        hasID: !random.isOne(in: 3))
    case (3, let some?): documents.remove(at: some)
    case (4, _): documents.shuffle(using: &random)
    case (5, let some?): documents.append(documents[some])
    case (6, let some?): documents[some].data += " "
    case (7, let some?):
      documents[some].data = random.element(of: ["12", "123", "\"x\\\\\"", "null"])
    case (8, let some?):
      documents[some].status = random.element(of: ["failed", "success", "in_progress"])
    case (9, let some?):
      documents[some].id = random.element(of: [nil, "", "doc_1", "doc_\(madeCount)"])
    case (10, _): isMap.toggle()
    default: perElement = 1 + random.number(below: 3)
    }
  }
}
