/// The secret half of a fingerprint: without it nobody can tell which text a fingerprint is of.
package struct FingerprintKey: Hashable, Sendable {
  package let first: UInt64
  package let second: UInt64

  /// A key of 16 bytes, given as two words.
  package init(_ first: UInt64, _ second: UInt64) {
    self.first = first
    self.second = second
  }

  /// The key that is no secret: the same for every session.
  package static let constant = FingerprintKey(0, 0)
}

extension FingerprintKey: CustomStringConvertible, CustomReflectable {
  package var description: String { "a fingerprint key" }
  package var customMirror: Mirror { Mirror(self, children: []) }
}

/// A 128-bit keyed fingerprint of bytes, by which equal texts are known as equal without being kept:
/// SipHash-2-4-128, of long texts over what ``TextHasher`` makes of their blocks.
///
/// Two different texts share one by accident with a chance near 2⁻¹²⁸; whoever lacks the key cannot
/// confirm a guessed text.
package struct Fingerprint: Hashable, Sendable {
  let first: UInt64
  let second: UInt64

  /// Fingerprints a text in one pass.
  package init(of bytes: ArraySlice<UInt8>, key: FingerprintKey) {
    self = ByteView.withView(of: bytes) { view in
      var hasher = TextHasher(key: key)
      let end = hasher.appendBlocks(of: view, from: 0)
      return hasher.fingerprint(endingWith: view, from: end, to: view.count)
    }
  }

  package init(_ first: UInt64, _ second: UInt64) {
    self.first = first
    self.second = second
  }

  /// Reads what ``description`` gives; nil for anything else.
  package init?(hexadecimal text: String) {
    guard text.utf8.count == 32 else { return nil }
    var words: [UInt64] = [0, 0]
    for (place, digit) in text.utf8.enumerated() {
      guard let value = ASCII.hexValue(digit) else { return nil }
      // Bytes stand lowest first, and of each the high digit before the low one.
      words[place / 16] |= UInt64(value) << (4 * UInt64((place % 16) ^ 1))
    }
    self.init(words[0], words[1])
  }

  /// The two words of the fingerprint.
  package var words: (UInt64, UInt64) { (first, second) }
}

extension Fingerprint: CustomStringConvertible {
  /// The 16 bytes in the order of the algorithm, as 32 hexadecimal digits.
  package var description: String {
    var digits: [UInt8] = []
    digits.reserveCapacity(32)
    appendDigits(to: &digits)
    return String(decoding: digits, as: UTF8.self)
  }

  fileprivate func appendDigits(to digits: inout [UInt8]) {
    for word in [first, second] {
      for index in 0..<16 {
        // Bytes stand lowest first, and of each the high digit before the low one.
        let digit = UInt8(truncatingIfNeeded: word >> (4 * UInt64(index ^ 1))) & 0xF
        digits.append(digit < 10 ? ASCII.zero + digit : ASCII.a - 10 + digit)
      }
    }
  }
}

extension JSONWriter {
  /// Writes the digits of ``Fingerprint/description``.
  package mutating func value(_ fingerprint: Fingerprint) {
    plainValue { fingerprint.appendDigits(to: &$0) }
  }

  package mutating func member(_ name: String, _ fingerprint: Fingerprint) {
    self.name(name)
    value(fingerprint)
  }
}

/// A fingerprint in the making: `fingerprint` may be read after any number of bytes and the rest
/// appended afterwards, so that a text and its beginning cost one pass.
package struct FingerprintHasher {
  private var v0: UInt64
  private var v1: UInt64
  private var v2: UInt64
  private var v3: UInt64
  /// The bytes since the last whole word, lowest first.
  private var tail: UInt64 = 0
  private var count: UInt64 = 0

  package init(key: FingerprintKey) {
    v0 = 0x736f_6d65_7073_6575 ^ key.first
    v1 = 0x646f_7261_6e64_6f6d ^ key.second ^ 0xEE
    v2 = 0x6c79_6765_6e65_7261 ^ key.first
    v3 = 0x7465_6462_7974_6573 ^ key.second
  }

  package mutating func append(_ text: String) {
    var text = text
    text.withUTF8 { buffer in
      let bytes = ByteView(buffer)
      append(bytes, from: 0, to: bytes.count)
    }
  }

  package mutating func append(_ bytes: ArraySlice<UInt8>) {
    ByteView.withView(of: bytes) { append($0, from: 0, to: $0.count) }
  }

  mutating func append(_ bytes: ByteView, from start: Int, to end: Int) {
    var position = start
    while position < end, count & 7 != 0 {
      append(bytes[position])
      position &+= 1
    }
    while position <= end &- 8 {
      compress(bytes.word(at: position))
      count &+= 8
      position &+= 8
    }
    while position < end {
      append(bytes[position])
      position &+= 1
    }
  }

  private mutating func append(_ byte: UInt8) {
    tail |= UInt64(byte) << (8 * (count & 7))
    count &+= 1
    guard count & 7 == 0 else { return }
    compress(tail)
    tail = 0
  }

  /// Appends a number as eight bytes: what separates one field of a record from the next.
  package mutating func append(_ number: some FixedWidthInteger) {
    let word = UInt64(bitPattern: Int64(truncatingIfNeeded: number))
    let shift = 8 * (count & 7)
    count &+= 8
    compress(tail | word << shift)
    tail = shift == 0 ? 0 : word >> (64 - shift)
  }

  package var fingerprint: Fingerprint {
    var last = self
    last.compress(tail | count << 56)
    last.v2 ^= 0xEE
    for _ in 0..<4 { last.round() }
    let first = last.v0 ^ last.v1 ^ last.v2 ^ last.v3
    last.v1 ^= 0xDD
    for _ in 0..<4 { last.round() }
    return Fingerprint(first, last.v0 ^ last.v1 ^ last.v2 ^ last.v3)
  }

  private mutating func compress(_ word: UInt64) {
    v3 ^= word
    round()
    round()
    v0 ^= word
  }

  private mutating func round() {
    v0 &+= v1
    v1 = v1 << 13 | v1 >> 51
    v1 ^= v0
    v0 = v0 << 32 | v0 >> 32
    v2 &+= v3
    v3 = v3 << 16 | v3 >> 48
    v3 ^= v2
    v0 &+= v3
    v3 = v3 << 21 | v3 >> 43
    v3 ^= v0
    v2 &+= v1
    v1 = v1 << 17 | v1 >> 47
    v1 ^= v2
    v2 = v2 << 32 | v2 >> 32
  }
}
