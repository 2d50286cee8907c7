import Testing

/// Waits until something holds that somebody else brings about, looking again every millisecond; not for
/// ever, and says then what has not come about.
///
/// Looks are counted, not time: where a machine is busy, those that are waited for are late as well.
func until(
  _ what: String, sourceLocation: SourceLocation = #_sourceLocation, _ condition: () -> Bool
) async {
  for _ in 0..<60_000 {
    if condition() { return }
    try? await Task.sleep(for: .milliseconds(1))
  }
  Issue.record("it has not come about that \(what)", sourceLocation: sourceLocation)
}
