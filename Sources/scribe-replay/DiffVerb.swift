import ArgumentParser
import ScribeJSON
import ScribeRecording
import ScribeReplay
import ScribeStore

struct DiffVerb: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "diff",
    abstract: "Tells what differs between two polls, sessions, recordings or stores.",
    discussion: """
      A side is FILE, or FILE@SESSION for one session of it, either with #N for how it stood after \
      poll N instead of at its end; without FILE it is the other side's. Sessions of one id are \
      compared, and where both sides have one session only, these two. Differences are those of the state by \
      path, of the events that led there, and of transcript and documents as ranges of lines and \
      bytes. Exits with 1 where anything differs, 2 where nothing was compared.

      Example: scribe-replay diff Replays/reopened.jsonl#2 '#3'
      """)

  @Argument(help: "What was: FILE, FILE@SESSION, FILE#N or FILE@SESSION#N.", completion: .file())
  var old: String

  @Argument(help: "What is.", completion: .file())
  var new: String

  @Option(help: "For people, or one JSON object a difference.")
  var format: TextFormat = .text

  @Flag(help: "Leave out instants, in which any two sessions differ.")
  var ignoreTimes = false

  @Flag(help: "Show patient data: the lines of transcript and documents that differ.")
  var showPhi = false

  @OptionGroup var key: StoreKey

  @OptionGroup var reason: AccessReason

  func run() throws {
    let console = Console()
    let sides = [old, new].map { RecordingAddress($0, isFile: FileKind.exists) }
    guard sides.contains(where: { !$0.file.isEmpty }) else {
      throw ValidationError("One of the two sides must name a file.")
    }
    let files = [sides[0].completed(by: sides[1]), sides[1].completed(by: sides[0])]
    // Of one file, the two sides are told apart by what was decided, too.
    let areOfOneFile = files[0].file == files[1].file
    // Fingerprints of a store's texts are shown under no key that somebody could guess with.
    let key = files.contains { Tape.isStore($0.file) } ? FingerprintKey.random() : .constant
    let old = try read(files[0], areOfOneFile, key, console)
    let new = try read(files[1], areOfOneFile, key, console)
    let difference = RecordingDifference(old, new, ignoringTimes: ignoreTimes)
    if difference.isUnchecked { throw ExitCode.notDone }
    switch format {
    case .text:
      let options = console.textOptions(showsPatientData: showPhi)
      for line in difference.lines(options) { console.print(line) }
    case .ndjson:
      for line in difference.ndjson(showsPatientData: showPhi) { console.print(line) }
    }
    console.flush()
    if !difference.isEmpty { throw ExitCode.finding }
  }

  private func read(
    _ address: RecordingAddress, _ isOfOneFile: Bool, _ key: FingerprintKey, _ console: Console
  ) throws -> ComparedRecording {
    // Whether a text is that of another file tells what a store holds to whoever can guess it.
    let access = StoreAccess(
      key: self.key, needsBodies: showPhi || !isOfOneFile,
      action: showPhi ? .shown : isOfOneFile ? nil : .searched,
      what: showPhi ? "diff --show-phi" : "diff", reason: reason.reason)
    return try console.reading(address.file, session: address.session, access) { tape, progress in
      let compared = try ComparedRecording(address, &tape, fingerprintKey: key) {
        progress.read($0)
      }
      progress.end()
      if !isOfOneFile, !tape.erasedSessions.isEmpty {
        console.say(
          "\(address.text): bodies were erased, and cannot be compared with another file's")
        throw ExitCode.notDone
      }
      if compared.isEmpty { console.say("\(address.text): no poll of a session") }
      return compared
    }
  }
}
