import ScribeJSON
package import ScribeSession

/// Takes patient data and secrets out of polls, so that the story they tell stays the same: verdicts,
/// phases, findings and events, but for fingerprints and for names that nobody documents.
///
/// What stays is an allow-list, ``Disclosure``; everything else is replaced by ``Pseudonyms``. Ids of
/// sessions, documents and templates stay, since events hold them; so do instants, or the spans between
/// them. Each poll is redacted by itself.
package struct Redaction: Sendable {
  private let pseudonyms: Pseudonyms
  private let disclosure: Disclosure

  package init(_ pseudonyms: Pseudonyms, disclosing disclosure: Disclosure = .body) {
    self.pseudonyms = pseudonyms
    self.disclosure = disclosure
  }

  /// The poll without patient data and secrets.
  package func redacted(_ poll: Poll) -> Poll {
    var grown = GrownTexts()
    return redacted(poll, after: &grown)
  }

  private func redacted(_ poll: Poll, after grown: inout GrownTexts) -> Poll {
    guard let stream = PollStream(method: poll.method, url: poll.url) else {
      return redactedOther(poll)
    }
    var redacted = poll
    redacted.url = RequestRedaction.url(poll.url, of: stream, pseudonyms)
    switch poll.outcome {
    case .noAnswer(let failure): redacted.outcome = .noAnswer(Poll.Failure(failure.kind))
    case .answer(let answer):
      redacted.outcome = .answer(
        Poll.Answer(
          status: answer.status,
          headers: RequestRedaction.headers(of: answer, receivedAt: poll.receivedAt),
          body: answer.body.map { body($0, session: stream.id, after: &grown) }))
    }
    return redacted
  }

  /// The poll without patient data and secrets, all its times moved by one span.
  ///
  /// - Parameter grown: long texts of the polls before.
  func redacted(
    _ poll: Poll, shiftedBy shift: TimeShift, after grown: inout GrownTexts
  ) throws(TimeShiftError) -> Poll {
    redacted(try shift.shifted(poll, disclosing: disclosure), after: &grown)
  }

  /// Of a poll that is ignored, only that it was there: nothing is known of what it holds.
  private func redactedOther(_ poll: Poll) -> Poll {
    let outcome: Poll.Outcome =
      switch poll.outcome {
      case .noAnswer(let failure): .noAnswer(Poll.Failure(failure.kind))
      case .answer(let answer): .answer(Poll.Answer(status: answer.status, body: nil))
      }
    return Poll(
      sentAt: poll.sentAt, receivedAt: poll.receivedAt,
      method: ExactText(poll.method).isWord ? poll.method : "OTHER",
      url: "https://host.invalid/", outcome: outcome)
  }

  private func body(
    _ body: [UInt8], session: ExactText, after grown: inout GrownTexts
  ) -> [UInt8] {
    do throws(JSONError) {
      return BodyRedaction.redacted(
        body, try JSONDocument(body).root, disclosing: disclosure, session: session, pseudonyms,
        after: &grown)
    } catch {
      return UnreadableRedaction.redacted(body, error, pseudonyms)
    }
  }
}
