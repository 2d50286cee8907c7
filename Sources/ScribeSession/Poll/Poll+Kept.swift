// What may be kept of a poll, in a recording or a store.

extension Poll {
  /// The poll as a recording keeps it: without header fields for credentials, and without what could be
  /// a secret of URLs, its own and those in other texts.
  ///
  /// What is decided about it stays the same.
  package var withoutSecrets: Poll {
    var poll = self
    poll.url = url.redactedAsURL
    switch outcome {
    case .answer(var answer):
      answer.headers = answer.headers.compactMap { $0.withoutSecrets() }
      poll.outcome = .answer(answer)
    case .noAnswer(let failure):
      let message = failure.message?.redactingURLs
      poll.outcome = .noAnswer(Failure(failure.kind, message: message))
    }
    return poll
  }

  /// The poll as a store keeps it, whose bodies can be erased: without secrets, and without header
  /// fields that carry a digest of the body.
  package var kept: Poll {
    var poll = withoutSecrets
    if case .answer(var answer) = poll.outcome {
      answer.headers.removeAll(where: \.carriesDigest)
      poll.outcome = .answer(answer)
    }
    return poll
  }
}
