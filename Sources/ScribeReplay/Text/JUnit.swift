/// Test results in the XML that CI systems read, by the schema of Jenkins' JUnit plug-in.
enum JUnit {
  enum Outcome {
    case passed
    case failed(String)
    case skipped(String)
  }

  struct Case {
    let name: String
    let group: String
    let outcome: Outcome
  }

  static func document(suite: String, _ cases: [Case]) -> String {
    let failed = cases.filter { if case .failed = $0.outcome { true } else { false } }.count
    let skipped = cases.filter { if case .skipped = $0.outcome { true } else { false } }.count
    let counts = #"tests="\#(cases.count)" failures="\#(failed)" errors="0""#
    return """
      <?xml version="1.0" encoding="UTF-8"?>
      <testsuites \(counts)>
        <testsuite name="\(escaped(suite))" \(counts) skipped="\(skipped)">
      \(cases.map(element).joined(separator: "\n"))
        </testsuite>
      </testsuites>
      """
  }

  private static func element(_ test: Case) -> String {
    let head = #"    <testcase classname="\#(escaped(test.group))" name="\#(escaped(test.name))""#
    switch test.outcome {
    case .passed: return head + "/>"
    case .failed(let message):
      return head + #"><failure message="\#(escaped(message))"/></testcase>"#
    case .skipped(let message):
      return head + #"><skipped message="\#(escaped(message))"/></testcase>"#
    }
  }

  private static func escaped(_ text: String) -> String {
    // Scalar by scalar: a combining mark makes no other character of the one that it follows.
    text.printable.unicodeScalars.map { scalar in
      switch scalar {
      case "&": "&amp;"
      case "<": "&lt;"
      case ">": "&gt;"
      case "\"": "&quot;"
      // XML has no way to write these (XML 1.0, section 2.2).
      case "\u{FFFE}", "\u{FFFF}": "\u{FFFD}"
      default: String(scalar)
      }
    }.joined()
  }
}
