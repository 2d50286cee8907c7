/// Numbers that follow from a seed alone, the same on every machine and in every version of Swift.
///
/// SplitMix64 (Steele, Lea and Flood, 2014). The standard library's `random(in:using:)` is passed
/// over because its algorithm is not promised to stay.
package struct SplitMix64: RandomNumberGenerator {
  private var state: UInt64

  package init(seed: UInt64) {
    state = seed
  }

  package mutating func next() -> UInt64 {
    state &+= 0x9e37_79b9_7f4a_7c15
    var word = state
    word = (word ^ (word >> 30)) &* 0xbf58_476d_1ce4_e5b9
    word = (word ^ (word >> 27)) &* 0x94d0_49bb_1331_11eb
    return word ^ (word >> 31)
  }

  /// A number from 0 to below `bound`.
  package mutating func number(below bound: Int) -> Int {
    Int(next().multipliedFullWidth(by: UInt64(bound)).high)
  }

  /// Whether one of so many chances came up.
  package mutating func isOne(in chances: Int) -> Bool { number(below: chances) == 0 }

  package mutating func element<Element>(of list: [Element]) -> Element {
    list[number(below: list.count)]
  }

  /// That many characters of an alphabet.
  package mutating func word(_ count: Int, of alphabet: [Character]) -> String {
    String((0..<count).map { _ in element(of: alphabet) })
  }
}
