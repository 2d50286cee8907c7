import ScribeSession

extension Workload {
  /// The bodies that are decoded from scratch, each beside Foundation's decoder.
  static let decoding: [Workload] = bodies.flatMap { body in
    let peer = "Foundation decodes \(body.name)"
    return [
      Workload(
        "decode \(body.name)", .decode, byteCount: body.byteCount, peer: peer
      ) {
        let answer = body.answer
        return { decoded(answer) }
      },
      Workload(
        "decode \(body.name) and make the transcript a String", .decode,
        byteCount: body.byteCount, peer: peer
      ) {
        let answer = body.answer
        return { decodedText(answer) }
      },
      Workload(peer, .peer, byteCount: body.byteCount) {
        FoundationPeer(body.answer.body ?? []).run
      },
    ]
  }

  /// Without a word of the text.
  @inline(never)
  private static func decoded(_ answer: Answer) -> Int {
    (try? Report(answer))?.memberCount ?? 0
  }

  @inline(never)
  private static func decodedText(_ answer: Answer) -> Int {
    (try? Report(answer))?.transcript?.utf8.count ?? 0
  }

  static let bodies: [Body] =
    [1_000, 60_000, 1_000_000, 16_000_000].flatMap { size in
      [
        Body("English", .english, .raw, size), Body("Hindi", .hindi, .raw, size),
        Body("Tamil", .tamil, .raw, size), Body("mixed", .mixed, .raw, size),
        Body("\\u-escaped Hindi", .hindi, .unicode, size),
      ]
    } + [
      Body("English", .english, .raw, 60_000, audioFileCount: 180),
      Body("English", .english, .raw, 300_000, documentByteCount: 50_000),
    ]

  /// A body in words.
  struct Body: Sendable {
    let name: String
    let byteCount: Int
    private let recipe: BodyRecipe

    init(
      _ language: String, _ script: Script, _ escaping: Escaping, _ size: Int,
      audioFileCount: Int = 4, documentByteCount: Int? = nil
    ) {
      var recipe = BodyRecipe(
        documentByteCount == nil ? .processing : .completed, script: script, escaping: escaping)
      recipe.audioFileCount = audioFileCount
      if audioFileCount > 4 { recipe.audioNames = .s3 }
      if let documentByteCount { recipe.documents?.byteCount = documentByteCount }
      let sizeName = size >= 1_000_000 ? "\(size / 1_000_000) MB" : "\(size / 1_000) KB"
      var name = "a \(sizeName) \(language) body"
      if audioFileCount > 4 { name += " with \(audioFileCount) audio files" }
      if documentByteCount != nil { name += " with big notes" }
      self.name = name
      self.recipe = recipe.sized(size)
      byteCount = self.recipe.body(poll: 1).count
    }

    var answer: Answer {
      Answer(status: recipe.status.http, body: recipe.body(poll: 1))
    }
  }
}
