import ScribeSession
import ScribeTalk

extension Workload {
  /// The bodies that are decoded from scratch, each beside Foundation's decoder.
  static let decoding: [Workload] = bodies.flatMap { decoding($0) }

  private static func decoding(_ body: Body) -> [Workload] {
    let peer = "Foundation decodes \(body.name)"
    return [
      Workload("decode \(body.name)", .decode, peer: peer, isLarge: body.isLarge) {
        .decoding(body.answer)
      },
      Workload(
        "decode \(body.name) and make the transcript a String", .decode, peer: peer,
        isLarge: body.isLarge
      ) {
        .decodingText(body.answer)
      },
      Workload(peer, .peer, isLarge: body.isLarge) { .foundation(body.answer) },
    ]
  }

  private static let bodies: [Body] =
    BodySize.allCases.flatMap { size in
      [
        Body(size, "English", .english), Body(size, "Hindi", .hindi), Body(size, "Tamil", .tamil),
        Body(size, "mixed", .mixed), Body(size, "escaped Hindi", .hindi, .unicode),
      ]
    } + [
      Body(.hour, "English", .english, with: "180 audio files") {
        $0.audioFileCount = 180
        $0.audioNames = .s3
      },
      Body(.large, "English", .english, with: "big notes") {
        $0.status = .completed
        $0.documents = DocumentRecipe()
        $0.documents?.byteCount = 400_000
      },
    ]

  /// A body in words, and how it is made.
  private struct Body: Sendable {
    let name: String
    private let size: BodySize
    private let recipe: BodyRecipe

    init(
      _ size: BodySize, _ languageName: String, _ language: Language, _ escaping: Escaping = .raw,
      with feature: String? = nil, _ change: (inout BodyRecipe) -> Void = { _ in }
    ) {
      self.size = size
      var recipe = BodyRecipe(language: language, escaping: escaping)
      change(&recipe)
      self.recipe = recipe
      name = "a \(size.name) \(languageName) body" + (feature.map { " with \($0)" } ?? "")
    }

    var isLarge: Bool { size == .huge }

    var answer: Poll.Answer {
      Poll.Answer(status: recipe.status.http, body: recipe.sized(size).body(poll: 1))
    }
  }
}

extension BodySize {
  /// The size as titles have it.
  var name: String {
    switch self {
    case .small: "1 KB"
    case .hour: "60 KB"
    case .large: "1 MB"
    case .huge: "16 MB"
    }
  }
}

extension PreparedWorkload {
  /// A body from scratch, without a word of its text.
  static func decoding(_ answer: Poll.Answer) -> PreparedWorkload {
    PreparedWorkload(byteCount: answer.body?.count ?? 0) { decoded(answer) }
  }

  /// A body from scratch, and its transcript as a `String`.
  static func decodingText(_ answer: Poll.Answer) -> PreparedWorkload {
    PreparedWorkload(byteCount: answer.body?.count ?? 0) { decodedText(answer) }
  }

  /// The body decoded by Foundation.
  static func foundation(_ answer: Poll.Answer) -> PreparedWorkload {
    let body = answer.body ?? []
    let peer = FoundationPeer(body)
    return PreparedWorkload(byteCount: body.count) { peer.run() }
  }

  @inline(never)
  private static func decoded(_ answer: Poll.Answer) -> Int {
    (try? Report(answer))?.memberCount ?? 0
  }

  @inline(never)
  private static func decodedText(_ answer: Poll.Answer) -> Int {
    (try? Report(answer))?.transcript?.utf8.count ?? 0
  }
}
