import ScribeSession

extension Workload {
  /// Bodies that are read beside the one before, and the same body by itself.
  static let incremental: [Workload] = [
    ("English", Script.english, Escaping.raw), ("Hindi", .hindi, .raw),
    ("\\u-escaped Hindi", .hindi, .unicode),
  ].flatMap { name, script, escaping in
    var recipe = BodyRecipe(script: script, escaping: escaping)
    recipe.uploadURLPlace = .first
    recipe.isResigned = false
    let whole = recipe.sized(1_000_000)
    var shorter = whole
    shorter.transcriptByteCount -= 90
    var resigned = whole
    resigned.isResigned = true
    var completed = whole
    completed.status = .completed
    completed.documents = DocumentRecipe()
    var documented = completed
    documented.documents?.count = 3
    let scratch = "read a 1 MB \(name) poll from scratch"
    return [
      reading(scratch, nil, whole),
      reading("read an unchanged 1 MB \(name) poll", whole, whole, peer: scratch),
      reading("read a 1 MB \(name) poll that grew by a line", shorter, whole, peer: scratch),
      reading(
        "read a 1 MB \(name) poll with a re-signed URL in front", resigned, resigned,
        peer: scratch),
      reading(
        "read a 1 MB \(name) poll with one document more", completed, documented, peer: scratch),
    ]
  }

  /// Reads the second poll of one recipe, a reader having read the first one of another.
  private static func reading(
    _ title: String, _ before: BodyRecipe?, _ recipe: BodyRecipe, peer: String? = nil
  ) -> Workload {
    Workload(title, .incremental, byteCount: recipe.body(poll: 2).count, peer: peer) {
      let answer = Answer(status: recipe.status.http, body: recipe.body(poll: 2))
      var prepared = BodyReader()
      if let before {
        _ = try? prepared.read(Answer(status: before.status.http, body: before.body(poll: 1)))
      }
      return { [prepared] in
        var reader = prepared
        return (try? reader.read(answer))?.memberCount ?? 0
      }
    }
  }
}
