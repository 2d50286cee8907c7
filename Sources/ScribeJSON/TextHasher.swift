/// The fingerprint of a text in the making, at the speed of memory: block by block, so that it can be
/// told at any length and the rest appended afterwards.
///
/// A text of less than a block is fingerprinted by SipHash alone. Of a longer one, SipHash takes 32
/// bytes for each whole block of 1024, then the bytes left over and the length. The 32 bytes are two
/// sums of products under fixed numbers (NH as in UMAC, RFC 4418, with 64-bit words; the second is
/// the first with the numbers shifted by two): two blocks that are given without regard to these
/// numbers share them with a chance near 2⁻¹²⁸. They are no secret and hide nothing; the keyed
/// SipHash around them does. Nobody is stopped from building two long texts that share a fingerprint
/// on purpose.
struct TextHasher: Sendable {
  static let blockSize = 1024

  private var hasher: FingerprintHasher
  /// How many bytes were taken, all in whole blocks.
  private(set) var count = 0

  init(key: FingerprintKey) {
    hasher = FingerprintHasher(key: key)
  }

  /// Takes as many whole blocks as there are from a position on, and returns where they end.
  mutating func appendBlocks(of bytes: ByteView, from start: Int) -> Int {
    guard bytes.count &- start >= Self.blockSize else { return start }
    var position = start
    Self.numbers.withUnsafeBufferPointer { numbers in
      while position <= bytes.count &- Self.blockSize {
        appendBlock(bytes, at: position, numbers)
        position &+= Self.blockSize
      }
    }
    return position
  }

  @inline(__always)
  private mutating func appendBlock(
    _ bytes: ByteView, at start: Int, _ numbers: UnsafeBufferPointer<UInt64>
  ) {
    var first = WideSum()
    var second = WideSum()
    for place in stride(from: 0, to: Self.blockSize / 8, by: 2) {
      let left = bytes.word(at: start &+ place &* 8)
      let right = bytes.word(at: start &+ place &* 8 &+ 8)
      first.add(left &+ numbers[place], times: right &+ numbers[place &+ 1])
      second.add(left &+ numbers[place &+ 2], times: right &+ numbers[place &+ 3])
    }
    hasher.append(first.low)
    hasher.append(first.high)
    hasher.append(second.low)
    hasher.append(second.high)
    count &+= Self.blockSize
  }

  /// The fingerprint of what was taken and the bytes after it, less than a block.
  func fingerprint(endingWith bytes: ByteView, from start: Int, to end: Int) -> Fingerprint {
    var last = hasher
    last.append(bytes, from: start, to: end)
    if count > 0 { last.append(count &+ end &- start) }
    return last.fingerprint
  }

  /// A block's words and two more, from SplitMix64 with the seed 0.
  private static let numbers: [UInt64] = (1...(blockSize / 8 + 2)).map { place in
    var mixed = UInt64(place) &* 0x9E37_79B9_7F4A_7C15
    mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
    mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
    return mixed ^ (mixed >> 31)
  }
}

/// A sum of products, modulo 2¹²⁸.
private struct WideSum {
  private(set) var low: UInt64 = 0
  private(set) var high: UInt64 = 0

  @inline(__always)
  mutating func add(_ factor: UInt64, times other: UInt64) {
    let product = factor.multipliedFullWidth(by: other)
    let (sum, carry) = low.addingReportingOverflow(product.low)
    low = sum
    high = high &+ product.high &+ (carry ? 1 : 0)
  }
}
