/// Bytes in place, read without bounds checks: what the speed of the module rests on, with
/// ``Bytes16``.
///
/// The other unsafe code: ``Bytes16`` casts bits and stores blocks; `ByteView+Unescaping` writes
/// decoded text into memory that ``JSONString`` or ``TextReading`` has taken for it; ``TextHasher``
/// reads a table of numbers, and `ByteView+Values` the letters of a literal.
///
/// Invariants, which debug builds assert and the fuzzers hold under the address sanitizer: a view
/// lives only inside the closure of ``withView(of:_:)``, and whoever reads `width` bytes at a
/// position has seen to it that `0 <= position <= count - width`. Checked reads make "decode a 1 KB
/// English body" an eighth slower.
struct ByteView {
  private let base: UnsafeRawPointer
  let count: Int

  /// Lends the bytes of an array to a closure.
  static func withView<Result, Failure: Error>(
    of bytes: [UInt8], _ body: (ByteView) throws(Failure) -> Result
  ) throws(Failure) -> Result {
    try bytes.withUnsafeBufferPointer { buffer throws(Failure) in try body(ByteView(buffer)) }
  }

  /// Lends the bytes of a slice, counted from 0, to a closure.
  static func withView<Result, Failure: Error>(
    of bytes: ArraySlice<UInt8>, _ body: (ByteView) throws(Failure) -> Result
  ) throws(Failure) -> Result {
    try bytes.withUnsafeBufferPointer { buffer throws(Failure) in try body(ByteView(buffer)) }
  }

  init(_ buffer: UnsafeBufferPointer<UInt8>) {
    self.init(UnsafeRawBufferPointer(buffer))
  }

  init(_ buffer: UnsafeRawBufferPointer) {
    // Where there are no bytes, any address will do: nothing is read there.
    base = buffer.baseAddress ?? UnsafeRawPointer(("" as StaticString).utf8Start)
    count = buffer.count
  }

  /// The byte at a position.
  @inline(__always)
  subscript(_ position: Int) -> UInt8 {
    assert(position >= 0 && position < count)
    return base.load(fromByteOffset: position, as: UInt8.self)
  }

  /// Eight bytes from a position on, the first one lowest.
  @inline(__always)
  func word(at position: Int) -> UInt64 {
    assert(position >= 0 && position <= count - 8)
    return UInt64(littleEndian: base.loadUnaligned(fromByteOffset: position, as: UInt64.self))
  }

  /// Sixteen bytes from a position on.
  @inline(__always)
  func block(at position: Int) -> Bytes16 {
    assert(position >= 0 && position <= count - 16)
    return Bytes16(base.loadUnaligned(fromByteOffset: position, as: SIMD16<UInt8>.self))
  }

  /// Whether both views are of the same memory.
  func isSamePlace(as other: ByteView) -> Bool { base == other.base }

  func hash(into hasher: inout Hasher) {
    hasher.combine(bytes: UnsafeRawBufferPointer(start: base, count: count))
  }

  /// A part of the view, counted from 0.
  func part(_ range: Range<Int>) -> ByteView {
    assert(range.lowerBound >= 0 && range.upperBound <= count)
    return ByteView(base: base + range.lowerBound, count: range.count)
  }

  /// The first bytes of the view.
  func prefix(_ length: Int) -> ByteView {
    assert(length >= 0 && length <= count)
    return ByteView(base: base, count: length)
  }

  private init(base: UnsafeRawPointer, count: Int) {
    self.base = base
    self.count = count
  }
}
