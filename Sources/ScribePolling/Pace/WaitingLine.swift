import HeapModule

/// Those who wait, the one whose time comes first in front; of equal times the one that came first.
///
/// It only keeps them. Whoever takes one out wakes it after unlocking: a task that is woken, or whose
/// cancellation is being handled, has a lock of its own, which must not be waited for within another.
struct WaitingLine {
  /// What a waiting one is known by.
  typealias Ticket = UInt64
  /// Tells a waiting one that its time has come, or, with false, that it is cancelled.
  typealias Wake = @Sendable (Bool) -> Void

  /// Where one stands in the line.
  private struct Place: Comparable {
    let time: Duration
    let ticket: Ticket

    static func < (left: Place, right: Place) -> Bool {
      (left.time, left.ticket) < (right.time, right.ticket)
    }
  }

  private struct Waiter {
    let time: Duration
    let wake: Wake
  }

  private var places = Heap<Place>()
  private var waiters: [Ticket: Waiter] = [:]
  /// Those that were cancelled before they had come to stand in the line.
  private var absentees: Set<Ticket> = []
  private var nextTicket: Ticket = 0

  /// How many wait.
  var count: Int { waiters.count }

  mutating func takeTicket() -> Ticket {
    nextTicket += 1
    return nextTicket
  }

  /// Lets one wait; false where it was cancelled meanwhile.
  mutating func enter(_ ticket: Ticket, at time: Duration, _ wake: @escaping Wake) -> Bool {
    if absentees.contains(ticket) { return false }
    waiters[ticket] = Waiter(time: time, wake: wake)
    places.insert(Place(time: time, ticket: ticket))
    return true
  }

  /// Takes one out of the line wherever it stands; nil where it does not.
  mutating func remove(_ ticket: Ticket) -> Wake? {
    guard let waiter = waiters.removeValue(forKey: ticket) else { return nil }
    // Places of those that have left go when their time comes, or when they are most of the line.
    if places.count > 2 * waiters.count + 64 {
      places = Heap(waiters.map { Place(time: $1.time, ticket: $0) })
    }
    return waiter.wake
  }

  /// Takes one out that was cancelled, whether it stands in the line already or not.
  mutating func cancel(_ ticket: Ticket) -> Wake? {
    if let wake = remove(ticket) { return wake }
    absentees.insert(ticket)
    return nil
  }

  /// Forgets one that waits no longer.
  mutating func forget(_ ticket: Ticket) { absentees.remove(ticket) }

  /// The time of the first in the line.
  mutating func firstTime() -> Duration? {
    while let first = places.min {
      if waiters[first.ticket] != nil { return first.time }
      places.removeMin()
    }
    return nil
  }

  /// Takes the first out of the line.
  mutating func popFirst() -> Wake? {
    while let first = places.popMin() {
      if let waiter = waiters.removeValue(forKey: first.ticket) { return waiter.wake }
    }
    return nil
  }
}

/// A state in which tasks wait.
protocol HasWaitingLine: Sendable {
  var line: WaitingLine { get set }
}

extension Locked where Value: HasWaitingLine {
  /// Waits in line until somebody takes this task out of it; false where the task was cancelled.
  ///
  /// - Parameter entered: what is to be done, under the lock, once the task stands in line; what it
  ///   returns is done after unlocking.
  func wait(
    at time: Duration, entered: (inout Value) -> (@Sendable () -> Void)?
  ) async -> Bool {
    let ticket = withLock { $0.line.takeTicket() }
    let isResumed = await withTaskCancellationHandler {
      await withCheckedContinuation { continuation in
        let afterwards = withLock { value -> (@Sendable () -> Void)? in
          let isEntered = value.line.enter(ticket, at: time) { continuation.resume(returning: $0) }
          if isEntered { return entered(&value) }
          return { continuation.resume(returning: false) }
        }
        afterwards?()
      }
    } onCancel: {
      let wake = withLock { $0.line.cancel(ticket) }
      wake?(false)
    }
    withLock { $0.line.forget(ticket) }
    return isResumed
  }
}
