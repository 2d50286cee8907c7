/// Sixteen bytes that are compared at once.
///
/// A comparison gives a mask: 0xFF where it holds, 0 elsewhere. Each is one or two instructions of
/// any 64-bit processor, because the vector type is named outright: left to inference, comparisons
/// fall back to a loop over lanes that is a hundred times slower.
struct Bytes16 {
  typealias Lanes = SIMD16<UInt8>

  private let lanes: Lanes

  @inline(__always)
  init(_ lanes: Lanes) { self.lanes = lanes }

  @inline(__always)
  init(repeating byte: UInt8) { lanes = Lanes(repeating: byte) }

  @inline(__always)
  static func == (left: Bytes16, right: Bytes16) -> Bytes16 {
    Bytes16(unsafeBitCast(left.lanes .== right.lanes, to: Lanes.self))
  }

  @inline(__always)
  static func >= (left: Bytes16, right: Bytes16) -> Bytes16 {
    Bytes16(unsafeBitCast(left.lanes .>= right.lanes, to: Lanes.self))
  }

  @inline(__always)
  static func <= (left: Bytes16, right: Bytes16) -> Bytes16 {
    Bytes16(unsafeBitCast(left.lanes .<= right.lanes, to: Lanes.self))
  }

  /// Which bytes are below others when 0x80 and above count as negative.
  @inline(__always)
  func isBelowSigned(_ other: Bytes16) -> Bytes16 {
    let mask =
      unsafeBitCast(lanes, to: SIMD16<Int8>.self)
      .< unsafeBitCast(other.lanes, to: SIMD16<Int8>.self)
    return Bytes16(unsafeBitCast(mask, to: Lanes.self))
  }

  @inline(__always)
  static func | (left: Bytes16, right: Bytes16) -> Bytes16 { Bytes16(left.lanes | right.lanes) }

  @inline(__always)
  static func & (left: Bytes16, right: Bytes16) -> Bytes16 { Bytes16(left.lanes & right.lanes) }

  @inline(__always)
  static func ^ (left: Bytes16, right: Bytes16) -> Bytes16 { Bytes16(left.lanes ^ right.lanes) }

  @inline(__always)
  static prefix func ~ (bytes: Bytes16) -> Bytes16 { Bytes16(~bytes.lanes) }

  /// Whether any bit is set.
  @inline(__always)
  var isAnySet: Bool {
    let words = unsafeBitCast(lanes, to: SIMD2<UInt64>.self)
    return (words[0] | words[1]) != 0
  }

  /// The place of the first byte that is not 0; 16 where there is none.
  @inline(__always)
  var firstNonZero: Int {
    let words = unsafeBitCast(lanes, to: SIMD2<UInt64>.self)
    let low = words[0].littleEndian
    return low != 0
      ? low.trailingZeroBitCount &>> 3
      : 8 &+ words[1].littleEndian.trailingZeroBitCount &>> 3
  }

  @inline(__always)
  func store(to buffer: UnsafeMutableRawBufferPointer, at offset: Int) {
    assert(offset >= 0 && offset <= buffer.count - 16)
    buffer.storeBytes(of: lanes, toByteOffset: offset, as: Lanes.self)
  }
}
