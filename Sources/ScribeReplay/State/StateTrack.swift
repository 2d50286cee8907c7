import ScribeSession

/// A stream's state from poll to poll, as what each changed.
struct StateTrack {
  /// The state after the last poll that changed it.
  private(set) var listing = StateListing()
  private var outage: Outage.Kind?
  private var stop: StopReason?

  /// What a poll changed in the state; nothing where it only counts polls.
  mutating func observe(_ step: Step) -> [StateListing.Change] {
    let (outage, stop) = (step.session.outage?.kind, step.next.stopReason)
    // A state is listed at some cost, and most polls change nothing of it.
    guard
      !step.events.allSatisfy(\.isBookkeeping) || outage != self.outage || stop != self.stop
        || listing.entries.isEmpty
    else { return [] }
    (self.outage, self.stop) = (outage, stop)
    let now = StateListing(step.session, next: step.next)
    let changes = now.changes(since: listing).filter { !$0.path.isPollCount }
    listing = now
    return changes
  }
}

extension String {
  /// Whether the value of that path only counts polls, or says of which session a state is.
  var isPollCount: Bool {
    ["polls", "outage.polls", "next.after_s", "session"].contains(self) || hasPrefix("filter.")
  }
}

extension Next {
  fileprivate var stopReason: StopReason? {
    if case .stop(let reason) = self { reason } else { nil }
  }
}
