import Crypto
import ScribeSession

/// SHA-256 over what is stored of a stream, poll by poll, each hash over the one before.
///
/// What is hashed is fixed for ever: the hash before, then the fields of the poll in the order of
/// its table's columns, then of each event its type and data; of a body its digest and length, so
/// that a body may be erased and the rest still be checked. Each field is preceded by its length in
/// eight bytes, lowest first; one that is absent has the length 2⁶⁴ − 1 and no bytes. Numbers are
/// written in decimal.
enum HashChain {
  /// What the first poll of a stream is chained to: the stream itself, and the digest of its key.
  static func start(of stream: PollStream, keyDigest: [UInt8]) -> [UInt8] {
    var hashed = HashedFields()
    hashed.append("scribe-store-chain-1".utf8)
    hashed.append(stream.id.text.utf8)
    hashed.append(stream.filter?.templateID?.text.utf8)
    hashed.append(stream.filter?.documentID?.text.utf8)
    hashed.append(keyDigest)
    return digest(of: hashed.bytes)
  }

  /// The hash of a poll and its events.
  static func next(after hash: [UInt8], _ poll: PollRow, _ body: BodyDigest?) -> [UInt8] {
    var hashed = HashedFields()
    hashed.append(hash)
    hashed.append(number: poll.position)
    hashed.append(number: poll.version)
    hashed.append(number: poll.sentAt)
    hashed.append(number: poll.receivedAt)
    hashed.append(poll.url)
    hashed.append(number: poll.http)
    hashed.append(poll.failure)
    hashed.append(poll.message)
    hashed.append(poll.headers)
    hashed.append(body?.sha256)
    hashed.append(number: body?.byteCount)
    hashed.append(poll.verdict)
    hashed.append(poll.phase)
    hashed.append(poll.reducer)
    hashed.append(number: poll.events.count)
    for event in poll.events {
      hashed.append(event.type)
      hashed.append(event.data)
    }
    return digest(of: hashed.bytes)
  }

  static func digest(of bytes: [UInt8]) -> [UInt8] {
    Array(SHA256.hash(data: bytes))
  }
}

/// What a body is hashed as: its SHA-256 of a stream that schema version 1 began, else its HMAC-SHA-256
/// (RFC 2104) under a key of its stream.
struct BodyDigest: Equatable {
  let byteCount: Int
  let sha256: [UInt8]
}

/// Fields one after the other, each told apart from the next.
struct HashedFields {
  private(set) var bytes: [UInt8] = []

  init() {
    bytes.reserveCapacity(1024)
  }

  mutating func append(number: Int?) {
    guard let number else {
      append(length: .max)
      return
    }
    let start = bytes.count
    append(length: 0)
    var magnitude = number.magnitude
    if number < 0 { bytes.append(UInt8(ascii: "-")) }
    let digits = bytes.count
    repeat {
      bytes.append(UInt8(ascii: "0") + UInt8(truncatingIfNeeded: magnitude % 10))
      magnitude /= 10
    } while magnitude > 0
    bytes[digits...].reverse()
    bytes[start] = UInt8(truncatingIfNeeded: bytes.count - start - 8)
  }

  mutating func append(_ field: (some Collection<UInt8>)?) {
    append(length: field.map { UInt64($0.count) } ?? .max)
    if let field { bytes += field }
  }

  private mutating func append(length: UInt64) {
    withUnsafeBytes(of: length.littleEndian) { bytes += $0 }
  }
}

/// The digests that storing a poll costs, for what is measured beside a store.
package enum StoreDigest {
  /// Of a body.
  package static func of(_ body: [UInt8]) -> [UInt8] { HashChain.digest(of: body) }

  /// Of a hash and so many bytes more.
  package static func of(_ hash: [UInt8], _ count: Int) -> [UInt8] {
    HashChain.digest(of: hash + [UInt8](repeating: 0, count: count))
  }
}
