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
