import ScribeJSON
public import ScribeSession

/// Where every stream of a store ended at some time: kept outside, it shows that nothing was cut off.
///
/// A chain of hashes tells what was changed, removed or put in between, but not that its end is
/// missing. Whoever wants to know that keeps an anchor where the store's keeper cannot reach it.
public struct Anchor: Hashable, Sendable {
  /// The end of one stream.
  public struct Head: Hashable, Sendable {
    /// Which stream it is.
    public let stream: PollStream
    /// How many polls it had.
    public let version: Int
    /// The 32 bytes of the last one's hash.
    public let hash: [UInt8]

    /// The end of one stream.
    public init(stream: PollStream, version: Int, hash: [UInt8]) {
      self.stream = stream
      self.version = version
      self.hash = hash
    }
  }

  /// Where the audit entries ended.
  public struct AuditHead: Hashable, Sendable {
    /// How many there were.
    public let entryCount: Int
    /// The 32 bytes of the last one's hash.
    public let hash: [UInt8]
  }

  /// The ends of all streams, in the order of their first poll.
  public let heads: [Head]
  /// Where the audit entries ended; nil where there were none.
  public let audit: AuditHead?

  init(heads: [Head], audit: AuditHead? = nil) {
    self.heads = heads
    self.audit = audit
  }
}

extension Anchor {
  private static let format = "scribe-anchor"
  private static let formatVersion = 1

  /// The written form, one line of JSON without a line feed; it holds no patient data.
  public var json: [UInt8] {
    var json = JSONWriter()
    json.beginObject()
    json.member("format", Self.format)
    json.member("version", Self.formatVersion)
    heads.write(to: &json)
    if let audit {
      json.name("audit")
      json.beginObject()
      json.member("entries", audit.entryCount)
      json.member("sha256", Hexadecimal.text(of: audit.hash))
      json.endObject()
    }
    json.endObject()
    return json.bytes
  }

  /// Reads the written form; nil where the text is none.
  public init?(json bytes: [UInt8]) {
    guard let root = (try? JSONDocument(bytes))?.root,
      root["format"]?.string?.text == Self.format,
      root["version"]?.number?.integer == Self.formatVersion, let list = root["streams"],
      list.type == .array
    else { return nil }
    var heads: [Head] = []
    for element in list.elements {
      guard let stream = PollStream(element), let version = element["polls"]?.number?.integer,
        let hash = element["sha256"]?.string.flatMap({ Hexadecimal.bytes(of: $0.text) }),
        hash.count == 32
      else { return nil }
      heads.append(Head(stream: stream, version: version, hash: hash))
    }
    self.heads = heads
    guard let audit = root["audit"] else {
      self.audit = nil
      return
    }
    guard let entries = audit["entries"]?.number?.integer,
      let hash = audit["sha256"]?.string.flatMap({ Hexadecimal.bytes(of: $0.text) }),
      hash.count == 32
    else { return nil }
    self.audit = AuditHead(entryCount: entries, hash: hash)
  }
}

extension [Anchor.Head] {
  /// Writes where streams end, as a member of an object.
  func write(to json: inout JSONWriter) {
    json.name("streams")
    json.beginArray()
    for head in self {
      json.beginObject()
      head.stream.writeMembers(to: &json)
      json.member("polls", head.version)
      json.member("sha256", Hexadecimal.text(of: head.hash))
      json.endObject()
    }
    json.endArray()
  }
}
