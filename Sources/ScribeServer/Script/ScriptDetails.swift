import Foundation
import ScribeSession
import ScribeTalk

/// Reads what a line of a script says beside its answer: of the session, which stays, and of this
/// answer alone.
enum ScriptDetails {
  /// How often a line is a poll.
  struct Repetition {
    var count = 1
    var interval: Duration = .seconds(1)
  }

  @discardableResult
  static func readAll(
    _ line: inout ScriptLine, _ step: inout ScriptStep, _ start: Instant, isPoll: Bool
  ) throws(ScriptFault) -> Repetition {
    var repetition = Repetition()
    var documents: [ScriptedDocument] = []
    while let word = line.peeked {
      if word.text == "document" {
        _ = line.take()
        documents.append(try document(&line))
      } else if try readContent(&line, &step.content, start) {
        continue
      } else if isPoll, try readOnce(&line, &step, start) {
        continue
      } else if isPoll, line.takeIf("repeat") {
        repetition.count = try line.takeCount("how often", in: 1...100_000)
        if line.takeIf("every") { repetition.interval = try line.takeSpan("the pause") }
      } else {
        throw ScriptFault(
          "\(word.quoted) is nothing that a script can say here: see scribe-replay script --help",
          at: word.place)
      }
    }
    if !documents.isEmpty { step.content.add(documents) }
    guard step.content.isWithinLimits else {
      throw ScriptFault(
        "a session has at most \(ScriptLimits.documents) documents and \(ScriptLimits.members) members "
          + "that are set", at: line.place)
    }
    if let twice = step.content.templateTwiceInMap {
      throw ScriptFault("a map has one document of \(twice) only", at: line.place)
    }
    return repetition
  }

  /// What stays: false where the next word is nothing of that.
  private static func readContent(
    _ line: inout ScriptLine, _ content: inout ScriptedContent, _ start: Instant
  ) throws(ScriptFault) -> Bool {
    guard let word = line.peeked else { return false }
    var rest = line
    _ = rest.take()
    switch word.text {
    case "audio":
      let isMore = rest.peeked?.text.first == "+"
      let place = rest.place
      let count = try rest.takeCount("how many audio files", in: 0...ScriptLimits.audioFiles)
      content.audioCount = isMore ? content.audioCount + count : count
      guard content.audioCount <= ScriptLimits.audioFiles else {
        throw ScriptFault("these are more than \(ScriptLimits.audioFiles) audio files", at: place)
      }
    case "say":
      let said = inside(try rest.takeJSONString("what is said"))
      content.said = (content.said ?? SaidText()).appending(said)
    case "transcript":
      content.talk = nil
      content.said =
        rest.takeIf("null")
        ? nil : SaidText().appending(inside(try rest.takeJSONString("the transcript")))
    case "talk": try readTalk(&rest, &content)
    case "model": content.model = try rest.takeName("the model's name")
    case "language": content.language = try rest.takeName("the language")
    case "created-at": content.createdAt = start.advanced(by: try rest.takeTime("the time"))
    case "expires-at": content.expiresAt = start.advanced(by: try rest.takeTime("the time"))
    case "completed-at": content.completedAt = start.advanced(by: try rest.takeTime("the time"))
    case "templates":
      let form = try rest.take("list, map or none")
      switch form.text {
      case "list": content.hasTemplatesAsMap = false
      case "map": content.hasTemplatesAsMap = true
      case "none": content.documents = []
      default: throw ScriptFault("templates are list, map or none", at: form.place)
      }
    case "set":
      let name = try rest.takeName("a member's name")
      content.set(name, try rest.takeJSON("the member's value"))
    case "unset": content.set(try rest.takeName("a member's name"), nil)
    default: return false
    }
    line = rest
    return true
  }

  /// What is true of this answer alone: false where the next word is nothing of that.
  private static func readOnce(
    _ line: inout ScriptLine, _ step: inout ScriptStep, _ start: Instant
  ) throws(ScriptFault) -> Bool {
    guard let word = line.peeked else { return false }
    var rest = line
    _ = rest.take()
    switch word.text {
    case "with":
      let name = try rest.takeName("a member's name")
      step.changes.append((name, try rest.takeJSON("the member's value")))
    case "without": step.changes.append((try rest.takeName("a member's name"), nil))
    case "twice":
      let name = try rest.takeName("a member's name")
      step.repeated.append((name, try rest.takeJSON("the member's value")))
    case "took": step.latency = try rest.takeSpan("how long it took")
    case "type": step.contentType = try rest.takeHeader(named: "content-type").value
    case "header":
      step.headers.append(try rest.takeHeader())
    case "retry-after":
      step.headers.append(try rest.takeHeader(named: "retry-after"))
    case "no-date": step.hasDate = false
    case "bom": step.hasByteOrderMark = true
    case "cut": step.bodyLimit = try rest.takeCount("how many bytes are left")
    case "query":
      let query = try rest.take("a query").text
      step.url += step.url.contains("?") ? "&\(query)" : "?\(query)"
    case "url": step.url = String(try rest.take("a URL").text)
    default: return false
    }
    line = rest
    return true
  }

  private static func document(_ line: inout ScriptLine) throws(ScriptFault) -> ScriptedDocument {
    let place = line.place
    let name = try line.takeName("the template, or template/document")
    let parts = name.split(separator: "/", maxSplits: 1, omittingEmptySubsequences: false)
    if parts.contains(where: \.isEmpty) {
      throw ScriptFault("neither the template nor the document is without a name", at: place)
    }
    let status = try line.takeName("the document's status")
    var document = ScriptedDocument(
      template: String(parts.first ?? ""), id: parts.count > 1 ? String(parts[1]) : nil,
      status: status)
    if line.peeked?.isJSON == true { document.data = try line.takeJSON("the document's data") }
    if line.takeIf("plus") {
      let place = line.place
      let object = try line.takeJSON("further members")
      guard object.first == "{" else {
        throw ScriptFault("further members are an object", at: place)
      }
      document.more = inside(object).trimmingCharacters(in: .whitespaces)
    }
    return document
  }

  private static func readTalk(
    _ line: inout ScriptLine, _ content: inout ScriptedContent
  ) throws(ScriptFault) {
    let word = try line.take("a language")
    guard let language = Language.allCases.first(where: { $0.name == word.text }) else {
      throw ScriptFault("the languages are english, hindi, tamil and mixed", at: word.place)
    }
    let amount = try line.take("an amount, such as 60KB, 12 or +1")
    var seed = content.talk?.seed ?? 1
    if line.takeIf("seed") { seed = UInt64(try line.takeCount("a seed", in: 0...Int(Int32.max))) }
    let units = [("KB", 1000), ("MB", 1_000_000)]
    if let unit = units.first(where: { amount.text.hasSuffix($0.0) }) {
      guard let count = Int(amount.text.dropLast(2)), count >= 0,
        count <= ScriptLimits.talkBytes / unit.1
      else { throw ScriptFault("\(amount.quoted) is no amount up to 64MB", at: amount.place) }
      content.talk = ScriptedTalk(language: language, seed: seed, amount: .bytes(count * unit.1))
    } else {
      let before =
        amount.text.first == "+" ? content.talk.map { content.talks.lineCount(of: $0) } ?? 0 : 0
      guard let count = Int(amount.text), count >= 0, count + before <= ScriptLimits.talkLines
      else {
        throw ScriptFault(
          "\(amount.quoted) is no amount, or more than \(ScriptLimits.talkLines) lines",
          at: amount.place)
      }
      content.talk = ScriptedTalk(language: language, seed: seed, amount: .lines(before + count))
    }
    content.language = language.code
    content.said = content.said ?? SaidText()
  }

  /// A JSON string without its quotes, or an object without its braces.
  private static func inside(_ json: String) -> String {
    String(Substring(json.utf8.dropFirst().dropLast()))
  }
}
