import ScribeJSON
import ScribeRecording
import ScribeSession
import ScribeStore

#if canImport(FoundationEssentials)
  import FoundationEssentials
#else
  import Foundation
#endif

/// Polls with what they add, decided beforehand, to be stored again and again.
struct StoredInput {
  let steps: [NewStep]

  /// The polls of a made-up log.
  init(_ log: LogRecipe) {
    // Under a key, as a store demands.
    var session = Session(fingerprintKey: FingerprintKey(1, 2))
    var reader = PollReader()
    var steps: [NewStep] = []
    for poll in log.polls {
      let step = session.observe(poll, reader: &reader)
      steps.append(NewStep(poll, step, expecting: steps.count))
    }
    self.steps = steps
  }

  var byteCount: Int { steps.reduce(0) { $0 + ($1.poll.answer?.body?.count ?? 0) } }
}

extension LogRecipe {
  /// The polls that the lines are of.
  var polls: [Poll] {
    var polls: [Poll] = []
    polls.reserveCapacity(pollCount)
    for line in lines {
      guard var recording = try? Recording(bytes: line, name: "") else { continue }
      if let poll = try? recording.next()?.poll { polls.append(poll) }
    }
    return polls
  }
}

/// A file of a store in a folder of its own, which goes with it.
final class StoreFolder {
  let path: String
  private let folder: String

  init() {
    folder =
      FileManager.default.temporaryDirectory.path + "/scribe-bench-\(UInt64.random(in: 0 ... .max))"
    path = folder + "/sessions.sqlite"
    empty()
  }

  /// Removes the file, and what stands beside it.
  func empty() {
    try? FileManager.default.removeItem(atPath: folder)
    try? FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
  }

  deinit {
    try? FileManager.default.removeItem(atPath: folder)
  }
}
