import ScribeJSON

extension ContentDigest {
  /// A digest of what a JSON value means: order of members, white space and escapes do not matter.
  ///
  /// Each scalar counts with the path that leads to it, and the counts add up in any order. One
  /// pass, however deep the value is nested; `byteCount` is that of the scalars alone.
  init(ofMeaning value: JSONValue, key: FingerprintKey) {
    var walk = MeaningWalk(key: key)
    for token in JSONTokens(value) { walk.take(token) }
    self.init(byteCount: walk.sum.byteCount, fingerprint: walk.sum.fingerprint)
  }
}

/// The counts of the scalars of a value, added up.
private struct MeaningSum {
  private(set) var byteCount = 0
  private var first: UInt64 = 0
  private var second: UInt64 = 0

  var fingerprint: Fingerprint { Fingerprint(first, second) }

  mutating func add(_ part: Fingerprint, byteCount: Int = 0) {
    first &+= part.words.0
    second &+= part.words.1
    self.byteCount += byteCount
  }

  mutating func add(_ other: MeaningSum) { add(other.fingerprint, byteCount: other.byteCount) }
}

/// A walk that keeps one level for each object and array around it.
private struct MeaningWalk {
  private struct Level {
    let path: Fingerprint
    var sum = MeaningSum()
    /// The members of an object, of one name the last; nil for an array.
    var members: [ExactText: MeaningSum]?
    /// The name of the member that comes next, or the place of the element.
    var step = ""
    var place = 0
  }

  let key: FingerprintKey
  private var levels: [Level] = []
  /// The whole, once the walk is over.
  private(set) var sum = MeaningSum()

  init(key: FingerprintKey) {
    self.key = key
  }

  mutating func take(_ token: JSONToken) {
    switch token {
    case .beginObject: begin("{", members: [:])
    case .beginArray: begin("[", members: nil)
    case .end:
      guard var level = levels.popLast() else { return }
      for member in level.members?.values ?? [:].values { level.sum.add(member) }
      finish(level.sum)
    case .name(let name): levels[levels.count - 1].step = name.text
    case .scalar(let value):
      let text = value.string?.utf8 ?? value.bytes
      var scalar = MeaningSum()
      let kind = value.type == .string ? "\"" : "="
      scalar.add(hashed(path, kind, text), byteCount: text.count)
      finish(scalar)
    }
  }

  private mutating func begin(_ kind: String, members: [ExactText: MeaningSum]?) {
    var level = Level(path: path, members: members)
    level.sum.add(hashed(level.path, kind))
    levels.append(level)
  }

  /// Hands a finished value to what it stands in.
  private mutating func finish(_ value: MeaningSum) {
    guard let inner = levels.indices.last else {
      sum = value
      return
    }
    if levels[inner].members == nil {
      levels[inner].sum.add(value)
      levels[inner].place += 1
    } else {
      let name = ExactText(levels[inner].step)
      levels[inner].members?[name] = value
    }
  }

  /// The path to the value that comes next.
  private var path: Fingerprint {
    guard let level = levels.last else { return hashed(Fingerprint(0, 0), "") }
    return hashed(level.path, level.members == nil ? "\(level.place)" : level.step)
  }

  private func hashed(
    _ path: Fingerprint, _ kind: String, _ text: ArraySlice<UInt8> = []
  ) -> Fingerprint {
    var hasher = FingerprintHasher(key: key)
    hasher.append(path.words.0)
    hasher.append(path.words.1)
    hasher.append(kind)
    hasher.append(text)
    return hasher.fingerprint
  }
}
