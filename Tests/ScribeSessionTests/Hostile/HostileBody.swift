import ScribeSession
import Testing

/// A body that is made to hurt, of any size: so many times one part, between a start and an end.
struct HostileBody: Sendable, CustomTestStringConvertible {
  let testDescription: String
  private let start: String
  /// What is repeated; each `#` in it stands for its place.
  private let part: String
  private let separator: String
  private let end: String

  init(
    _ description: String, _ start: String, _ part: String, separator: String = "",
    _ end: String
  ) {
    testDescription = description
    self.start = start
    self.part = part
    self.separator = separator
    self.end = end
  }

  /// The body with about so many bytes.
  ///
  /// - Parameter isReversed: whether the last part comes first.
  func body(byteCount: Int, isReversed: Bool = false) -> [UInt8] {
    let pieces = part.split(separator: "#", omittingEmptySubsequences: false).map { Array($0.utf8) }
    let separator = Array(separator.utf8)
    let count = max(2, byteCount / (part.utf8.count + separator.count + 3 * (pieces.count - 1)))
    var bytes = Array(start.utf8)
    for step in 0..<count {
      let place = isReversed ? count - 1 - step : step
      if step > 0 { bytes += separator }
      for (index, piece) in pieces.enumerated() {
        if index > 0 { bytes += String(place).utf8 }
        bytes += piece
      }
    }
    return bytes + Array(end.utf8)
  }

  func answer(byteCount: Int, isReversed: Bool = false) -> Poll.Answer {
    Poll.Answer(status: 200, body: body(byteCount: byteCount, isReversed: isReversed))
  }
}
