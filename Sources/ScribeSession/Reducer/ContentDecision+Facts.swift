import ScribeJSON

extension ContentDecision {
  mutating func decideWords(_ known: Content, _ given: ReportedContent) {
    if let model = given.modelUsed, model != known.modelUsed {
      add(.modelChanged(from: known.modelUsed, to: model))
      findSettledField("$.model_used", before: known.modelUsed)
    }
    if let language = given.languageDetected, language != known.languageDetected {
      add(.languageChanged(from: known.languageDetected, to: language))
      findSettledField("$.language_detected", before: known.languageDetected)
    }
    if let message = given.message, message != known.message { add(.messageChanged(message)) }
  }

  private mutating func findSettledField(_ path: String, before: ExactText?) {
    guard before != nil, phaseBefore.isSettled, phase.isSettled else { return }
    find(
      Anomaly(.settledFieldChanged, path: path, expected: "the word before", actual: "another"))
  }

  mutating func decideErrors(_ known: Content, _ given: ReportedContent) {
    if let error = given.error, error != known.error { add(.errorChanged(error)) }
    if let errors = given.processingErrors, errors != known.processingErrors {
      add(.processingErrorsChanged(from: known.processingErrors?.count, to: errors))
    }
  }

  mutating func decidePassThrough(_ known: Content, _ given: ReportedContent) {
    for member in PassThroughMember.allCases {
      guard let digest = given.passThrough[member] else { continue }
      let before = known.passThroughDigests[member]
      if digest != before {
        add(.passThroughChanged(member, from: before?.byteCount, to: digest))
      }
    }
  }
}
