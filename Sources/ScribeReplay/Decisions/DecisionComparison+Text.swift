import ScribeJSON
import ScribeSession
import ScribeStore

extension DecisionComparison {
  /// A line a finding, and what was compared.
  package var lines: [String] {
    results.filter(\.isFinding).map { "\($0.recording.printable): \($0.phrase)" } + [summary]
  }

  private var summary: String {
    let count = results.count
    return "\(count) recording\(count == 1 ? "" : "s"), \(comparedPolls) polls compared: "
      + "\(count - findingCount) as before, \(findingCount) not"
  }

  /// One JSON object a recording, then one of all.
  package var ndjson: [[UInt8]] {
    results.map { result in
      var json = JSONWriter()
      json.beginObject()
      json.member("kind", "recording")
      json.member("recording", result.recording)
      result.writeMembers(to: &json)
      json.endObject()
      return json.bytes
    } + [total]
  }

  private var total: [UInt8] {
    var json = JSONWriter()
    json.beginObject()
    json.member("kind", "comparison")
    json.member("recordings", results.count)
    json.member("polls", comparedPolls)
    json.member("findings", findingCount)
    json.endObject()
    return json.bytes
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
    for character in text.printable {
      if "\\`*_{}[]<>()#+-.!|~&$@:".contains(character) { cell.append("\\") }
      cell.append(character)
    }
    return cell
  }
}

extension DecisionComparison.Result {
  /// What came of it, in one line.
  fileprivate var phrase: String {
    switch outcome {
    case .same(let polls): "\(polls) polls as before"
    case .differs(let divergence, let number):
      (number.map { "#\($0), " } ?? "") + divergence.phrase
    case .hasNoBaseline(let session): "session \(session) is not in the baseline"
    case .isMissing(let session): "session \(session) is in the baseline and in no recording"
    case .isUnreadable(let reason): reason
    }
  }

  /// Recording, poll, event, path, expected, actual.
  fileprivate var cells: [String] {
    switch outcome {
    case .differs(let divergence, _):
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
    case .differs(let divergence, let number):
      json.member("outcome", "differs")
      divergence.stream.writeMembers(to: &json)
      json.member("n", ifPresent: number)
      json.member("poll", divergence.version)
      json.member("event", divergence.event)
      json.member("path", divergence.path)
      json.member("expected", ifPresent: divergence.stored)
      json.member("actual", ifPresent: divergence.decided)
      json.member("reducer", divergence.reducer)
    case .hasNoBaseline(let session):
      json.member("outcome", "no-baseline")
      json.member("session", session.description)
    case .isMissing(let session):
      json.member("outcome", "missing")
      json.member("session", session.description)
    case .isUnreadable(let reason):
      json.member("outcome", "unreadable")
      json.member("reason", reason)
    }
  }
}

extension Divergence {
  /// The poll, the event and what was and is decided, in one line.
  var phrase: String {
    "session \(stream.phrase), poll \(version), event \(event), \(path.printable): "
      + "\(reducer.printable) decided \(stored?.printable ?? "nothing"), \(Session.reducerID) "
      + "decides \(decided?.printable ?? "nothing")"
  }
}
