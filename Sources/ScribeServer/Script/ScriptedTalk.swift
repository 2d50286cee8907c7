import Foundation
import ScribeTalk

/// Invented talk of doctor and patient, from a seed: so many lines, or so many bytes.
struct ScriptedTalk: Sendable {
  enum Amount: Sendable {
    case lines(Int)
    case bytes(Int)
  }

  let language: Language
  let seed: UInt64
  let amount: Amount
}

/// Talk that was made up once, so that each poll of a session need not make up all of it again.
///
/// It grows to the longest talk that is asked for of each language and seed. Unchecked: the lock is what
/// makes it safe.
final class TalkCache: @unchecked Sendable {
  private struct Key: Hashable {
    let language: Language
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

  private let lock = NSLock()
  private var talks: [Key: Talk] = [:]

  /// How many whole lines a talk has.
  func lineCount(of talk: ScriptedTalk) -> Int {
    switch talk.amount {
    case .lines(let count): count
    case .bytes(let count): withTalk(talk) { $0.lineCount(within: count) }
    }
  }

  /// A talk as the inside of a JSON string.
  func json(of talk: ScriptedTalk) -> String {
    withTalk(talk) { made in
      switch talk.amount {
      case .lines(let count):
        while made.textEnds.count <= count { made.addLine() }
        return String(decoding: made.json[..<made.jsonEnds[count]], as: UTF8.self)
      case .bytes(var count):
        let lines = made.lineCount(within: count)
        // No scalar is cut.
        while made.text[count] & 0xC0 == 0x80 { count -= 1 }
        let rest = made.text[made.textEnds[lines]..<max(count, made.textEnds[lines])]
        return String(
          decoding: made.json[..<made.jsonEnds[lines]] + Talk.escaped(rest), as: UTF8.self)
      }
    }
  }

  private func withTalk<Result>(_ talk: ScriptedTalk, _ body: (inout Talk) -> Result) -> Result {
    lock.withLock {
      let key = Key(language: talk.language, seed: talk.seed)
      let new = Talk(dialogue: Dialogue(talk.language, seed: talk.seed))
      return body(&talks[key, default: new])
    }
  }
}
