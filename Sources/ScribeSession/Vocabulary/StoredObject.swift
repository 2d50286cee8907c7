import ScribeJSON

/// One object of the written form, read member by member: what `write` wrote is read back exactly.
///
/// Total: a member that is not what it was written as is absent.
struct StoredObject {
  /// Walked over once; of a name that stands twice the last one counts.
  private let members: [JSONMembers.Member]

  init?(_ value: JSONValue?) {
    guard let value, value.type == .object else { return nil }
    members = Array(value.members)
  }

  private func value(_ name: String) -> JSONValue? {
    members.last { $0.name == name }?.value
  }

  /// The texts that JSON can hold are held exactly.
  func text(_ name: String) -> String? { value(name)?.string?.text }
  func word(_ name: String) -> ExactText? { text(name).map { ExactText($0) } }
  func integer(_ name: String) -> Int? { value(name)?.number?.integer }
  /// A number of things that were counted one by one or have a length, so far from overflowing.
  func count(_ name: String) -> Int? {
    integer(name).flatMap { (0...1 << 53).contains($0) ? $0 : nil }
  }

  func boolean(_ name: String) -> Bool? { value(name)?.boolean }
  func object(_ name: String) -> StoredObject? { StoredObject(value(name)) }

  func list(_ name: String) -> [JSONValue]? {
    guard let list = value(name), list.type == .array else { return nil }
    return Array(list.elements)
  }

  func instant(_ name: String) -> Instant? {
    text(name).flatMap { text in
      Int64(text).map { Instant(microsecondsSinceEpoch: $0) } ?? Instant(rfc3339: text)
    }
  }

  func fingerprint(_ name: String) -> Fingerprint? {
    text(name).flatMap { Fingerprint(hexadecimal: $0) }
  }

  /// A wait, written in seconds.
  func duration(_ name: String) -> Duration? {
    guard let scaled = value(name)?.number?.scaled(byPowerOfTen: 6) else { return nil }
    return .microseconds(scaled.value)
  }

  /// One of our own words.
  func named<Value: StoredWord>(_ name: String) -> Value? { text(name).flatMap { Value(name: $0) } }
}

extension JSONWriter {
  /// Writes an instant as text where its year has four digits, else as the number of
  /// microseconds since the epoch.
  mutating func member(_ name: String, _ instant: Instant) {
    guard instant.hasFourDigitYear else {
      member(name, "\(instant.microsecondsSinceEpoch)")
      return
    }
    self.name(name)
    plainValue { instant.appendDescription(to: &$0) }
  }

  mutating func member(_ name: String, ifPresent instant: Instant?) {
    if let instant { member(name, instant) }
  }
}
