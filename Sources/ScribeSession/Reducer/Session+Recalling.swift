extension Session {
  /// Takes in what was decided about a poll when it was recorded, where its body cannot be had any more.
  ///
  /// The step has the findings that the poll had, as they began; it has no report, and of the rules
  /// only that of what is next.
  package mutating func recall(
    _ verdict: Verdict, _ events: [Event], policy: PollPolicy = PollPolicy()
  ) -> Step {
    let decision = Decision(recalling: verdict, events, openBefore: openAnomalies)
    for event in events { evolve(event) }
    return Step(
      session: self, decision: decision,
      next: decision.record.map { decideNext(after: $0, policy: policy) })
  }
}

extension Decision {
  fileprivate init(recalling verdict: Verdict, _ events: [Event], openBefore: [Anomaly]) {
    var opened: PollStream?
    var record: PollRecord?
    var further: [Event] = []
    var (begun, ended): ([Anomaly], Set<Finding>) = ([], [])
    for event in events {
      if case .opened(let stream) = event {
        opened = stream
        continue
      }
      if case .polled(let polled) = event {
        record = polled
        continue
      }
      if case .anomalyBegan(let anomaly) = event { begun.append(anomaly) }
      if case .anomalyEnded(let code, let path) = event { ended.insert(Finding(code, path)) }
      further.append(event)
    }
    // What a duplicate finds neither begins nor ends: it is over with it.
    if let record, record.kind == .duplicate, record.isClockSetBack {
      begun.append(Anomaly(.logClock))
    }
    // A poll tells of the findings of its level: one of these that did not end was found again.
    let foundAgain = openBefore.filter { anomaly in
      guard let record, record.kind != .duplicate else { return false }
      return anomaly.code.level <= record.level && !ended.contains(Finding(anomaly))
    }
    self.init(
      verdict: verdict, opened: opened, record: record, furtherEvents: further,
      anomalies: Session.ordered(foundAgain + begun),
      readReport: nil, statusRule: nil, transitionRule: nil, absorbed: nil)
  }
}
