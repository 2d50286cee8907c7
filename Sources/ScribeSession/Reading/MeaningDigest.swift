import ScribeJSON

extension Digest {
  /// A digest of what a JSON value means: order of members, white space and escapes do not matter.
  ///
  /// Each scalar counts with the path that leads to it, and the counts add up in any order. Walks
  /// without recursion; `byteCount` is that of the scalars alone.
  init(ofMeaning value: JSONValue, key: FingerprintKey) {
    var sum = MeaningSum(key: key)
    var rest = [(value: value, path: Fingerprint(of: [], key: key))]
    while let (value, path) = rest.popLast() {
      switch value.type {
      case .object:
        sum.add("{", at: path)
        for (name, value) in LastMembers(of: value).members {
          rest.append((value, sum.path(path, Array(name.text.utf8)[...])))
        }
      case .array:
        sum.add("[", at: path)
        for (place, value) in value.elements.enumerated() {
          rest.append((value, sum.path(path, Array("\(place)".utf8)[...])))
        }
      case .string: sum.add("\"", value.string?.utf8 ?? [], at: path)
      case .number, .boolean, .null: sum.add("=", value.bytes, at: path)
      }
    }
    self.init(byteCount: sum.byteCount, fingerprint: sum.fingerprint)
  }
}

/// The parts of a value, added up in any order.
private struct MeaningSum {
  let key: FingerprintKey
  private(set) var byteCount = 0
  private var first: UInt64 = 0
  private var second: UInt64 = 0

  init(key: FingerprintKey) {
    self.key = key
  }

  var fingerprint: Fingerprint { Fingerprint(first, second) }

  func path(_ parent: Fingerprint, _ step: ArraySlice<UInt8>) -> Fingerprint {
    hashed(parent, step)
  }

  mutating func add(
    _ kind: Character, _ text: ArraySlice<UInt8> = [], at path: Fingerprint
  ) {
    byteCount += text.count
    let part = hashed(path, Array(kind.utf8) + text)
    first &+= part.words.0
    second &+= part.words.1
  }

  private func hashed(_ path: Fingerprint, _ text: ArraySlice<UInt8>) -> Fingerprint {
    var hasher = FingerprintHasher(key: key)
    hasher.append(path.words.0)
    hasher.append(path.words.1)
    hasher.append(text)
    return hasher.fingerprint
  }
}
