import HeapModule

/// Tasks that wait, the one whose time comes first in front; of equal times the one that came first.
struct WaitingLine {
  /// What a waiting task is known by.
  typealias Ticket = UInt64

  /// Where a task stands in the line.
  private struct Place: Comparable {
    let time: Duration
    let ticket: Ticket

    static func < (left: Place, right: Place) -> Bool {
      (left.time, left.ticket) < (right.time, right.ticket)
    }
  }

  private struct Waiter {
    let time: Duration
    let continuation: CheckedContinuation<Bool, Never>
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

  /// Lets a task wait, or resumes it with false where it was cancelled meanwhile.
  mutating func enter(
    _ ticket: Ticket, at time: Duration, _ continuation: CheckedContinuation<Bool, Never>
  ) {
    if absentees.contains(ticket) {
      continuation.resume(returning: false)
      return
    }
    waiters[ticket] = Waiter(time: time, continuation: continuation)
    places.insert(Place(time: time, ticket: ticket))
  }

  /// Takes a task that was cancelled out of the line.
  mutating func cancel(_ ticket: Ticket) {
    guard let waiter = waiters.removeValue(forKey: ticket) else {
      absentees.insert(ticket)
      return
    }
    waiter.continuation.resume(returning: false)
    // Places of those that have left go when their time comes, or when they are most of the line.
    guard places.count > 2 * waiters.count + 64 else { return }
    places = Heap(waiters.map { Place(time: $1.time, ticket: $0) })
  }

  /// Forgets a task that waits no longer.
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
  mutating func popFirst() -> CheckedContinuation<Bool, Never>? {
    while let first = places.popMin() {
      if let waiter = waiters.removeValue(forKey: first.ticket) { return waiter.continuation }
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
  /// - Parameter entered: what is to be done, under the lock, once the task stands in line.
  func wait(at time: Duration, entered: (inout Value) -> Void) async -> Bool {
    let ticket = withLock { $0.line.takeTicket() }
    let isResumed = await withTaskCancellationHandler {
      await withCheckedContinuation { continuation in
        withLock { value in
          value.line.enter(ticket, at: time, continuation)
          entered(&value)
        }
      }
    } onCancel: {
      withLock { $0.line.cancel(ticket) }
    }
    withLock { $0.line.forget(ticket) }
    return isResumed
  }
}
