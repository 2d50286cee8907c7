// The words for the rows of the contract, printed and stored, and each row in short.

extension ReadingRule {
  /// The stored word.
  package var name: String {
    switch self {
    case .ignored: "1.ignored"
    case .duplicate: "1.duplicate"
    case .noAnswer: "2.no-answer"
    case .notModified: "2.not-modified"
    case .notFound: "2.not-found"
    case .refused: "2.refused"
    case .unreadable: "2.unreadable"
    case .foreign: "2.foreign"
    case .stale: "2.stale"
    case .report: "2.report"
    }
  }

  /// The row in words.
  package var summary: String {
    switch self {
    case .ignored: "not a poll of a session, or of another one"
    case .duplicate: "one of the 32 polls before was the same"
    case .noAnswer: "no answer came"
    case .notModified: "304 after an applied report"
    case .notFound: "404"
    case .refused: "a status other than 2xx and 410"
    case .unreadable: "a body that is not a JSON object"
    case .foreign: "a body of another session"
    case .stale: "asked before the latest report was, and answered after it"
    case .report: "otherwise, a report"
    }
  }
}

extension StatusRule {
  /// The stored word.
  package var name: String {
    switch self {
    case .openAgrees: "3.open"
    case .endAgrees: "3.end"
    case .partialAgrees: "3.partial"
    case .expiredAgrees: "3.expired"
    case .expiredEnvelope: "3.expired-envelope"
    case .disagreement: "3.disagreement"
    case .unexpectedHTTP: "3.unexpected-http"
    case .openByHTTP: "3.open-by-http"
    case .partialByHTTP: "3.partial-by-http"
    case .expiredByHTTP: "3.expired-by-http"
    case .endUnknown: "3.end-unknown"
    case .unexpectedHTTPUnknown: "3.unexpected-http-unknown"
    }
  }
}

extension StatusRule {
  /// The row in words.
  package var summary: String {
    switch self {
    case .openAgrees: "202 with created, initialized, recording or processing"
    case .endAgrees: "200 with completed or failed"
    case .partialAgrees: "206 with partial"
    case .expiredAgrees: "410 with expired"
    case .expiredEnvelope: "410 with an error object"
    case .disagreement: "a known word that HTTP does not agree with"
    case .unexpectedHTTP: "a known word with another 2xx"
    case .openByHTTP: "202 without a known word"
    case .partialByHTTP: "206 without a known word"
    case .expiredByHTTP: "410 without a known word"
    case .endUnknown: "200 without a known word"
    case .unexpectedHTTPUnknown: "another 2xx without a known word"
    }
  }
}

extension TransitionRule {
  /// The row in words.
  package var summary: String {
    switch self {
    case .firstOpen: "unseen to open"
    case .firstSettled: "unseen to settled"
    case .unchanged: "the same phase, nothing tracked changed"
    case .contentChanged: "the same phase, something tracked changed"
    case .openLater: "open to a later open phase, or between initialized and recording"
    case .openSettled: "open to settled"
    case .openEarlier: "open to an earlier open phase"
    case .settledProcessing: "completed, partial or failed to processing"
    case .settledOther: "completed, partial or failed to another settled phase"
    case .settledEarlier: "completed, partial or failed to created, initialized or recording"
    case .expiredOther: "expired to anything else"
    }
  }
}

extension TransitionRule {
  /// The stored word.
  package var name: String {
    switch self {
    case .firstOpen: "4.first-open"
    case .firstSettled: "4.first-settled"
    case .unchanged: "4.unchanged"
    case .contentChanged: "4.content-changed"
    case .openLater: "4.open-later"
    case .openSettled: "4.open-settled"
    case .openEarlier: "4.open-earlier"
    case .settledProcessing: "4.settled-processing"
    case .settledOther: "4.settled-other"
    case .settledEarlier: "4.settled-earlier"
    case .expiredOther: "4.expired-other"
    }
  }
}

extension NextRule {
  /// The stored word.
  package var name: String {
    switch self {
    case .settled: "7.settled"
    case .linger: "7.linger"
    case .disagreement: "7.disagreement"
    case .overdue: "7.overdue"
    case .interval: "7.interval"
    case .notFound: "7.not-found"
    case .vanished: "7.vanished"
    case .unauthorized: "7.unauthorized"
    case .rejected: "7.rejected"
    case .backoff: "7.backoff"
    case .deadline: "7.deadline"
    }
  }

  /// The row in words.
  package var summary: String {
    switch self {
    case .settled: "settled, and HTTP agreed"
    case .linger: "partial or failed, which late results revise"
    case .disagreement: "settled, and HTTP contradicts it: stop once enough reports in a row did"
    case .overdue: "open, and past the limit"
    case .interval: "unseen or open: after the interval or Retry-After"
    case .notFound: "404, no report ever applied: stop after enough in a row"
    case .vanished: "404, a report was applied before: stop after enough in a row"
    case .unauthorized: "401 or 403"
    case .rejected: "the server refuses the request as it is"
    case .backoff: "a fault: poll with backoff, stop after enough in a row"
    case .deadline: "the deadline comes first"
    }
  }
}
