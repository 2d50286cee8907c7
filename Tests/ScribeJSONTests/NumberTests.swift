import ScribeJSON
import Testing

@Suite("A JSON number")
struct NumberTests {
  @Test(
    "is an integer where it is whole and fits",
    arguments: [
      ("0", 0), ("-0", 0), ("42", 42), ("-7", -7), ("4.0", 4), ("0.4e1", 4), ("40e-1", 4),
      ("1e3", 1000), ("9223372036854775807", .max), ("0e999999999999", 0), ("0.0", 0),
      ("4.5", nil), ("1e-1", nil), ("9223372036854775808", nil), ("1e19", nil), ("1e400", nil),
      ("1e99999999999999999999", nil), ("1e-99999999999999999999", nil),
    ] as [(String, Int?)])
  func integers(_ text: String, _ expected: Int?) throws {
    #expect(try #require(JSONNumber(text: text.utf8)).integer == expected)
  }

  @Test("is cut off, not rounded, where it is scaled")
  func scaling() throws {
    func micro(_ text: String) throws -> Int64? {
      try #require(JSONNumber(text: text.utf8)).scaled(byPowerOfTen: 6)?.value
    }
    #expect(try micro("1795351940.1234569") == 1_795_351_940_123_456)
    #expect(try micro("1.79535194e9") == 1_795_351_940_000_000)
    #expect(try micro("0.0000009") == 0)
    #expect(try micro("12.5e-1") == 1_250_000)
    #expect(try micro("9e18") == nil)
    // Of nineteen digits some fit, be the last ones written or not.
    #expect(try micro("9e12") == 9_000_000_000_000_000_000)
    #expect(try micro("93e11") == nil && micro("9300000000000") == nil)
  }

  @Test("of ten megabytes is read in one go")
  func hugeNumbers() throws {
    let digits = [UInt8](repeating: UInt8(ascii: "9"), count: 10_000_000)
    #expect(try #require(JSONNumber(text: digits)).integer == nil)
    let small = "0." + String(repeating: "0", count: 10_000_000) + "1"
    #expect(try #require(JSONNumber(text: small.utf8)).scaled(byPowerOfTen: 6)?.value == 0)
  }

  @Test(
    "is nothing but its own text", arguments: ["", " 1", "1 ", "01", "1.", "0x1", "\"1\"", "[1]"])
  func rejects(_ text: String) {
    #expect(JSONNumber(text: text.utf8) == nil)
  }
}
