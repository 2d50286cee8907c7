/// What a body is hashed as: its SHA-256 of a stream that schema version 1 began, else its HMAC-SHA-256
/// (RFC 2104) under a key of its stream.
struct BodyDigest: Equatable {
  let byteCount: Int
  let sha256: [UInt8]
}
