import ScribeJSON
import ScribeSession

/// Events as canonical JSON with numbers in the place of fingerprints, in the order in which these
/// appear first: under different keys the same texts have different fingerprints, and are the same
/// where they were.
struct FingerprintNumbers {
  private var numbers: [String: Int] = [:]

  /// The event, whose fingerprints are numbered on from those of the events before it.
  mutating func numbered(_ event: [UInt8]) -> [UInt8] {
    CanonicalJSON.bytes(event) { name, text in
      if ["fingerprint", "identity"].contains(name) { return number(of: text) }
      let word = ExactText(text).shown
      guard word.hasPrefix("string("), text.hasPrefix("\(word):") else { return text }
      return "\(word):\(number(of: text))"
    }
  }

  private mutating func number(of fingerprint: String) -> String {
    let number = numbers[fingerprint] ?? numbers.count + 1
    numbers[fingerprint] = number
    return "#\(number)"
  }
}
