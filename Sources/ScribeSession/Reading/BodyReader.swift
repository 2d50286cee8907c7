import ScribeJSON

/// Reads bodies one after the other, each beside the one before.
///
/// The report is that of a full read on every input. What both bodies share is compared, at the
/// speed of memory; the rest is checked.
package struct BodyReader: Sendable {
  /// The last body that could be read.
  private var last: ReadBody?
  /// What the last body was beside the one before it.
  private var comparison = Comparison.none
  /// How many bytes of the last body were checked: not those known from the body before.
  package private(set) var checkedCount = 0

  private enum Comparison: Sendable {
    case none, unchanged
    case changed(BodyChanges)
  }

  package init() {}

  /// What became of the members of the last body since the one before it; nil where there was none
  /// to compare with.
  ///
  /// Made when it is asked for where nothing changed.
  package var changes: BodyChanges? {
    switch comparison {
    case .none: nil
    case .unchanged: last.map { BodyChanges(unchanged: $0.layout) }
    case .changed(let changes): changes
    }
  }

  /// How many bytes of memory the body takes that is held.
  package var heldByteCount: Int { last?.bytes.count ?? 0 }

  /// Reads the body of an answer.
  package mutating func read(_ answer: Poll.Answer) throws(UnreadableBody) -> Report {
    guard let body = answer.body else { throw UnreadableBody(.notRecorded, at: 0) }
    comparison = .none
    checkedCount = body.count
    guard let last else { return keep(try Report(answer).body) }
    let equalPrefix = ByteSearch.equalPrefix(
      body, body.indices, last.bytes, last.bytes.indices)
    if equalPrefix == body.count, equalPrefix == last.bytes.count {
      checkedCount = 0
      comparison = .unchanged
      if last.http == answer.status { return Report(body: last) }
      return keep(ReadBody(last.bytes, layout: last.layout, http: answer.status))
    }
    let scan = try BodyScan(body, after: last, equalPrefix: equalPrefix)
    comparison = .changed(scan.changes)
    checkedCount = scan.checkedCount
    return keep(ReadBody(body, layout: scan.layout, http: answer.status))
  }

  private mutating func keep(_ body: ReadBody) -> Report {
    last = body
    return Report(body: body)
  }
}
