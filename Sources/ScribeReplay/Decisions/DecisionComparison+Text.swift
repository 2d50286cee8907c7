import ScribeJSON
import ScribeSession
import ScribeStore

extension DecisionComparison {
  /// A line a finding, and what was compared; what could not be read is said elsewhere.
  package var lines: [String] {
    results.filter { $0.isFinding && !$0.isUnreadable }
      .map { "\($0.recording.printable): \($0.phrase)" } + [summary]
  }

  private var summary: String {
    let findings = findingCount.counted("finding")
    return "\(recordingCount.counted("recording")), "
      + "\(comparedPolls) polls compared: \(sameCount) as before, \(findings)"
  }

  /// One JSON object a recording, then one of all.
  package var ndjson: [[UInt8]] {
    results.map { result in
      JSONWriter.object { json in
        json.member("kind", "recording")
        json.member("recording", result.recording)
        result.writeMembers(to: &json)
      }
    } + [total]
  }

  private var total: [UInt8] {
    JSONWriter.object { json in
      json.member("kind", "comparison")
      json.member("recordings", recordingCount)
      json.member("polls", comparedPolls)
      json.member("findings", findingCount)
    }
  }

  /// A JUnit test suite with a case a recording.
  package var junit: String {
    JUnit.document(
      suite: "scribe-replay compare",
      results.map { result in
        JUnit.Case(
          name: result.recording, group: "decisions",
          outcome: result.isFinding ? .failed(result.phrase) : .passed)
      })
  }

  /// A summary in Markdown: a sentence, and a table of what differs.
  package var markdown: String {
    let findings = results.filter(\.isFinding)
    let head = "### Decisions about recorded polls\n\n\(summary).\n"
    guard !findings.isEmpty else { return head }
    let rows = findings.map { result in
      "| \(result.cells.map(Self.cell).joined(separator: " | ")) |\n"
    }
    return head + "\n| recording | poll | event | path | expected | actual |\n"
      + "|---|---|---|---|---|---|\n" + rows.joined()
  }

  /// A text that can break out of no cell, and is no markup.
  private static func cell(_ text: String) -> String {
    var cell = ""
    for scalar in text.printable.unicodeScalars {
      if "\\`*_{}[]<>()#+-.!|~&$@:".unicodeScalars.contains(scalar) { cell.append("\\") }
      cell.unicodeScalars.append(scalar)
    }
    return cell
  }
}

extension DecisionComparison.Result {
  fileprivate var isUnreadable: Bool {
    if case .isUnreadable = outcome { true } else { false }
  }

  /// What came of it, in one line.
  fileprivate var phrase: String {
    switch outcome {
    case .same(let polls): "\(polls) polls as before"
    case .differs(let divergence, let reducer, let number):
      (number.map { "#\($0), " } ?? "") + divergence.phrase(decidedBy: reducer)
    case .hasNoBaseline(let stream): "session \(stream.phrase) is not in the baseline"
    case .isMissing(let stream): "session \(stream.phrase) is in the baseline and in no recording"
    case .isUnreadable(let reason): reason
    }
  }

  /// Recording, poll, event, path, expected, actual.
  fileprivate var cells: [String] {
    switch outcome {
    case .differs(let divergence, _, _):
      [
        recording, "\(divergence.version) of \(divergence.stream.phrase)", "\(divergence.event)",
        divergence.path, divergence.stored ?? "nothing", divergence.decided ?? "nothing",
      ]
    case .same, .hasNoBaseline, .isMissing, .isUnreadable: [recording, "", "", "", "", phrase]
    }
  }

  fileprivate func writeMembers(to json: inout JSONWriter) {
    switch outcome {
    case .same(let polls):
      json.member("outcome", "same")
      json.member("polls", polls)
    case .differs(let divergence, let reducer, let number):
      json.member("outcome", "differs")
      divergence.stream.writeMembers(to: &json)
      json.member("n", ifPresent: number)
      json.member("version", divergence.version)
      json.member("event", divergence.event)
      json.member("path", divergence.path)
      json.member("expected", ifPresent: divergence.stored)
      json.member("actual", ifPresent: divergence.decided)
      json.member("expected_by", divergence.reducer)
      json.member("actual_by", reducer)
    case .hasNoBaseline(let stream):
      json.member("outcome", "no-baseline")
      stream.writeMembers(to: &json)
    case .isMissing(let stream):
      json.member("outcome", "missing")
      stream.writeMembers(to: &json)
    case .isUnreadable(let reason):
      json.member("outcome", "unreadable")
      json.member("reason", reason)
    }
  }
}
