/// Waits until something holds that somebody else brings about, looking again every millisecond.
func until(_ condition: () -> Bool) async {
  while !condition() { try? await Task.sleep(for: .milliseconds(1)) }
}
