import ScribeJSON
import ScribeSession

/// A JSON body with its texts and numbers replaced where they stand: order, white space, escapes and
/// repeated names stay, and so does the length of every value but of URLs.
struct BodyRedaction {
  /// Places of texts that are no names of members.
  private static let names = "a name"
  private static let undocumented = "what nobody documents"
  private static let paths = "a path"

  private let body: [UInt8]
  private let session: ExactText
  private let pseudonyms: Pseudonyms
  private var grown = GrownTexts()
  private var output: [UInt8] = []
  /// How far the body is in the output.
  private var position = 0

  /// Redacts a body.
  ///
  /// - Parameters:
  ///   - session: the id of the session that was asked for.
  ///   - grown: long texts that came before, under the same pseudonyms.
  static func redacted(
    _ body: [UInt8], _ root: JSONValue, disclosing disclosure: Disclosure, session: ExactText,
    _ pseudonyms: Pseudonyms, after grown: inout GrownTexts
  ) -> [UInt8] {
    var redaction = BodyRedaction(body: body, session: session, pseudonyms: pseudonyms)
    // Handed over and back, since two owners would mean a copy.
    swap(&redaction.grown, &grown)
    redaction.take(root, disclosure, in: undocumented)
    swap(&redaction.grown, &grown)
    return redaction.output + body[redaction.position...]
  }

  private init(body: [UInt8], session: ExactText, pseudonyms: Pseudonyms) {
    self.body = body
    self.session = session
    self.pseudonyms = pseudonyms
    output.reserveCapacity(body.count)
  }

  private mutating func replace(_ range: Range<Int>, by bytes: [UInt8]) {
    output += body[position..<range.lowerBound]
    output += bytes
    position = range.upperBound
  }

  /// - Parameter place: the name of the documented member that the value is, or is in.
  private mutating func take(_ value: JSONValue, _ disclosure: Disclosure, in place: String) {
    switch (disclosure, value.type) {
    case (.members(let members), .object):
      for member in value.members {
        let name = member.name.text
        let known = members[ExactText(name)]
        if known == nil { hide(member.name, in: Self.names) }
        take(member.value, known ?? .nothing, in: known == nil ? Self.undocumented : name)
      }
    case (.named(let each, let exceptions), .object):
      for member in value.members {
        let exception = exceptions.isEmpty ? nil : exceptions[ExactText(member.name.text)]
        take(member.value, exception ?? each, in: place)
      }
    case (.named, .array):
      for element in value.elements {
        take(element, element.type == .object ? disclosure : .nothing, in: place)
      }
    case (.elements(let disclosure), .array):
      for element in value.elements { take(element, disclosure, in: place) }
    case (.everything, _): keep(value, in: place)
    case (.path, .string): hide(value, in: Self.paths, isPath: true)
    case (.scheme, .string): replace(value.bytes.indices, by: url(value))
    default:
      if !discloses(value, disclosure) { hide(value, in: place) }
    }
  }

  /// Whether the value stays as it is.
  private func discloses(_ value: JSONValue, _ disclosure: Disclosure) -> Bool {
    let text = value.string.map { ExactText($0.text) }
    switch disclosure {
    case .word: return text?.isWord == true
    case .sessionID: return text == session
    case .id: return text != nil
    case .instant: return value.isTime
    case .count: return value.type == .number
    case .nothing, .everything, .path, .scheme, .members, .named, .elements: return false
    }
  }

  /// A URL of the same scheme, where that tells how audio is uploaded, and of nothing else.
  private func url(_ value: JSONValue) -> [UInt8] {
    let url = value.string?.utf8 ?? []
    let scheme = String(decoding: url.prefix { $0 != UInt8(ascii: ":") }, as: UTF8.self)
    let isKnown = ["ws", "wss", "http", "https"].contains(scheme.lowercased())
    let path = String(decoding: pseudonyms.tag(url), as: UTF8.self)
    return Array("\"\(isKnown ? "\(scheme.lowercased())://" : "")redacted.invalid/\(path)\"".utf8)
  }

  /// Leaves a value as it is, but for secrets, in one pass however deep it is nested.
  private mutating func keep(_ value: JSONValue, in place: String) {
    var depth = 0
    var isSecret = false
    /// How deep the value of a secret's name is that is being walked.
    var secretDepth: Int?
    for token in JSONTokens(value) {
      switch token {
      case .beginObject, .beginArray:
        if isSecret, secretDepth == nil { secretDepth = depth }
        depth += 1
      case .end:
        depth -= 1
        if secretDepth == depth { (isSecret, secretDepth) = (false, nil) }
      case .name(let name):
        if secretDepth == nil {
          isSecret = Secret.isName(name.text)
        } else {
          hide(name, in: Self.names)
        }
      case .scalar(let scalar):
        if isSecret || scalar.string.map({ Secret.isText($0.text) }) == true {
          hide(scalar, in: place)
        }
        if secretDepth == nil { isSecret = false }
      }
    }
  }

  /// Replaces every name, text and number of a value, in one pass however deep it is nested.
  private mutating func hide(_ value: JSONValue, in place: String, isPath: Bool = false) {
    for token in JSONTokens(value) {
      switch token {
      case .beginObject, .beginArray, .end: break
      case .name(let name): hide(name, in: Self.names)
      case .scalar(let scalar):
        if let string = scalar.string {
          hide(string, in: place, isPath: isPath)
        } else if scalar.type == .number {
          replace(scalar.bytes.indices, by: pseudonyms.number(scalar.bytes, in: place))
        }
      }
    }
  }

  private mutating func hide(_ string: JSONString, in place: String, isPath: Bool = false) {
    replace(
      string.raw.indices,
      by: isPath
        ? pseudonyms.string(string, in: place, isPath: true)
        : pseudonyms.string(string, in: place, after: &grown))
  }
}
