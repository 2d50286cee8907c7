import ArgumentParser
import ScribeRecording
import ScribeReplay
import ScribeStore

/// The making of a redacted copy: again with other pseudonyms where two texts happened to get the
/// same, and where that does not help, with the reason.
struct RedactionRun {
  let recording: RecordingChoice
  let policy: RedactionPolicy
  let pseudonyms: Pseudonyms
  /// Whether other copies have the same pseudonyms, so that no others may take their place.
  let isKeyKept: Bool
  let shift: TimeShift
  let reason: AccessReason

  /// How often pseudonyms are tried.
  private static let attempts = 4

  /// What comes through a pipe can be read but once.
  private var isRereadable: Bool { FileKind.isRegular(recording.file) }

  /// Reads the recording to its end and writes the copy.
  func write(to draft: Draft, _ console: Console) throws -> RedactedLog {
    let attempts = isRereadable && !isKeyKept ? Self.attempts : 1
    var attempt = 0
    while true {
      try draft.write(RedactedLog.header)
      let result = try read(
        policy, pseudonyms.others(attempt), console, isSilent: attempt > 0, draft.write)
      attempt += 1
      switch result {
      case .success(let log): return log
      case .failure(let error) where error.isByChance && attempt < attempts: try draft.clear()
      case .failure(let error): throw try refusal(error, console)
      }
    }
  }

  /// Reads the recording up to the first poll that could not be written, or up to the one of that
  /// number.
  private func read(
    _ policy: RedactionPolicy, _ pseudonyms: Pseudonyms, _ console: Console, isSilent: Bool,
    through last: Int = .max, _ write: ([UInt8]) throws -> Void
  ) throws -> Result<RedactedLog, RedactionError> {
    let access = recording.access(.redacted, if: true, "redact", reason)
    return try recording.reading(console, isSilent: isSilent, access: access) { tape, progress in
      let redaction = Redaction(pseudonyms, disclosing: policy.disclosure)
      var log = RedactedLog(redaction, shiftedBy: shift)
      while let recorded = try tape.next(), recorded.number <= last {
        progress.read(recorded)
        // Its body was erased: there is nothing to be redacted.
        if recorded.decision != nil { continue }
        do {
          try write(try log.line(for: recorded))
        } catch let error as RedactionError {
          return .failure(error)
        }
      }
      return .success(log)
    }
  }

  private func refusal(_ error: RedactionError, _ console: Console) throws -> ExitCode {
    var lines = ["\(InputFile.name(of: recording.file)): \(error)"]
    if case .difference(let difference) = error {
      if let rule = try ruleToBlame(for: difference, console) {
        lines.append("  \(rule.blame)")
      } else if isKeyKept {
        lines.append("  two texts may have got one pseudonym: another key gives others")
      }
    }
    return console.exit(saying: lines.joined(separator: "\n"))
  }

  /// The rule without which that poll tells the same.
  private func ruleToBlame(
    for difference: RedactionDifference, _ console: Console
  ) throws -> RedactionPolicy.Rule? {
    guard isRereadable else { return nil }
    return try policy.rules.first { rule in
      let result = try read(
        policy.without(rule), pseudonyms, console, isSilent: true, through: difference.number
      ) { _ in }
      if case .success = result { return true } else { return false }
    }
  }
}
