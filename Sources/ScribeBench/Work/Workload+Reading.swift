import ScribeSession
import ScribeTalk

extension Workload {
  /// Bodies that are read beside the one before, and the same body by itself.
  static let incremental: [Workload] = [
    ("English", Language.english, Escaping.raw), ("Hindi", .hindi, .raw),
    ("escaped Hindi", .hindi, .unicode),
  ].flatMap { name, language, escaping in
    let pair = Pair(language, escaping)
    let scratch = "read a 1 MB \(name) poll from scratch"
    return [
      Workload(scratch, .incremental) { .reading(nil, pair.open) },
      Workload("read an unchanged 1 MB \(name) poll", .incremental, peer: scratch) {
        .reading(pair.open, pair.open)
      },
      Workload("read a 1 MB \(name) poll that grew by a line", .incremental, peer: scratch) {
        .reading(pair.shorter, pair.open)
      },
      Workload(
        "read a 1 MB \(name) poll with a re-signed URL in front", .incremental, peer: scratch
      ) {
        .reading(pair.resigned, pair.resigned)
      },
      Workload("read a 1 MB \(name) poll with one document more", .incremental, peer: scratch) {
        .reading(pair.completed(documents: 2), pair.completed(documents: 3))
      },
    ]
  }

  /// What a poll and the one before it are like.
  private struct Pair: Sendable {
    private let recipe: BodyRecipe

    init(_ language: Language, _ escaping: Escaping) {
      var recipe = BodyRecipe(language: language, escaping: escaping)
      recipe.uploadURLPlace = .first
      recipe.isResigned = false
      self.recipe = recipe
    }

    var open: BodyRecipe { recipe.sized(.large) }

    var shorter: BodyRecipe {
      var shorter = open
      shorter.transcriptByteCount -= 90
      return shorter
    }

    var resigned: BodyRecipe {
      var resigned = open
      resigned.isResigned = true
      return resigned
    }

    func completed(documents count: Int) -> BodyRecipe {
      var completed = open
      completed.status = .completed
      completed.documents = DocumentRecipe()
      completed.documents?.count = count
      return completed
    }
  }
}

extension PreparedWorkload {
  /// Reads the second poll of one recipe, a reader having read the first one of another.
  fileprivate static func reading(
    _ before: BodyRecipe?, _ recipe: BodyRecipe
  ) -> PreparedWorkload {
    let answer = Poll.Answer(status: recipe.status.http, body: recipe.body(poll: 2))
    var reader = BodyReader()
    if let before {
      _ = try? reader.read(Poll.Answer(status: before.status.http, body: before.body(poll: 1)))
    }
    return PreparedWorkload(byteCount: answer.body?.count ?? 0, itemCount: 1) { [reader] in
      var reader = reader
      return (try? reader.read(answer))?.memberCount ?? 0
    }
  }
}
