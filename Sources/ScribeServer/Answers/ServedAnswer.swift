public import ScribeSession

/// What a request is answered with, and when.
public struct ServedAnswer: Sendable {
  /// What comes back.
  public enum Outcome: Hashable, Sendable {
    /// A whole answer.
    case answer(Poll.Answer)
    /// An answer of which only so many bytes of the body come before the connection is closed.
    case cut(Poll.Answer, after: Int)
    /// No answer, as it was recorded.
    case failure(Poll.Failure.Kind)
  }

  /// What comes back.
  public internal(set) var outcome: Outcome
  /// How long it takes.
  public internal(set) var latency: Duration = .zero
  /// The session, whole or through a filter, that it is about, where it is about one.
  public internal(set) var stream: PollStream?
  /// Which poll of its stream it answers, from 1; 0 where it is none.
  public internal(set) var number = 0
  /// Whether the next poll of the stream gets no answer, which a client is to see on a connection of
  /// its own: on one that it kept, it would ask again by itself.
  var isBeforeFailure = false
  /// Why a recorded answer could not be given, for whoever runs the service.
  public internal(set) var problem: String?

  init(_ outcome: Outcome) {
    self.outcome = outcome
  }
}

extension ServedAnswer: CustomStringConvertible, CustomReflectable {
  /// The status or the failure, without any payload.
  public var description: String {
    switch outcome {
    case .answer(let answer): "\(answer)"
    case .cut(let answer, let count): "\(answer), cut after \(count) bytes"
    case .failure(let kind): "\(Poll.Failure(kind))"
    }
  }

  /// No children, so that a dump shows no payload.
  public var customMirror: Mirror { Mirror(self, children: []) }
}
