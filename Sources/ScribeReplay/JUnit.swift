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
    text.printable.map { character in
      switch character {
      case "&": "&amp;"
      case "<": "&lt;"
      case ">": "&gt;"
      case "\"": "&quot;"
      default: String(character)
      }
    }.joined()
  }
}
