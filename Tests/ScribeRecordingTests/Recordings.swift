import ScribeSession

@testable import ScribeRecording

/// A recording that is written out in a test.
struct ReadAll {
  var polls: [RecordedPoll] = []
  var error: RecordingError?
  var skipped = 0
  var tornLine: Int?

  init(_ text: String, skippingBadLines: Bool = false) {
    self.init(bytes: Array(text.utf8), skippingBadLines: skippingBadLines)
  }

  init(bytes: [UInt8], skippingBadLines: Bool = false, chunkSize: Int = .max) {
    do {
      var recording = try Recording(
        MemoryBytes(bytes, chunkSize: chunkSize), name: "log", skippingBadLines)
      do {
        while let poll = try recording.next() { polls.append(poll) }
      } catch {
        self.error = error
      }
      skipped = recording.skippedCount
      tornLine = recording.tornLine
    } catch {
      self.error = error
    }
  }
}

enum Line {
  static let header = #"{"format":"scribe-poll-log","version":1}"#

  static func answer(_ members: String = #""body":"{}""#) -> String {
    #"{"sent_at":"2026-06-06T14:00:00.100Z","received_at":"2026-06-06T14:00:00.200Z","method":"GET","url":"/v1/sessions/x","status":202,\#(members)}"#
  }
}
