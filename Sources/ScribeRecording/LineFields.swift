import ScribeJSON
import ScribeSession

/// The members of a line of a poll log, where they stand.
enum LineField: Int, CaseIterable {
  case sentAt, receivedAt, method, url, status, headers, body, bodyBase64, error

  var name: String {
    switch self {
    case .sentAt: "sent_at"
    case .receivedAt: "received_at"
    case .method: "method"
    case .url: "url"
    case .status: "status"
    case .headers: "headers"
    case .body: "body"
    case .bodyBase64: "body_base64"
    case .error: "error"
    }
  }

  static let names = JSONNames(allCases.map(\.name))

  fileprivate var bit: UInt16 { 1 << UInt16(rawValue) }
}

/// Where the members of a line stand that are there and not null, the last of each name; without an
/// allocation.
struct LineSites {
  private var times: (JSONSite?, JSONSite?) = (nil, nil)
  private var request: (JSONSite?, JSONSite?) = (nil, nil)
  private var answer: (JSONSite?, JSONSite?, JSONSite?, JSONSite?, JSONSite?) =
    (nil, nil, nil, nil, nil)

  subscript(field: LineField) -> JSONSite? {
    get {
      switch field {
      case .sentAt: times.0
      case .receivedAt: times.1
      case .method: request.0
      case .url: request.1
      case .status: answer.0
      case .headers: answer.1
      case .body: answer.2
      case .bodyBase64: answer.3
      case .error: answer.4
      }
    }
    set {
      switch field {
      case .sentAt: times.0 = newValue
      case .receivedAt: times.1 = newValue
      case .method: request.0 = newValue
      case .url: request.1 = newValue
      case .status: answer.0 = newValue
      case .headers: answer.1 = newValue
      case .body: answer.2 = newValue
      case .bodyBase64: answer.3 = newValue
      case .error: answer.4 = newValue
      }
    }
  }
}

/// One line of a poll log, walked over once, beside the line before.
///
/// Each member is read in its documented form, or is a fault at its byte.
struct LineFields {
  /// The bytes that the line is a part of, and where it begins there.
  private let bytes: [UInt8]
  private let start: Int
  /// Where the outermost value stands.
  let site: JSONSite
  /// Where its members stand.
  let sites: LineSites
  /// The members that are the same as in the line before, a bit for each raw value.
  private let same: UInt16
  /// Members that are none of a poll's, as JSON.
  private(set) var unknown: [(name: String, json: [UInt8])] = []

  /// Reads a line.
  ///
  /// - Parameter before: the line before and its fields, where it is still there.
  init(
    _ part: Range<Int>, of bytes: [UInt8], after before: (part: Range<Int>, sites: LineSites)?
  ) throws(RecordingFault) {
    self.bytes = bytes
    start = part.lowerBound
    var sites = LineSites()
    var same: UInt16 = 0
    var unknownMembers: [(JSONName, JSONSite)] = []
    do throws(JSONError) {
      site = try JSONCursor.read(part, after: before?.part, of: bytes) {
        cursor throws(JSONError) in
        guard cursor.type == .object else { return try cursor.skip() }
        let start = cursor.position
        try cursor.enter()
        while let name = try cursor.nextMember() {
          guard let place = LineField.names.place(of: name, in: cursor),
            let field = LineField(rawValue: Int(place))
          else {
            unknownMembers.append((name, try cursor.skip()))
            continue
          }
          let site: JSONSite
          if let known = before?.sites[field] {
            let (found, change) = try cursor.skip(after: known)
            site = found
            same = change == .same ? same | field.bit : same & ~field.bit
          } else {
            site = try cursor.skip()
          }
          sites[field] = site.type == .null ? nil : site
        }
        return JSONSite(start: start, end: cursor.position, type: .object)
      }
    } catch {
      throw RecordingFault(error)
    }
    self.sites = sites
    self.same = same
    unknown = unknownMembers.map { name, site in
      (text(name), Array(JSONValue(site, in: bytes, from: part.lowerBound).bytes))
    }
  }

  private func text(_ name: JSONName) -> String {
    let quoted = JSONSite(start: name.start - 1, end: name.end + 1, type: .string)
    return JSONValue(quoted, in: bytes, from: start).string?.text ?? ""
  }

  /// Whether the member is there as it was in the line before.
  func isSame(_ field: LineField) -> Bool { same & field.bit != 0 }

  /// The first line of a log says what it is, and is no poll.
  var isHeader: Bool {
    site(.receivedAt) == nil && unknown.contains { $0.name == "format" }
  }

  private func site(_ field: LineField) -> JSONSite? { sites[field] }

  private func value(_ field: LineField) -> JSONValue? {
    site(field).map { JSONValue($0, in: bytes, from: start) }
  }

  /// The whole line.
  var line: JSONValue { JSONValue(site, in: bytes, from: start) }

  /// A fault at a value of the line.
  func fault(_ reason: String, at value: JSONValue?) -> RecordingFault {
    RecordingFault(reason, at: (value?.offset ?? start + site.start) - start)
  }
}

extension LineFields {
  func text(_ field: LineField) throws(RecordingFault) -> String {
    guard let value = value(field) else { throw fault("\(field.name) is missing", at: nil) }
    guard let text = value.string?.text else {
      throw fault("\(field.name) is not a string", at: value)
    }
    return text
  }

  func instant(_ field: LineField) throws(RecordingFault) -> Instant? {
    guard let value = value(field) else { return nil }
    guard let instant = Instant(value) else {
      throw fault("\(field.name) is not a date and time", at: value)
    }
    return instant
  }

  func status() throws(RecordingFault) -> Int? {
    guard let value = value(.status) else { return nil }
    guard let status = value.number?.integer, (100...999).contains(status) else {
      throw fault("status is not an HTTP status", at: value)
    }
    return status
  }

  func failure() throws(RecordingFault) -> Poll.Failure? {
    guard let value = value(.error) else { return nil }
    guard let name = value["kind"]?.string?.text, let kind = Poll.Failure.Kind(name: name) else {
      throw fault("error has no known kind", at: value)
    }
    return Poll.Failure(kind, message: value["message"]?.string?.text)
  }

  func headers() throws(RecordingFault) -> [HeaderField] {
    guard let value = value(.headers) else { return [] }
    guard value.type == .object else { throw fault("headers is not an object", at: value) }
    var fields: [HeaderField] = []
    for member in value.members {
      let values = member.value.type == .array ? Array(member.value.elements) : [member.value]
      for value in values {
        guard let text = value.string?.text else {
          throw fault("a header is not a string", at: value)
        }
        fields.append(HeaderField(name: member.name.text, value: text))
      }
    }
    return fields.compactMap { $0.withoutSecrets() }
  }

  func body() throws(RecordingFault) -> [UInt8]? {
    let text = value(.body)
    let base64 = value(.bodyBase64)
    if let text, base64 != nil { throw fault("both body and body_base64", at: text) }
    if let text {
      guard let body = text.string else { throw fault("body is not a string", at: text) }
      return body.decoded()
    }
    guard let base64 else { return nil }
    guard let text = base64.string?.text, let body = Base64.decode(text) else {
      throw fault("body_base64 is not base64", at: base64)
    }
    return body
  }

  /// Whether the body, or that there is none, is the same as in the line before.
  func hasSameBody(as before: LineSites) -> Bool {
    func isSame(_ field: LineField) -> Bool {
      self.isSame(field) || (sites[field] == nil && before[field] == nil)
    }
    return isSame(.body) && isSame(.bodyBase64)
  }
}
