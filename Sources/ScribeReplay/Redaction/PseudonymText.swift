import ScribeJSON

/// One text's pseudonym in the making, character by character.
///
/// Each is replaced by one that depends on the key and on all of the text up to it, itself included:
/// after the same beginning, by a permutation of its kind, so that different texts stay different.
/// Small and capital letters share their pseudonyms, so two texts may come to be one, with a small
/// chance and never by a capital alone.
struct PseudonymText {
  /// The text so far.
  private var hasher: FingerprintHasher
  private var blocks = ScalarBlocks()
  /// Room for a permutation.
  private var order: [UInt8] = []

  /// A pseudonym that begins, of a text that stands there.
  init(key: FingerprintKey, place: String) {
    hasher = FingerprintHasher(key: key)
    hasher.append(place.utf8.count)
    hasher.append(place)
  }

  /// Takes a character that stays.
  mutating func keep(_ scalar: Unicode.Scalar) { hasher.append(scalar.value) }

  /// Takes a character and gives the one in its place.
  mutating func next(_ scalar: Unicode.Scalar) -> Unicode.Scalar {
    switch scalar {
    case "a"..."z": return letter(scalar, after: "a", shift: 0)
    case "A"..."Z": return letter(scalar, after: "A", shift: 13)
    case "0"..."9": return Unicode.Scalar(next(digit: UInt8(scalar.value), from: 0))
    default:
      guard let block = blocks.replacements(for: scalar) else {
        keep(scalar)
        return scalar
      }
      let place = block.firstIndex(of: scalar) ?? Int(scalar.value) % block.count
      return block[permuted(place, of: block.count, scalar)]
    }
  }

  /// Takes a digit and gives the one in its place, which is as high as another at least.
  mutating func next(digit: UInt8, from least: UInt8) -> UInt8 {
    let first = UInt8(ascii: "0") + least
    let place = permuted(Int(digit - first), of: 10 - Int(least), Unicode.Scalar(digit))
    return first + UInt8(place)
  }

  private mutating func letter(
    _ scalar: Unicode.Scalar, after first: Unicode.Scalar, shift: Int
  ) -> Unicode.Scalar {
    let place = (Int(scalar.value - first.value) + shift) % 26
    return Unicode.Scalar(UInt8(ascii: "a") + UInt8(permuted(place, of: 26, scalar)))
  }

  /// Where a place goes in the permutation that the text so far leads to.
  private mutating func permuted(_ place: Int, of count: Int, _ scalar: Unicode.Scalar) -> Int {
    let (first, second) = hasher.fingerprint.words
    keep(scalar)
    order.removeAll(keepingCapacity: true)
    order.append(contentsOf: 0..<UInt8(count))
    // Fisher and Yates, by the numbers of SplitMix64, until what comes to this place is known.
    var state = first
    var last = count - 1
    while last >= place, last > 0 {
      state &+= 0x9E37_79B9_7F4A_7C15
      var mixed = state ^ second
      mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
      mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
      order.swapAt(last, Int((mixed ^ (mixed >> 31)) % UInt64(last + 1)))
      last -= 1
    }
    return Int(order[place])
  }
}
