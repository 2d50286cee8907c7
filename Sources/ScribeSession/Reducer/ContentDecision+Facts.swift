import ScribeJSON

extension ContentDecision {
  mutating func decideWords() {
    if let model = report.modelUsed, model != known.modelUsed {
      add(.modelChanged(from: known.modelUsed, to: model))
      findSettledField("$.model_used", before: known.modelUsed)
    }
    if let language = report.languageDetected, language != known.languageDetected {
      add(.languageChanged(from: known.languageDetected, to: language))
      findSettledField("$.language_detected", before: known.languageDetected)
    }
    if let text = report.values[.message]?.string?.utf8 {
      let digest = Digest(of: text, key: key)
      if digest != known.message { add(.messageChanged(digest)) }
    }
  }

  private mutating func findSettledField(_ path: String, before: ExactText?) {
    guard before != nil, phaseBefore.isSettled, phase.isSettled else { return }
    find(
      Anomaly(.settledFieldChanged, path: path, expected: "the word before", actual: "another"))
  }

  mutating func decideErrors() {
    if let error = report.values[.error] {
      let digest = ErrorDigest(
        code: error["code"]?.string.map { ExactText($0.text) },
        message: (error.string ?? error["message"]?.string)
          .map { Digest(of: $0.utf8, key: key) })
      if digest != known.error { add(.errorChanged(digest)) }
    }
    if let list = report.values[.processingErrors] {
      let errors = processingErrors(list)
      if errors != known.processingErrors {
        add(.processingErrorsChanged(from: known.processingErrors?.count, to: errors))
      }
    }
  }

  private func processingErrors(_ list: JSONValue) -> ProcessingErrors {
    var hasher = FingerprintHasher(key: key)
    var count = 0
    var kinds: [ProcessingErrors.Kind] = []
    for error in list.elements {
      count += 1
      if count <= ProcessingErrors.limit {
        kinds.append(
          .init(type: Shape.word(error["type"]), file: Shape.fileName(error["file"])))
      }
      for field in [error["type"], error["message"], error["file"]] {
        let text = field?.string?.utf8
        hasher.append(text?.count ?? -1)
        hasher.append(text ?? [])
      }
    }
    return ProcessingErrors(count: count, kinds: kinds, fingerprint: hasher.fingerprint)
  }

  mutating func decidePassThrough() {
    for member in PassThroughMember.allCases {
      guard let value = report.values[member.member], value.type == .object else { continue }
      let digest = Digest(of: value.bytes, key: key)
      let before = known.passThrough[member]
      if digest != before {
        add(.passThroughChanged(member, from: before?.byteCount, to: digest))
      }
    }
  }
}

extension PassThroughMember {
  fileprivate var member: Member {
    switch self {
    case .additionalData: .additionalData
    case .patientDetails: .patientDetails
    case .sessionDetails: .sessionDetails
    }
  }
}
