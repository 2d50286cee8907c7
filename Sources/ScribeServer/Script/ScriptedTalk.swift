import Foundation
import ScribeTalk

/// Invented talk of doctor and patient, from a seed: so many lines, or so many bytes.
struct ScriptedTalk: Sendable {
  enum Amount: Sendable {
    case lines(Int)
    case bytes(Int)
  }

  let script: Script
  let seed: UInt64
  let amount: Amount

  /// How many whole lines it has.
  var lineCount: Int {
    switch amount {
    case .lines(let count): count
    case .bytes(let count): TalkCache.shared.lineCount(of: script, seed, within: count)
    }
  }

  /// The talk as the inside of a JSON string.
  var json: String { TalkCache.shared.json(of: script, seed, amount) }
}

/// Talk that was made up once, so that each poll of a session need not make up all of it again.
///
/// It grows to the longest talk that is asked for of each language and seed. Unchecked: the lock is what
/// makes it safe.
private final class TalkCache: @unchecked Sendable {
  private struct Key: Hashable {
    let script: Script
    let seed: UInt64
  }

  private struct Talk {
    var dialogue: Dialogue
    /// The text, and the same as the inside of a JSON string.
    var text: [UInt8] = []
    var json: [UInt8] = []
    /// Where each line ends in both, the first ends being those of no line.
    var textEnds = [0]
    var jsonEnds = [0]

    mutating func addLine() {
      let line = dialogue.line()
      text += line.utf8
      json += Self.escaped(line.utf8)
      textEnds.append(text.count)
      jsonEnds.append(json.count)
    }

    /// How many whole lines stand within so many bytes.
    mutating func lineCount(within byteCount: Int) -> Int {
      while text.count <= byteCount { addLine() }
      var (low, high) = (0, textEnds.count)
      while low < high {
        let middle = (low + high) / 2
        if textEnds[middle] <= byteCount { low = middle + 1 } else { high = middle }
      }
      return low - 1
    }

    static func escaped(_ text: some Sequence<UInt8>) -> [UInt8] {
      text.reduce(into: []) { json, byte in
        switch byte {
        case 0x0A: json += [0x5C, 0x6E]
        case 0x22, 0x5C: json += [0x5C, byte]
        default: json.append(byte)
        }
      }
    }
  }

  static let shared = TalkCache()

  private let lock = NSLock()
  private var talks: [Key: Talk] = [:]

  func lineCount(of script: Script, _ seed: UInt64, within byteCount: Int) -> Int {
    withTalk(script, seed) { $0.lineCount(within: byteCount) }
  }

  func json(of script: Script, _ seed: UInt64, _ amount: ScriptedTalk.Amount) -> String {
    withTalk(script, seed) { talk in
      switch amount {
      case .lines(let count):
        while talk.textEnds.count <= count { talk.addLine() }
        return String(decoding: talk.json[..<talk.jsonEnds[count]], as: UTF8.self)
      case .bytes(var count):
        let lines = talk.lineCount(within: count)
        // No scalar is cut.
        while talk.text[count] & 0xC0 == 0x80 { count -= 1 }
        let rest = talk.text[talk.textEnds[lines]..<max(count, talk.textEnds[lines])]
        return String(
          decoding: talk.json[..<talk.jsonEnds[lines]] + Talk.escaped(rest), as: UTF8.self)
      }
    }
  }

  private func withTalk<Result>(
    _ script: Script, _ seed: UInt64, _ body: (inout Talk) -> Result
  ) -> Result {
    lock.withLock {
      let key = Key(script: script, seed: seed)
      return body(&talks[key, default: Talk(dialogue: Dialogue(script, seed: seed))])
    }
  }
}
