/// Waits until something holds that somebody else brings about, looking again every few milliseconds;
/// not for ever, and says then what has not come about.
///
/// Looks are counted, not time: where a machine is busy, those that are waited for are late as well,
/// and a test that waits gets a thread once all others that begin with it had theirs, which may take
/// minutes.
package func eventually(_ what: String, _ condition: () -> Bool) async throws {
  for _ in 0..<20_000 {
    if condition() { return }
    try await Task.sleep(for: .milliseconds(3))
  }
  throw Late(what: what)
}

/// What somebody has waited for did not come about.
package struct Late: Error {
  package let what: String
}
