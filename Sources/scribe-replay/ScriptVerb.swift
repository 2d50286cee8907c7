import ArgumentParser
import ScribeServer

struct ScriptVerb: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "script",
    abstract: "Writes what a script makes up as a poll log.",
    discussion: """
      A script is text, a line a poll: when, the status, and what is said of the session. serve reads \
      scripts, too.

      Example: scribe-replay script visit.script > visit.jsonl
      """)

  @Argument(help: "A script.")
  var file: String

  func run() throws {
    let console = Console()
    do {
      guard let script = try SessionScript(ifScript: file) else {
        console.say("\(file): not a script, which begins with \"session\" and an id")
        throw ExitCode.notDone
      }
      script.writePollLog { console.write($0) }
      console.flush()
    } catch let error as ScriptError {
      console.say("\(error)")
      throw ExitCode.notDone
    }
  }
}
