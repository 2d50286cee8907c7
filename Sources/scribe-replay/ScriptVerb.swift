import ArgumentParser
import ScribeRecording
import ScribeServer

struct ScriptVerb: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "script",
    abstract: "Writes what a script makes up as a poll log.",
    discussion: """
      A script is text, a line a poll: when, the status, and what is new of the session, which stays. \
      serve reads scripts, too. The article Scripts of ScribeServer has every word.

        session ses_x
        at 1s  202 recording   audio 1
        at 5s  202 processing  audio 4  talk hindi 60KB
        at 6s  202 processing  talk hindi +1  repeat 20 every 1s
        at 27s 503 text "busy"  retry-after 2
        at 30s 200 completed   document soap_note/doc_1 success {"plan":"rest"}

      After the status: one of the documented words, error CODE "MESSAGE", detail JSON, html, text, body, \
      base64, nested, empty, unrecorded. In place of it: refused, reset, closed, timeout, tls, dns, other.

      What stays: audio, say, transcript, talk, document, templates, language, model, created-at, \
      expires-at, completed-at, set, unset. Of one answer: with, without, twice, took, header, \
      retry-after, type, no-date, bom, cut, query, url, repeat.

      Example: scribe-replay script Replays/completed.script > completed.jsonl
      """)

  @Argument(help: "A script.", completion: .file())
  var file: String

  func run() throws {
    let console = Console()
    let script = try SessionScript(path: file)
    script.writePollLog { console.write($0) }
    console.flush()
  }
}
