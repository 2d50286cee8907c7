import Foundation
import Golden
import ScribeBench
import ScribeSession
import Testing

/// A hash that is nobody's but the tests' own (Fowler, Noll and Vo, 1a).
enum FNV {
  static func hash(_ bytes: [UInt8]) -> UInt64 {
    bytes.reduce(0xcbf2_9ce4_8422_2325) { ($0 ^ UInt64($1)) &* 0x100_0000_01b3 }
  }
}

/// A JSON object as Foundation reads it.
struct FoundationObject: Equatable {
  let members: NSDictionary

  init(_ bytes: [UInt8], sourceLocation: SourceLocation = #_sourceLocation) throws {
    let object = try JSONSerialization.jsonObject(with: Data(bytes))
    members = try #require(object as? NSDictionary, sourceLocation: sourceLocation)
  }

  func text(_ name: String) -> String? { members[name] as? String }
  func number(_ name: String) -> Int? { members[name] as? Int }
  func list(_ name: String) -> [Any]? { members[name] as? [Any] }
}

extension BodyRecipe {
  /// What a session makes of the recipe's bodies, one a second.
  func steps(polls: ClosedRange<Int> = 1...1) -> [Step] {
    var session = Session()
    return polls.map { poll in
      session.observe(
        Poll(
          sentAt: Instant(.sent(poll)), receivedAt: Instant(.received(poll)), url: url,
          outcome: .answer(Poll.Answer(status: status.http, body: body(poll: poll)))))
    }
  }
}

extension Instant {
  init(_ time: PollTime) {
    self.init(microsecondsSinceEpoch: Int64(time.millisecondsSinceEpoch) * 1000)
  }
}

/// Compares a whole text with a file, or writes the file where `UPDATE_GOLDEN` is set.
func expect(
  _ text: String, toMatch name: String, sourceLocation: SourceLocation = #_sourceLocation
) throws {
  let expected = try Golden.expected(name, for: text, beside: #filePath)
  #expect(text == expected, sourceLocation: sourceLocation)
}
