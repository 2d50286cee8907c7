import ScribeJSON
public import ScribeSession

/// Writes a poll log, version 1: one line at a time, to be appended to a file.
///
/// Header fields with credentials are left out, and what could be a secret of URLs; the body is written
/// as it came.
public enum PollLogWriter {
  /// The version of the form that is written.
  public static var version: Int { PollLogReader.version }

  /// The first line of a log, with its line feed.
  public static var header: [UInt8] {
    line { json in
      json.member("format", PollLogReader.format)
      json.member("version", PollLogReader.version)
    }
  }

  /// The line of one poll, with its line feed.
  public static func line(for poll: Poll) -> [UInt8] {
    line { json in writeMembers(of: poll.withoutSecrets, to: &json) }
  }

  /// The line of a poll that was read, its unknown members kept.
  public static func line(for recorded: RecordedPoll) -> [UInt8] {
    line { json in
      writeMembers(of: recorded.poll.withoutSecrets, to: &json)
      for member in recorded.unknownMembers {
        json.name(member.name)
        json.raw(member.json)
      }
    }
  }

  private static func line(_ writeMembers: (inout JSONWriter) -> Void) -> [UInt8] {
    JSONWriter.object(writeMembers) + [UInt8(ascii: "\n")]
  }

  private static func writeMembers(of poll: Poll, to json: inout JSONWriter) {
    json.member("sent_at", ifPresent: poll.sentAt?.description)
    json.member("received_at", poll.receivedAt.description)
    json.member("method", poll.method)
    json.member("url", poll.url)
    switch poll.outcome {
    case .answer(let answer): writeMembers(of: answer, to: &json)
    case .noAnswer(let failure):
      json.name("error")
      json.beginObject()
      json.member("kind", failure.kind.name)
      json.member("message", ifPresent: failure.message)
      json.endObject()
    }
  }

  private static func writeMembers(of answer: Poll.Answer, to json: inout JSONWriter) {
    json.member("status", answer.status)
    json.name("headers")
    json.beginObject()
    for fields in grouped(answer.headers) {
      json.name(fields[0].name)
      if fields.count == 1 {
        json.value(fields[0].value)
      } else {
        json.beginArray()
        for field in fields { json.value(field.value) }
        json.endArray()
      }
    }
    json.endObject()
    guard let body = answer.body else { return }
    if String(decoding: body, as: UTF8.self).utf8.elementsEqual(body) {
      json.name("body")
      json.value(utf8: body)
    } else {
      json.member("body_base64", Base64.encode(body))
    }
  }

  /// Fields of one name together, since an object has each name once; not joined, since the first
  /// value is the one that counts.
  private static func grouped(_ headers: [HeaderField]) -> [[HeaderField]] {
    headers.reduce(into: []) { groups, field in
      if let place = groups.firstIndex(where: { $0[0].isNamed(field.name) }) {
        groups[place].append(field)
      } else {
        groups.append([field])
      }
    }
  }
}
