import ScribeJSON
package import ScribeSession

extension Drift {
  /// Every row of sections 3 and 4: its word, what it says, and how many polls exercised it.
  package var coverage: [(name: String, summary: String, polls: Int)] {
    StatusRule.allCases.map { ($0.name, $0.summary, statusRules[$0] ?? 0) }
      + TransitionRule.allCases.map { ($0.name, $0.summary, transitionRules[$0] ?? 0) }
  }

  /// The report for people.
  package var lines: [String] {
    let missed = coverage.filter { $0.polls == 0 }.count
    return [
      "\(recordingCount.counted("recording")), \(pollCount.counted("poll"))", "",
      "Seen and not documented",
    ]
      + (findings.isEmpty ? ["  nothing"] : findings.map(Self.line))
      + ["", "Rows of the contract, \(coverage.count - missed) of \(coverage.count) exercised"]
      + coverage.map(Self.line)
  }

  private static func line(_ finding: Finding) -> String {
    let columns = [
      finding.subject.severity.name.padded(7), finding.subject.name.padded(13),
      "\(finding.path.printable) = \(finding.actual.printable)".padded(44),
    ]
    return "  " + columns.joined(separator: "  ") + "  " + places(of: finding)
  }

  private static func places(of finding: Finding) -> String {
    finding.count == 1
      ? "once, \(finding.first.text)"
      : "\(finding.count) times, \(finding.first.text) to \(finding.last.text)"
  }

  private static func line(_ row: (name: String, summary: String, polls: Int)) -> String {
    let count = row.polls == 0 ? "–" : "\(row.polls)"
    return "  \(count.padded(6, right: true))  \(row.name.padded(25))  \(row.summary)"
  }

  /// The report as one JSON object a line: findings, rows, and how much was read.
  package var ndjson: [[UInt8]] {
    findings.map { finding in
      Self.object("drift") { json in
        json.member("subject", finding.subject.name)
        json.member("severity", finding.subject.severity.name)
        json.member("path", finding.path)
        json.member("actual", finding.actual)
        json.member("count", finding.count)
        finding.first.write("first", to: &json)
        finding.last.write("last", to: &json)
      }
    }
      + coverage.map { row in
        Self.object("coverage") { json in
          json.member("rule", row.name)
          json.member("summary", row.summary)
          json.member("polls", row.polls)
        }
      }
      + [
        Self.object("read") { json in
          json.member("recordings", recordingCount)
          json.member("polls", pollCount)
        }
      ]
  }

  private static func object(
    _ kind: String, _ writeMembers: (inout JSONWriter) -> Void
  ) -> [UInt8] {
    JSONWriter.object { json in
      json.member("kind", kind)
      writeMembers(&json)
    }
  }

  /// The report as a JUnit test suite: a finding is a failed case where it is serious enough, a row
  /// that was not exercised is a skipped one.
  package func junit(failingOn severity: Anomaly.Severity) -> String {
    let cases =
      findings.map { finding in
        JUnit.Case(
          name: "\(finding.subject.name) \(finding.path) = \(finding.actual)", group: "drift",
          outcome: finding.subject.severity >= severity
            ? .failed(Self.places(of: finding))
            : .passed)
      }
      + coverage.map { row in
        JUnit.Case(
          name: "\(row.name): \(row.summary)", group: "coverage",
          outcome: row.polls == 0 ? .skipped("no poll exercised it") : .passed)
      }
    return JUnit.document(suite: "scribe-replay drift", cases)
  }
}

extension Drift.Place {
  fileprivate var text: String { "\(file.printable)#\(poll)" }

  fileprivate func write(_ name: String, to json: inout JSONWriter) {
    json.name(name)
    json.beginObject()
    json.member("file", file)
    json.member("n", poll)
    json.endObject()
  }
}
