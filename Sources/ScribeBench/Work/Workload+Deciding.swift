import ScribeJSON
import ScribeSession

extension Workload {
  /// Deciding and evolving alone, on polls that were read beforehand.
  static let transitions: [Workload] = {
    var open = BodyRecipe()
    open.isResigned = false
    var completed = BodyRecipe(.completed)
    completed.isResigned = false
    var grown = open
    grown.transcriptByteCount += 80
    return [
      deciding("decide and evolve on an unchanged poll", [open, open]),
      deciding(
        "decide and evolve on an unchanged poll with two documents", [completed, completed]),
      deciding("decide and evolve on a poll whose transcript changed", [open, grown]),
    ]
  }()

  /// Ten thousand polls a run, the recipes in turns.
  private static func deciding(_ title: String, _ recipes: [BodyRecipe]) -> Workload {
    let count = 10_000
    return Workload(title, .transition, byteCount: 0, itemCount: count) {
      var session = Session()
      var reader = PollReader()
      let polls = recipes.enumerated().map { place, recipe in
        Poll(
          sentAt: nil, receivedAt: Instant(microsecondsSinceEpoch: 1_780_754_400_000_000),
          url: recipe.url,
          outcome: .answer(
            Answer(status: recipe.status.http, body: recipe.body(poll: place + 1))))
      }
      // Each twice, so that what is the same was read beside its like.
      let reads = (polls + polls + polls).map { reader.read($0, key: .constant) }.suffix(2)
      let (first, second) = (reads[reads.startIndex], reads[reads.startIndex + 1])
      for read in [first, second, first, second] { session.evolve(session.decide(read)) }
      return {
        var same = 0
        for place in 0..<count {
          let decision = session.decide(place & 1 == 0 ? first : second)
          session.evolve(decision)
          if decision.verdict == .same { same += 1 }
        }
        return same
      }
    }
  }
}
