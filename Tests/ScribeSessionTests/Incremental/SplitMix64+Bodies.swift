import ScribeJSON
import ScribeTalk

@testable import ScribeBench
@testable import ScribeSession

extension SplitMix64 {
  /// A body with one to three changes; now and then another one, or the same.
  mutating func changed(_ body: [UInt8]) -> [UInt8] {
    switch number(below: 16) {
    case 0: return Array(element(of: SmallBodies.all).utf8)
    case 1: return body
    case 2...5: return shuffled(body)
    case 6, 7: return spaced(body)
    default:
      return (0...number(below: 3)).reduce(body) { body, _ in
        let bytes =
          isOne(in: 2) ? [element(of: SmallBodies.bytes)] : element(of: SmallBodies.pieces)
        return BodyEdit(
          kind: element(of: BodyEdit.Kind.allCases.filter { $0 != .cut }),
          place: number(below: body.count + 1), count: 1 + number(below: isOne(in: 3) ? 40 : 4),
          bytes: bytes
        ).applied(to: body)
      }
    }
  }

  /// The members of a body in another order, or one of them left out or written twice.
  private mutating func shuffled(_ body: [UInt8]) -> [UInt8] {
    guard let layout = try? BodyScan(body).layout else { return body }
    var members = layout.members.map { body[($0.name.start - 1)..<$0.site.end] }
    switch number(below: 4) {
    case 0 where !members.isEmpty: members.remove(at: number(below: members.count))
    case 1 where !members.isEmpty: members.append(element(of: members))
    default: members.shuffle(using: &self)
    }
    return Array("{".utf8) + members.joined(separator: [UInt8(ascii: ",")]) + Array("}".utf8)
  }

  /// White space put in before some of the bytes that may be tokens.
  private mutating func spaced(_ body: [UInt8]) -> [UInt8] {
    body.flatMap { byte -> [UInt8] in
      guard "{}[],:".utf8.contains(byte), isOne(in: 3) else { return [byte] }
      return element(of: [[0x20, byte], [byte, 0x0A], [0x09, 0x0D, byte, 0x20]])
    }
  }
}
