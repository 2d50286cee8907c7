/// The fields of `2026-06-06T14:21:08`, the form in which nearly every instant is sent, read as three
/// words: for the benchmark "decode a 1 KB English body", of which dates byte by byte are a tenth.
package enum DateTimeDigits {
  /// The fields, unchecked but for being digits; nil where the bytes there have another form.
  package static func read(
    in bytes: [UInt8], from start: Int, to end: Int
  ) -> (year: Int, month: Int, day: Int, hour: Int, minute: Int, second: Int)? {
    guard start >= 0, end <= bytes.count, end &- start >= 19 else { return nil }
    return ByteView.withView(of: bytes) { view in
      let date = view.word(at: start)
      let dayAndHour = view.word(at: start &+ 8)
      let time = view.word(at: start &+ 11)
      // `____-__-`, `__T_____` and `__:__:__`.
      guard date & 0xFF00_00FF_0000_0000 == 0x2D00_002D_0000_0000,
        dayAndHour & 0xFF_0000 == 0x54_0000, time & 0x0000_FF00_00FF_0000 == 0x0000_3A00_003A_0000,
        areDigits(date, 0x00FF_FF00_FFFF_FFFF), areDigits(dayAndHour, 0xFFFF),
        areDigits(time, 0xFFFF_00FF_FF00_FFFF)
      else { return nil }
      return (
        year: pair(date, 0) &* 100 &+ pair(date, 2), month: pair(date, 5),
        day: pair(dayAndHour, 0), hour: pair(time, 0), minute: pair(time, 3),
        second: pair(time, 6)
      )
    }
  }

  /// Whether the bytes of a word that a mask names are decimal digits.
  @inline(__always)
  private static func areDigits(_ word: UInt64, _ mask: UInt64) -> Bool {
    let digits = (word ^ 0x3030_3030_3030_3030) & mask
    return (digits &+ 0x7676_7676_7676_7676 | digits) & 0x8080_8080_8080_8080 & mask == 0
  }

  /// The value of two digits of a word, the first at a byte.
  @inline(__always)
  private static func pair(_ word: UInt64, _ byte: UInt64) -> Int {
    let digits = word >> (8 &* byte)
    return Int(digits & 0xF) &* 10 &+ Int(digits >> 8 & 0xF)
  }
}
