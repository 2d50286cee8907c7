import Foundation
import ScribeBench
import ScribeRecording
import ScribeSession
import ScribeTalk

/// Writes what fuzzers start from into a folder, one folder a fuzzer: the recordings in `Replays`,
/// their bodies, and made-up ones in every script.
@main
struct FuzzSeeds {
  private let folder: URL

  static func main() throws {
    let arguments = CommandLine.arguments
    guard arguments.count == 3 else { fatalError("usage: FuzzSeeds RECORDINGS CORPUS") }
    let seeds = FuzzSeeds(folder: URL(filePath: arguments[2]))
    let recordings = URL(filePath: arguments[1])
    for name in try FileManager.default.contentsOfDirectory(atPath: recordings.path).sorted() {
      guard name.hasSuffix(".jsonl") || name.hasSuffix(".har") else { continue }
      try seeds.write(recording: recordings.appending(path: name), name: name)
    }
    try seeds.writeMadeUpBodies()
  }

  private func write(_ bytes: [UInt8], to fuzzer: String, _ name: String) throws {
    let fuzzer = folder.appending(path: fuzzer)
    try FileManager.default.createDirectory(at: fuzzer, withIntermediateDirectories: true)
    try Data(bytes).write(to: fuzzer.appending(path: name))
  }

  private func write(recording file: URL, name: String) throws {
    try write(Array(try Data(contentsOf: file)), to: "FuzzPollLog", name)
    var recording = try Recording(path: file.path, skippingBadLines: true)
    var bodies: [[UInt8]] = []
    while let poll = try recording.next()?.poll {
      try write(entry(of: poll), to: "FuzzHAR", "\(name)-\(bodies.count)")
      guard case .answer(let answer) = poll.outcome, let body = answer.body else { continue }
      bodies.append(body)
    }
    try write(bodies: bodies, name)
  }

  private func writeMadeUpBodies() throws {
    for language in Language.allCases {
      for escaping in Escaping.allCases {
        var recipe = BodyRecipe(.completed, language: language, escaping: escaping)
        recipe.transcriptByteCount = 300
        recipe.documents?.byteCount = 500
        let bodies = (1...3).map { poll in
          recipe.transcriptByteCount += 60
          return recipe.body(poll: poll)
        }
        try write(bodies: bodies, "\(language)-\(escaping)")
      }
    }
  }

  /// A separator, then edits of four bytes each: one inserts, one removes, one replaces.
  private static let edits: [UInt8] = [
    0xFF, 1, 0, 40, 0x22, 2, 0, 90, 3, 0x80, 0, 99, 4, 0x5C, 0x75, 0x30, 0x31,
  ]

  private func write(bodies: [[UInt8]], _ name: String) throws {
    for (place, body) in bodies.enumerated() {
      try write(body, to: "FuzzDecoder", "\(name)-\(place)")
      try write(body + Self.edits, to: "FuzzEdits", "\(name)-\(place)")
      let chain = bodies[max(0, place - 1)...place]
      try write(Array(chain.joined(separator: [0xFF])), to: "FuzzBodies", "\(name)-\(place)")
    }
  }

  /// A poll as an entry of a HAR file.
  private func entry(of poll: Poll) -> [UInt8] {
    var entry: [String: Any] = [
      "startedDateTime": poll.receivedAt.description, "time": 41.5,
      "request": ["method": poll.method, "url": poll.url],
    ]
    if let answer = poll.answer {
      entry["response"] = [
        "status": answer.status,
        "headers": answer.headers.map { ["name": $0.name, "value": $0.value] },
        "content": ["text": String(decoding: answer.body ?? [], as: UTF8.self)],
      ]
    }
    let data = try? JSONSerialization.data(withJSONObject: entry, options: .sortedKeys)
    return data.map(Array.init) ?? []
  }
}
