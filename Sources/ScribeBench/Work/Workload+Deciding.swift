import ScribeJSON
import ScribeSession

extension Workload {
  /// Deciding and evolving alone, on polls that were read beforehand.
  static let transitions: [Workload] = [
    deciding("decide and evolve on an unchanged poll") { _ in recipe(.processing) },
    deciding("decide and evolve on an unchanged poll with two documents") { _ in
      recipe(.completed)
    },
    deciding("decide and evolve on a poll whose transcript grew") { place in
      var grown = recipe(.processing)
      grown.transcriptByteCount += 80 * place
      return grown
    },
  ]

  private static func recipe(_ status: BodyRecipe.Status) -> BodyRecipe {
    var recipe = BodyRecipe(status)
    recipe.isResigned = false
    return recipe
  }

  private static func deciding(
    _ title: String, _ recipe: @escaping @Sendable (_ place: Int) -> BodyRecipe
  ) -> Workload {
    Workload(title, .transition) { .deciding((0..<100).map(recipe)) }
  }
}

extension PreparedWorkload {
  /// A hundred times a run, goes through the polls from the second on, always from the state after
  /// the first.
  fileprivate static func deciding(_ recipes: [BodyRecipe]) -> PreparedWorkload {
    var reader = PollReader()
    let reads = recipes.enumerated().map { place, recipe in
      let answer = Poll.Answer(status: recipe.status.http, body: recipe.body(poll: place + 1))
      let poll = Poll(
        sentAt: nil, receivedAt: Instant(.received(place + 1)), url: recipe.url,
        outcome: .answer(answer))
      return reader.read(poll, key: .constant)
    }
    var first = Session()
    // The window of identities is full, and the content was compared once.
    for _ in 0..<40 { first.evolve(first.decide(reads[0])) }
    let passes = 100
    return PreparedWorkload(byteCount: 0, itemCount: passes * (reads.count - 1)) { [first] in
      (0..<passes).reduce(0) { count, _ in count + decide(from: first, reads) }
    }
  }

  @inline(never)
  private static func decide(from first: Session, _ reads: [ReadPoll]) -> Int {
    var session = first
    var eventCount = 0
    for read in reads.dropFirst() {
      let decision = session.decide(read)
      session.evolve(decision)
      eventCount += decision.events.count
    }
    return eventCount
  }
}

extension Instant {
  /// The moment of a made-up poll.
  init(_ time: PollTime) {
    self.init(microsecondsSinceEpoch: Int64(time.millisecondsSinceEpoch) * 1000)
  }
}
