import ScribeSession
import ScribeTalk

/// What chance does to the n-th poll of a stream: the same for the same seed, whatever other sessions
/// are polled for in between.
struct Chance {
  private let seed: UInt64

  /// - Parameter stream: whose polls it is about.
  init(seed: UInt64, _ stream: PollStream) {
    // FNV-1a, because Swift's own hashes differ from one run to the next.
    var hash: UInt64 = 0xcbf2_9ce4_8422_2325
    let parts = [stream.id.text, stream.filter?.templateID?.text, stream.filter?.documentID?.text]
    for part in parts {
      for byte in (part ?? "").utf8 { hash = (hash ^ UInt64(byte)) &* 0x100_0000_01b3 }
      hash = (hash ^ 0xFF) &* 0x100_0000_01b3
    }
    self.seed = hash ^ seed
  }

  /// The numbers that belong to a poll, counted from 0.
  func numbers(ofPoll number: Int) -> ChanceNumbers {
    var mix = SplitMix64(seed: seed &+ UInt64(bitPattern: Int64(number)))
    return ChanceNumbers(random: SplitMix64(seed: mix.next()))
  }

  /// What begins to go wrong with a poll, where anything does: one number is asked, so that chances add
  /// up.
  func fault(ofPoll number: Int, _ plan: FaultPlan) -> Fault? {
    var numbers = numbers(ofPoll: number)
    var rest = numbers.next()
    var chances: [(Fault, Double)] = [
      (.drop, plan.drop), (.reset, plan.reset), (.cut, plan.cut),
      (.duplicate, plan.duplicate), (.reorder, plan.reorder),
    ]
    chances += plan.statuses.map { (.status($0), $0.chance) }
    for (fault, chance) in chances {
      if rest < chance { return fault }
      rest -= chance
    }
    return nil
  }
}

/// Numbers from 0 to below 1.
struct ChanceNumbers {
  fileprivate var random: SplitMix64

  mutating func next() -> Double { Double(random.next() >> 11) / Double(1 << 53) }
}
