import ArgumentParser
import ScribeReplay
import ScribeSession
import ScribeStore

struct FirstVerb: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "first",
    abstract: "Finds the first poll of each recording at which a condition holds.",
    discussion: """
      A predicate is conditions joined by and, or, not and parentheses. It is held against each poll \
      and the state after it. != holds wherever = does not; texts are compared byte by byte.

        phase = completed           a phase, or open, or settled
        verdict = reopened          verdict != same
        anomaly = content-lost      anomaly alone: any
        severity >= error           the worst anomaly of the poll
        http = 404                  http = 5xx, http >= 500
        failure = timeout           failure alone: no answer came
        status = failed             the word of a report, as the server says it
        event = documentRemoved     as show --format ndjson prints them
        next = stop                 next = poll, next = overdue
        document = soap_note        a document of that template or id is known; document alone: any
        document-status = failed    documents >= 2
        transcript > 1000           bytes; transcript alone: one is known
        text ~ "blood pressure"     in transcript or documents; not shown
        audio = 3                   audio files received
        poll > 10                   the number of the poll
        interval > 30s              since the poll before was received
        latency > 2s                from asking to answer

      Exits with 1 where it holds somewhere, 0 where it holds nowhere, 2 where nothing was read.

      Example: scribe-replay first 'verdict = reopened' Replays/reopened.jsonl
      """)

  @Argument(help: "What is to hold, in quotes.")
  var predicate: String

  @OptionGroup var recordings: CorpusChoice

  @Option(help: "Lines of a timeline, or one JSON object a poll.")
  var format: TextFormat = .text

  @OptionGroup var reason: AccessReason

  func validate() throws {
    do {
      _ = try PollPredicate(predicate)
    } catch {
      throw ValidationError("\(error)")
    }
  }

  func run() throws {
    let console = Console()
    let predicate = try PollPredicate(predicate)
    let corpus = recordings.corpus(
      console,
      StoreAccess(
        key: recordings.polls.key, needsBodies: predicate.asksForText,
        action: predicate.asksForText ? .searched : nil, what: "first text~",
        reason: reason.reason))
    var found = 0
    var polls = 0
    // Whether there were polls whose texts cannot be looked into.
    var isUnchecked = false
    let code = corpus.readEach { file, tape, progress in
      let poll = try FoundPoll.first(where: predicate, in: &tape) { recorded, isOfSession in
        progress.read(recorded)
        polls += isOfSession ? 1 : 0
      }
      progress.end()
      if predicate.asksForText, !tape.erasedSessions.isEmpty { isUnchecked = true }
      guard let poll else { return }
      found += 1
      switch format {
      case .text:
        for line in poll.lines(file, console.textOptions()) { console.print(line) }
      case .ndjson: console.print(poll.json(file))
      }
    }
    console.flush()
    if let code { throw code }
    if polls == 0 { throw corpus.nothing }
    if isUnchecked { throw ExitCode.notDone }
    if found > 0 { throw ExitCode.finding }
    console.say("it holds after none of \(polls) polls")
  }
}
