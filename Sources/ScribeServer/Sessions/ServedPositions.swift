import Foundation
import ScribeSession

/// How far each stream was served.
///
/// Unchecked: the lock is what makes it safe.
final class ServedPositions: @unchecked Sendable {
  /// Which answer a poll is given.
  struct Turn {
    /// Which poll of the stream it is, from 0.
    let number: Int
    /// The place of the answer in the stream.
    let place: Int
    /// The place of the one that follows with the next poll, where that is known.
    let nextPlace: Int?
    /// What goes wrong with it.
    let fault: Fault?
  }

  fileprivate struct Position {
    /// How many polls there were.
    var polls = 0
    /// How many recorded answers had their turn.
    var given = 0
    /// The answer that was put off for the one after it.
    var putOff: Int?
    /// The answer that was given last.
    var last: Int?
    var isFinished = false
    /// The burst that is under way, and how many polls it still lasts.
    var burst: (fault: Fault, left: Int)?
  }

  private static let mostPositions = 1 << 16

  private let lock = NSLock()
  private var positions: [PollStream: Position] = [:]
  /// When a session was polled first.
  private var beginnings: [ExactText: Duration] = [:]
  private var finished = 0

  /// How many recorded streams were given their last answer.
  var finishedCount: Int { lock.withLock { finished } }

  /// The streams that were polled, and for how long their sessions have been.
  func ages(_ now: Duration) -> [(stream: PollStream, age: Duration)] {
    lock.withLock {
      positions.keys.compactMap { stream in beginnings[stream.id].map { (stream, now - $0) } }
    }
  }

  /// The turn of the next poll of a stream.
  ///
  /// - Parameters:
  ///   - count: how many answers the stream has; at least one.
  ///   - isRecorded: whether they are its own, so that it is finished with the last of them.
  ///   - fault: what begins to go wrong with a poll of that number.
  ///   - hasBody: whether the answer at a place can be cut.
  ///   - place: the answer that was current at an age of the session.
  func next(
    of stream: PollStream, count: Int, isRecorded: Bool, _ settings: ServiceSettings, now: Duration,
    fault: (Int) -> Fault?, hasBody: (Int) -> Bool, place: (Duration) -> Int
  ) -> Turn {
    lock.withLock {
      var position = positions[stream] ?? Position()
      let number = position.polls
      position.polls += 1
      var fault = position.goingOn(fault(number))
      let turn: Turn
      switch settings.advance {
      case .call:
        let following = position.putOff ?? settings.afterLast.place(position.given, of: count)
        if fault == .cut, !hasBody(following) { fault = nil }
        let place = position.place(fault, count, settings.afterLast)
        let next = position.putOff ?? settings.afterLast.place(position.given, of: count)
        turn = Turn(number: number, place: place, nextPlace: next, fault: fault)
      case .time:
        let beginning = beginnings[stream.id] ?? now
        beginnings[stream.id] = beginning
        let place = place((now - beginning).scaled(by: settings.speed))
        if fault == .cut, !hasBody(place) { fault = nil }
        turn = Turn(number: number, place: place, nextPlace: nil, fault: fault)
        if place == count - 1, fault?.comesInstead != true { position.given = count }
      }
      if isRecorded, !position.isFinished, position.given >= count, position.putOff == nil {
        position.isFinished = true
        finished += 1
      }
      // Of filters that nobody recorded a client can invent any number.
      if isRecorded || positions.count < Self.mostPositions || positions[stream] != nil {
        positions[stream] = position
      }
      return turn
    }
  }
}

extension ServedPositions.Position {
  /// What goes wrong with the next poll: what began before, else what begins with it.
  fileprivate mutating func goingOn(_ begun: Fault?) -> Fault? {
    if let (fault, left) = burst {
      burst = left > 1 ? (fault, left - 1) : nil
      return fault
    }
    if case .status(let status) = begun, status.burst > 1 {
      burst = (.status(status), status.burst - 1)
    }
    return begun
  }

  /// The place of the answer that is given by order of calls.
  fileprivate mutating func place(
    _ fault: Fault?, _ count: Int, _ end: ServiceSettings.AfterLast
  ) -> Int {
    let next = putOff ?? end.place(given, of: count)
    if fault?.comesInstead == true { return next }
    if fault == .duplicate, let last { return last }
    if fault == .reorder, putOff == nil, end.place(given, of: count) + 1 < count {
      putOff = next
      given += 2
      last = end.place(given - 1, of: count)
      return end.place(given - 1, of: count)
    }
    if putOff == nil { given += 1 }
    putOff = nil
    last = next
    return next
  }
}

extension ServiceSettings.AfterLast {
  /// The place of the answer that follows so many others.
  fileprivate func place(_ given: Int, of count: Int) -> Int {
    switch self {
    case .stays: min(given, count - 1)
    case .loops: given % count
    }
  }
}

extension Fault {
  /// Whether a client does not see the answer, which is then given to the next poll.
  var comesInstead: Bool {
    switch self {
    case .drop, .reset, .cut, .status: true
    case .duplicate, .reorder: false
    }
  }
}
