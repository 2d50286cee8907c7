import ScribeSession

extension StoredStep {
  /// What the rows say; the reason where they say nothing that this version reads.
  init(
    _ row: PollRow, _ stream: PollStream, body: StoredBody?, keys: StreamKeys?
  ) throws(RowFault) {
    let (isErased, isLocked) =
      switch body {
      case .erased: (true, false)
      case .locked: (false, true)
      case .bytes, nil: (false, false)
      }
    self.init(
      position: row.position, stream: stream, version: row.version,
      poll: try row.poll(body?.bytes), isBodyErased: isErased, isBodyLocked: isLocked,
      hasReadableBodies: keys != nil, fingerprintKey: keys?.fingerprint,
      verdict: try row.decodedVerdict(), phase: try row.decodedPhase(),
      events: try row.decodedEvents(), reducer: row.reducer.text)
  }
}
