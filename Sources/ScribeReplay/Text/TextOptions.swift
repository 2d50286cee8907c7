/// What texts show beside the bare story.
package struct TextOptions: Sendable {
  /// Times, pauses and spans: left out where two recordings of one story are compared.
  package var showsClock = true
  /// Colours, for terminals.
  package var usesColor = false
  /// Transcript and documents as they changed.
  package var showsPatientData = false

  package init() {}
}
