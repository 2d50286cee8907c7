import ArgumentParser
import ScribeRecording
import ScribeReplay
import ScribeSession
import ScribeStore

/// Which recording, and which session of it.
struct RecordingChoice: ParsableArguments {
  @Argument(help: "A poll log, a HAR file or a store; - for standard input.", completion: .file())
  var file: String

  @OptionGroup var polls: PollChoice

  /// The only session that is wanted, where one is.
  var session: String? { polls.session }

  /// Opens the recording, hands it over, and says afterwards what was left out of it.
  ///
  /// - Parameters:
  ///   - found: the only session that is wanted, where none was named.
  ///   - isSilent: whether it is read again, so that nothing is said yet.
  ///   - access: what is taken of a store; nothing of patient data, where it is not given.
  func reading<Value>(
    _ console: Console, session found: String? = nil, isSilent: Bool = false,
    access: StoreAccess? = nil, _ body: (inout Tape, inout Progress) throws -> Value
  ) throws -> Value {
    try console.reading(
      file, session: session ?? found, skippingBadLines: polls.skipBadLines, isSilent: isSilent,
      access ?? StoreAccess(key: polls.key), body)
  }

  /// What is taken of a store where patient data is asked for: its bodies, and that is written down.
  func access(
    _ action: AuditEntry.Access, if asksForPatientData: Bool, _ what: String, _ reason: AccessReason
  ) -> StoreAccess? {
    guard asksForPatientData else { return nil }
    return StoreAccess(
      key: polls.key, needsBodies: true, action: action, what: what, reason: reason.reason)
  }

  /// Says that nothing was there that could be told of.
  func nothing(_ what: String = "poll", _ console: Console) -> ExitCode {
    console.exit(findingNo: what, in: [file], session: session)
  }
}

extension Console {
  /// Opens a recording, hands it over, and says afterwards what was left out of it.
  ///
  /// - Parameters:
  ///   - session: the id of the only session that is wanted, where it is one.
  ///   - isSilent: whether it is read again, so that nothing is said yet.
  ///   - access: what is taken of a store.
  func reading<Value>(
    _ file: String, session: String? = nil, skippingBadLines: Bool = false,
    isSilent: Bool = false, _ access: StoreAccess,
    _ body: (inout Tape, inout Progress) throws -> Value
  ) throws -> Value {
    var progress = Progress(file, self)
    if !isSilent { try access.note(file, session: session) }
    var tape = try Tape(
      path: file, session: session, skippingBadLines: skippingBadLines,
      keys: access.key.key(forReading: file), needsBodies: access.needsBodies)
    defer {
      progress.end()
      if !isSilent { tell(of: tape, leavingOutErased: access.needsBodies) }
    }
    return try body(&tape, &progress)
  }

  /// Says what of a recording was not read.
  ///
  /// - Parameter leavesOutErased: whether polls that have no bodies any more were passed over.
  func tell(of tape: Tape, leavingOutErased leavesOutErased: Bool = false) {
    flush()
    if let line = tape.tornLine {
      say("\(tape.name):\(line): the last line is cut off and was not read")
    }
    if tape.skippedCount > 0 {
      say("\(tape.name): \(tape.skippedCount.counted("bad line")) skipped")
    }
    let counts = [
      (tape.erasedSessions.count, "erased"),
      (tape.lockedSessions.count, "sealed, and no key was given"),
    ]
    for (count, what) in counts where count > 0 {
      say(
        "\(tape.name): the bodies of \(count.counted("session")) are \(what): "
          + (leavesOutErased ? "they were left out" : "what was decided then is told"))
    }
  }
}
