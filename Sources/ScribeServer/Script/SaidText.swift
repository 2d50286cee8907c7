/// What was said in a session up to one of its polls, as the inside of a JSON string.
///
/// Later polls go on with the text of earlier ones, and share it: a thousand that each add a line have
/// one text in memory. Unchecked: a text grows while its script is read, by whoever holds its end, and
/// never afterwards.
struct SaidText: @unchecked Sendable {
  private final class Shared {
    var utf8: [UInt8] = []
  }

  private let shared: Shared
  private let count: Int

  init() {
    shared = Shared()
    count = 0
  }

  private init(_ shared: Shared, _ count: Int) {
    self.shared = shared
    self.count = count
  }

  /// The text and this after it.
  func appending(_ text: String) -> SaidText {
    if shared.utf8.count == count {
      shared.utf8 += text.utf8
      return SaidText(shared, shared.utf8.count)
    }
    // Another poll went on with it otherwise.
    let copy = Shared()
    copy.utf8 = Array(shared.utf8[..<count]) + text.utf8
    return SaidText(copy, copy.utf8.count)
  }

  var utf8: ArraySlice<UInt8> { shared.utf8[..<count] }
}
