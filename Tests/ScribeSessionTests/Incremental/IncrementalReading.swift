import ScribeJSON

@testable import ScribeSession

/// Bodies read one after the other, each beside the one before, held against reading each by
/// itself: what tests and fuzzers of such reading share.
struct IncrementalReading {
  private(set) var reader = BodyReader()
  /// The last body that could be read.
  private var last: ReadBody?

  /// Reads the next body both ways and tells where the two differ.
  mutating func mismatch(_ answer: Poll.Answer) -> String? {
    let expected = Result { () throws(UnreadableBody) in try Report(answer) }
    let actual = Result { () throws(UnreadableBody) in try reader.read(answer) }
    switch (expected, actual) {
    case (.failure(let expected), .failure(let actual)):
      guard actual.reason == expected.reason, actual.offset == expected.offset else {
        return "\(actual) instead of \(expected)"
      }
      return reader.changes == nil ? nil : "changes of a body that could not be read"
    case (.failure(let error), .success): return "read in spite of \(error)"
    case (.success, .failure(let error)): return "not read: \(error)"
    case (.success(let expected), .success(let actual)):
      return mismatch(actual.body, expected.body)
    }
  }

  private mutating func mismatch(_ actual: ReadBody, _ expected: ReadBody) -> String? {
    defer { last = actual }
    if actual.bytes != expected.bytes { return "other bytes" }
    if actual.http != expected.http { return "HTTP \(actual.http)" }
    if actual.layout != expected.layout { return "another layout" }
    if actual.templatesForm != expected.templatesForm { return "another form of templates" }
    if !actual.sameEntries(as: expected) { return "other entries count" }
    if actual.findings.all != expected.findings.all { return "other findings" }
    for member in Member.allCases where actual.site(member) != expected.site(member) {
      return "another \(member)"
    }
    if !(0...actual.bytes.count).contains(reader.checkedCount) {
      return "\(reader.checkedCount) bytes checked"
    }
    guard let last, let changes = reader.changes else {
      return (last == nil) == (reader.changes == nil) ? nil : "changes are missing"
    }
    return changes.mismatch(from: last, to: actual)
  }
}

extension ReadingFindings {
  fileprivate var all: [[Anomaly]] { [duplicateKeys, typeDrifts, unknownFields, missingFields] }
}

// MARK: - Changes

extension BodyChanges {
  /// What is not so of these changes between two bodies.
  fileprivate func mismatch(from before: ReadBody, to body: ReadBody) -> String? {
    let ranges = body.layout.members.map(\.site.range)
    if members.map(\.range) != ranges { return "changes of other members" }
    if entries.map(\.range) != body.layout.entries.map(\.site.range) {
      return "changes of other entries"
    }
    for change in members + entries {
      if let fault = change.fault(from: before, to: body) { return fault }
    }
    let known = before.layout.members.map(\.site.range)
    let compared = members.compactMap(\.before)
    if !Set(compared).isSubset(of: known) { return "compared with what is no member" }
    let knownEntries = before.layout.entries.map(\.site.range)
    if !Set(entries.compactMap(\.before)).isSubset(of: knownEntries) {
      return "compared with what is no entry"
    }
    let places = body.layout.members.compactMap(\.place)
    if Set(compared).count < compared.count, Set(places).count == places.count {
      return "two members compared with one"
    }
    return nil
  }
}

extension BodyChanges.Change {
  fileprivate func fault(from before: ReadBody, to body: ReadBody) -> String? {
    let new = body.bytes[range]
    guard let known = self.before.map({ before.bytes[$0] }) else {
      return change == .replaced ? nil : "\(change) without a value before"
    }
    switch change {
    case .same: return new.elementsEqual(known) ? nil : "the same, with other bytes"
    case .extended:
      let isExtended =
        known.first == UInt8(ascii: "\"") && new.count > known.count
        && new.starts(with: known.dropLast())
      return isExtended ? nil : "extended, and does not begin with what was before"
    case .replaced: return nil
    }
  }
}

extension JSONSite {
  fileprivate var range: Range<Int> { start..<end }
}
