import ScribeSession

extension RecordingDifference {
  /// What differs, for people; a line that nothing does otherwise.
  package func lines(_ options: TextOptions) -> [String] {
    let head = ["- \(old.address.text)", "+ \(new.address.text)"]
    if isEmpty { return head + ["", "no difference"] }
    return head
      + streams.filter { !$0.isEmpty }.flatMap { [""] + $0.lines(options) }
      + (missing.isEmpty && added.isEmpty ? [] : [""])
      + missing.map { "- only there: \($0.phrase)" }
      + added.map { "+ only there: \($0.phrase)" }
  }
}

extension StreamDifference {
  fileprivate func lines(_ options: TextOptions) -> [String] {
    let changes = state.compactMap(\.cells).map { ["  \($0.path.printable)", $0.change.printable] }
    return [Emphasis.strong.applied(to: title, options)]
      + (state.isEmpty ? [] : ["state"] + TextTable(changes).lines)
      + (events.isEmpty ? [] : ["events"] + events.map(\.line))
      + (transcript?.lines("transcript", options) ?? [])
      + documents.flatMap { $0.difference.lines("document \($0.label)", options) }
  }
}

extension StateListing.Change {
  /// The path and what became of it; nil for a fingerprint where the length says it already.
  fileprivate var cells: (path: String, change: String)? {
    guard path.hasSuffix(Self.fingerprint) else {
      return (path, "\(before ?? "–") → \(after ?? "–")")
    }
    guard isSameLength else { return nil }
    return (String(path.dropLast(Self.fingerprint.count)), "other content, as long as before")
  }

  private static let fingerprint = ".fingerprint"
}

extension EventDifference {
  fileprivate var line: String {
    switch self {
    case .removed(let event): "  - #\(event.poll) \(event.phrase)"
    case .added(let event): "  + #\(event.poll) \(event.phrase)"
    case .changed(let old, let new):
      "  ~ #\(old.poll) → #\(new.poll) \(new.event.name): "
        + Self.phrase(new.listing.changes(since: old.listing))
    }
  }

  private static func phrase(_ changes: [StateListing.Change]) -> String {
    let told = changes.filter { !$0.path.hasSuffix("fingerprint") }
    guard !told.isEmpty else { return "other content, as long as before" }
    return told.map { "\($0.path) \($0.before ?? "–") → \($0.after ?? "–")".printable }
      .joined(separator: ", ")
  }
}

extension RecordedEvent {
  /// The event and its members but for fingerprints, which tell people nothing.
  fileprivate var phrase: String {
    let members = listing.entries.filter { $0.path != "type" && !$0.path.hasSuffix("fingerprint") }
      .map { "\($0.path) \($0.value)" }
    return (members.isEmpty ? event.name : "\(event.name): \(members.joined(separator: ", "))")
      .printable
  }
}

extension TextDifference {
  /// The ranges that differ and how much of either; the lines themselves for those who asked for
  /// patient data.
  fileprivate func lines(_ title: String, _ options: TextOptions) -> [String] {
    let removed = hunks.reduce(0) { $0 + $1.oldLines.count }
    let added = hunks.reduce(0) { $0 + $1.newLines.count }
    let bytes = "\(old.bytes.count) → \(new.bytes.count) bytes"
    let count = "\(old.ranges.count) → \(new.ranges.count) lines: -\(removed) +\(added)"
    return ["\(title), \(bytes), \(count)"] + hunks.flatMap { lines($0, options) }
  }

  private func lines(_ hunk: Hunk, _ options: TextOptions) -> [String] {
    let lines = "lines \(Self.text(hunk.oldLines)) → \(Self.text(hunk.newLines))"
    let bytes = [hunk.oldBytes, hunk.newBytes].map { "\($0.lowerBound)..<\($0.upperBound)" }
    return ["  \(lines), bytes \(bytes[0]) → \(bytes[1])"]
      + (options.showsPatientData ? texts(hunk, options) : [])
  }

  private func texts(_ hunk: Hunk, _ options: TextOptions) -> [String] {
    old.texts(of: hunk.oldLines).map {
      Emphasis.bad.applied(to: "  - \($0.printable)", options)
    }
      + new.texts(of: hunk.newLines).map {
        Emphasis.good.applied(to: "  + \($0.printable)", options)
      }
  }

  /// Lines from 1, as editors count them; of none the line before which they would stand.
  private static func text(_ lines: Range<Int>) -> String {
    switch lines.count {
    case 0: "none before \(lines.lowerBound + 1)"
    case 1: "\(lines.lowerBound + 1)"
    default: "\(lines.lowerBound + 1)–\(lines.upperBound)"
    }
  }
}
