import ScribeSession

/// A predicate held against the polls of a recording, one after the other.
package struct PredicateWatch {
  private let predicate: PollPredicate
  private let texts: Set<String>
  private var streams: [PollStream: FoundTexts] = [:]

  package init(_ predicate: PollPredicate) {
    self.predicate = predicate
    texts = predicate.texts
  }

  /// Whether it holds after a poll; never of one that is ignored.
  package mutating func holds(after replayed: ReplayedPoll) -> Bool {
    guard let effect = replayed.effect else { return false }
    if !texts.isEmpty {
      streams[effect.stream, default: FoundTexts()].search(texts, in: effect.step)
    }
    return holds(predicate, replayed, effect)
  }

  private func holds(
    _ predicate: PollPredicate, _ replayed: ReplayedPoll, _ effect: ReplayedPoll.Effect
  ) -> Bool {
    switch predicate {
    case .condition(let condition):
      if case .text(let text) = condition.value {
        return streams[effect.stream]?.contains(text) ?? false
      }
      return condition.holds(replayed, effect)
    case .not(let inner): return !holds(inner, replayed, effect)
    case .all(let terms): return terms.allSatisfy { holds($0, replayed, effect) }
    case .any(let terms): return terms.contains { holds($0, replayed, effect) }
    }
  }
}

/// Which of the wanted texts stand in the content of one session, and where; no content.
private struct FoundTexts {
  private var found = KnownContent<Set<String>>()

  /// Looks into what a step changed.
  mutating func search(_ texts: Set<String>, in step: Step) {
    found.observe(step) { report, place in
      guard let content = report.text(at: place) else { return [] }
      let bytes = Array(content.utf8)
      return texts.filter { Self.contains(Array($0.utf8), in: bytes) }
    }
  }

  func contains(_ text: String) -> Bool {
    found.transcript?.contains(text) == true
      || found.documents.values.contains { parts in
        parts.values.contains { $0.contains(text) }
      }
  }

  private static func contains(_ wanted: [UInt8], in text: [UInt8]) -> Bool {
    guard let first = wanted.first else { return true }
    var rest = text[...]
    while rest.count >= wanted.count, let start = rest.firstIndex(of: first) {
      if rest[start...].starts(with: wanted) { return true }
      rest = rest[(start + 1)...]
    }
    return false
  }
}

extension Condition {
  /// Whether a poll and the state after it fulfil it; texts are looked into elsewhere.
  fileprivate func holds(_ replayed: ReplayedPoll, _ effect: ReplayedPoll.Effect) -> Bool {
    let step = effect.step
    let poll = replayed.poll
    switch subject {
    case .phase:
      let phase = step.session.phase
      let classes = (phase.isOpen ? ["open"] : []) + (phase.isSettled ? ["settled"] : [])
      return isAmong([phase.name] + classes)
    case .verdict: return isAmong([step.verdict.name])
    case .http: return holds(http: poll.answer?.status)
    case .failure:
      guard case .noAnswer(let failure) = poll.outcome else { return isAmong([]) }
      return isAmong([failure.kind.name])
    case .status: return isAmong([step.readReport?.status?.text].compactMap { $0 })
    case .anomaly: return isAmong(step.anomalies.map(\.code.name))
    case .severity:
      return compares(step.anomalies.map(\.severity).max()) { value in
        if case .severity(let severity) = value { severity } else { nil }
      }
    case .event: return isAmong(step.events.map(\.name))
    case .next:
      switch step.next {
      case .poll: return isAmong(["poll"])
      case .stop(let reason): return isAmong(["stop", reason.name])
      }
    case .document:
      return isAmong(step.session.content.documents.flatMap(\.names))
    case .documentStatus:
      return isAmong(step.session.content.documents.compactMap(\.status?.word.text))
    case .documents: return compares(number: step.session.content.documentCount)
    case .transcript:
      let count = step.session.content.transcript?.byteCount
      return comparison == nil ? count != nil : compares(number: count ?? 0)
    case .audio: return compares(number: step.session.content.audioFilesReceived)
    case .poll: return compares(number: replayed.number)
    case .interval: return compares(duration: effect.lastReceivedAt?.duration(to: poll.receivedAt))
    case .latency: return compares(duration: poll.sentAt?.duration(to: poll.receivedAt))
    case .text: return false
    }
  }

  /// Whether the wanted word is among those; without one, whether there are any.
  private func isAmong(_ words: [String]) -> Bool {
    guard case .word(let word) = value else { return !words.isEmpty }
    let isThere = words.contains { ExactText($0) == ExactText(word) }
    return comparison == .unequal ? !isThere : isThere
  }

  private func holds(http status: Int?) -> Bool {
    guard case .httpClass(let digit) = value else { return compares(number: status) }
    let isOfClass = status.map { $0 / 100 == digit } ?? false
    return isOfClass == (comparison == .equal)
  }

  private func compares(number: Int?) -> Bool {
    compares(number) { if case .number(let number) = $0 { number } else { nil } }
  }

  private func compares(duration: Duration?) -> Bool {
    compares(duration) { if case .duration(let duration) = $0 { duration } else { nil } }
  }

  /// Compares what is there with the wanted value; what is not there is unequal to everything, and
  /// neither less nor greater.
  private func compares<Measure: Comparable>(
    _ actual: Measure?, _ wanted: (Value) -> Measure?
  ) -> Bool {
    guard let wanted = value.flatMap(wanted), let comparison else { return false }
    guard let actual else { return comparison == .unequal }
    switch comparison {
    case .equal: return actual == wanted
    case .unequal: return actual != wanted
    case .less: return actual < wanted
    case .lessOrEqual: return actual <= wanted
    case .greater: return actual > wanted
    case .greaterOrEqual: return actual >= wanted
    case .contains: return false
    }
  }
}

extension Document {
  /// The words that it may be asked for by.
  fileprivate var names: [String] {
    if case .id(let id) = key { [templateID.text, id.text] } else { [templateID.text] }
  }
}
