import ScribeRecording
import ScribeReplay
import ScribeSession

/// A short recording with everything that a timeline shows.
enum Story {
  static let log = """
    {"format":"scribe-poll-log","version":1}
    {"received_at":"2026-06-06T09:00:00Z","method":"POST","url":"/v1/sessions","status":201}
    {"received_at":"2026-06-06T09:00:00.5Z","method":"POST","url":"/v1/sessions/ses_x/end","status":202}
    \(poll("09:00:01", 202, status: "recording", #""audio_files_received":1,"audio_files":["0.webm"]"#))
    \(poll("09:00:02", 202, status: "processing", ""))
    \(poll("09:00:03", 202, status: "processing", ""))
    \(poll("09:00:04.25", 202, status: "processing", ""))
    \(poll("09:00:05", 202, status: "processing", #""transcript":"Doctor: नमस्ते.\\n""#))
    \(poll("09:00:06", 202, status: "queued", #""transcript":"Doctor: नमस्ते.\\nPatient: வணக்கம்.""#))
    {"sent_at":"2026-06-06T09:00:06.9Z","received_at":"2026-06-06T09:00:07Z","method":"GET","url":"/v1/sessions/ses_x","error":{"kind":"timeout","message":"m"}}
    {"sent_at":"2026-06-06T09:00:06.9Z","received_at":"2026-06-06T09:00:08Z","method":"GET","url":"/v1/sessions/ses_x","error":{"kind":"timeout","message":"m"}}
    \(poll("09:00:09", 404, status: nil, "", id: "ses_%1B%5B31my"))
    \(poll("09:00:10", 200, status: "completed", #""model_used":"pro","completed_at":"2026-06-06T09:00:10Z","templates":[{"soap":{"document_id":"d1","status":"success","data":{"plan":"rest"}}}]"#))
    \(poll("09:02:10", 206, status: "partial", #""templates":[{"soap":{"document_id":"d1","status":"failed"}}]"#, query: "?template_id=soap"))
    \(poll("09:02:20", 200, status: "processing", "", day: "07"))

    """

  static func poll(
    _ time: String, _ http: Int, status: String?, _ members: String, id: String = "ses_x",
    query: String = "", day: String = "06"
  ) -> String {
    let parts = [status.map { #""status":"\#($0)""# } ?? "", members].filter { !$0.isEmpty }
    let body = "{\(parts.joined(separator: ","))}"
      .replacing("\\n", with: "\\\\n").replacing("\"", with: "\\\"").replacing(
        "\\\\\\n", with: "\\\\n")
    return
      #"{"sent_at":"2026-06-\#(day)T\#(time)Z","received_at":"2026-06-\#(day)T\#(time)Z","method":"GET","url":"/v1/sessions/\#(id)\#(query)","status":\#(http),"body":"\#(body)"}"#
  }

  /// The log replayed, as text and as ndjson.
  static func replay(
    _ options: TextOptions = TextOptions()
  ) throws -> (text: [String], ndjson: [String]) {
    var recording = try Recording(bytes: Array(log.utf8), name: "story")
    var replay = Replay()
    var timeline = Timeline(options)
    var text: [String] = []
    var ndjson: [[UInt8]] = []
    while let recorded = try recording.next() {
      let replayed = replay.observe(recorded.number, recorded.poll)
      text += timeline.lines(for: replayed)
      ndjson.append(NDJSON.line(for: replayed, showsPatientData: options.showsPatientData))
    }
    text += timeline.closing(replay.streams)
    ndjson += replay.streams.map { NDJSON.line(for: $0) }
    return (text, ndjson.map { String(decoding: $0, as: UTF8.self) })
  }
}
