import Foundation
import ScribeSession

extension Poll.Answer {
  /// Fields that were true of the connection or of the bytes as they were sent, or that would make a
  /// client do something to another host than the recorded service.
  private static let leftOut = [
    "connection", "keep-alive", "proxy-connection", "transfer-encoding", "te", "trailer", "upgrade",
    "content-length", "content-encoding", "strict-transport-security", "alt-svc",
  ]

  /// The answer as it is given again: status and body exact, and of the header fields those that are
  /// still true.
  ///
  /// A body that was not recorded is an empty one, and a status that has none (1xx, 204, 304) has none:
  /// HTTP cannot say otherwise.
  func served(for poll: Poll, _ date: ServiceSettings.DateHeader, now: Instant) -> Poll.Answer {
    var fields = headers.filter { field in
      field.canBeSent && !Self.leftOut.contains(where: field.isNamed)
    }
    for place in fields.indices where fields[place].isNamed("location") {
      fields[place].value = Self.location(fields[place].value, of: poll.url)
    }
    var answer = self
    answer.headers = fields
    switch date {
    case .recorded where header("date") != nil: break
    case .recorded: answer = answer.dated(poll.receivedAt)
    case .now: answer = answer.dated(now)
    }
    answer.body = mayHaveBody ? body ?? [] : []
    return answer
  }

  /// Whether HTTP lets an answer of this status have a body (RFC 9110, section 6.4.1).
  var mayHaveBody: Bool { status >= 200 && status != 204 && status != 304 }

  /// The answer with that Date header, and no other.
  func dated(_ date: Instant) -> Poll.Answer {
    var answer = self
    answer.headers.removeAll { $0.isNamed("date") }
    answer.headers.append(HeaderField(name: "Date", value: date.httpDate))
    return answer
  }

  /// A place on the recorded host is one on whatever host serves it again; another host stays.
  private static func location(_ location: String, of url: String) -> String {
    guard let base = URLComponents(string: url), let target = URLComponents(string: location),
      target.host != nil, target.host == base.host, target.port == base.port
    else { return location }
    return target.percentEncodedPath + (target.percentEncodedQuery.map { "?\($0)" } ?? "")
  }
}

extension HeaderField {
  /// Whether HTTP/1.1 can carry it (RFC 9110, section 5): a browser records `:status`, too.
  var canBeSent: Bool {
    !name.isEmpty && name.utf8.allSatisfy(Self.isToken)
      && value.utf8.allSatisfy { $0 >= 0x20 && $0 != 0x7F || $0 == 0x09 }
  }

  private static func isToken(_ byte: UInt8) -> Bool {
    switch byte {
    case 0x30...0x39, 0x41...0x5A, 0x61...0x7A: true
    default: "!#$%&'*+-.^_`|~".utf8.contains(byte)
    }
  }
}
