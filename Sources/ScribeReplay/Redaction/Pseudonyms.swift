package import ScribeJSON

/// Texts in place of other people's, under a key: the same text always has the same pseudonym, and
/// without the key nobody can tell which text a pseudonym is of, nor try a guess.
///
/// A pseudonym has the type, the length in UTF-8, the script and the punctuation of its text, and
/// begins like those of the texts that this one begins like. So a transcript that grew still grows,
/// and one that was rewritten still is. That much is what pseudonyms tell: lengths, punctuation, and
/// how far two texts in one place are the same; whoever knows one of the two knows that much of the
/// other.
package struct Pseudonyms: Sendable {
  private let key: FingerprintKey

  /// Pseudonyms under a key, which is to be a secret.
  package init(key: FingerprintKey) {
    self.key = key
  }

  /// Pseudonyms under a key that is kept nowhere.
  package init() {
    var generator = SystemRandomNumberGenerator()
    self.init(key: FingerprintKey(generator.next(), generator.next()))
  }

  /// Pseudonyms that are the same each time, by which whoever tries seeds can confirm a guess.
  package init(seed: UInt64) {
    self.init(key: FingerprintKey(seed, 0))
  }

  /// Others, by the same key: where two texts happened to get one pseudonym, which is rare.
  package func others(_ attempt: Int) -> Pseudonyms {
    Pseudonyms(key: FingerprintKey(key.first, key.second &+ UInt64(attempt)))
  }

  /// The pseudonym of a text that stands there.
  ///
  /// - Parameter place: where it stands, such as the name of a member: the same text has the same
  ///   pseudonym there, and another elsewhere, so that one known text tells nothing of other places.
  package func text(_ original: String, in place: String) -> String {
    var text = PseudonymText(key: key, place: place)
    var pseudonym = ""
    for scalar in original.unicodeScalars { pseudonym.unicodeScalars.append(text.next(scalar)) }
    return pseudonym
  }

  /// The pseudonym of a JSON string that stands there: what is between its quotes, escapes as long
  /// and in the same places, so that text and spelling keep their lengths.
  ///
  /// - Parameter isPath: whether the text is a path, of which each component has a pseudonym of its
  ///   own; the extension of an audio file stays.
  func string(_ original: JSONString, in place: String, isPath: Bool = false) -> [UInt8] {
    var spelling = spelling(in: place)
    if isPath {
      let endStart = AudioFileName.extensionStart(in: original.text)
      spelling = StringSpelling(
        PseudonymText(key: key, place: place), isPath: true, before: endStart)
    }
    spelling.take(original.raw)
    return spelling.output
  }

  /// The pseudonym of a JSON string that stands there, which may be one that grew.
  func string(
    _ original: JSONString, in place: String, after grown: inout GrownTexts
  ) -> [UInt8] {
    grown.spelled(original, in: place, from: spelling(in: place))
  }

  /// The pseudonym of a text that begins there.
  private func spelling(in place: String) -> StringSpelling {
    StringSpelling(PseudonymText(key: key, place: place), isPath: false)
  }

  /// The pseudonym of a JSON number that stands there: one of as many characters, sign, point and
  /// exponent in their places.
  func number(_ token: ArraySlice<UInt8>, in place: String) -> [UInt8] {
    var text = PseudonymText(key: key, place: "\(place), a number")
    let whole = token.drop { $0 == UInt8(ascii: "-") }.prefix(while: Self.isDigit)
    return token.indices.map { index in
      guard Self.isDigit(token[index]) else {
        text.keep(Unicode.Scalar(token[index]))
        return token[index]
      }
      // A number of several digits does not begin with a zero.
      let isLeading = index == whole.startIndex && whole.count > 1
      return text.next(digit: token[index], from: isLeading ? 1 : 0)
    }
  }

  /// A few letters by which some bytes are known: for what leaves nothing else of itself.
  func tag(_ bytes: some Sequence<UInt8>) -> [UInt8] {
    var hasher = FingerprintHasher(key: key)
    hasher.append("tag")
    hasher.append(ArraySlice(bytes))
    var word = hasher.fingerprint.words.0
    return (0..<12).map { _ in
      defer { word /= 26 }
      return UInt8(ascii: "a") + UInt8(word % 26)
    }
  }

  private static func isDigit(_ byte: UInt8) -> Bool {
    (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte)
  }
}

extension Pseudonyms: CustomStringConvertible, CustomReflectable {
  package var description: String { "pseudonyms" }
  package var customMirror: Mirror { Mirror(self, children: []) }
}
