import ScribeSession

extension Event {
  /// The stored words of all events, for whoever asks for one by its word.
  static let names = [
    "opened", "polled", "phaseChanged", "audioFilesChanged", "audioNamesChanged",
    "audioFilesProcessedChanged", "transcriptAppeared", "transcriptExtended",
    "transcriptRewritten", "transcriptShrank", "transcriptCleared", "documentAdded",
    "documentStatusChanged", "documentContentChanged", "documentIdentified",
    "documentsRecounted", "documentRemoved", "instantSet", "instantMoved", "modelChanged",
    "languageChanged", "messageChanged", "errorChanged", "processingErrorsChanged",
    "passThroughChanged", "retryAfterIgnored", "uploadModeChanged", "anomalyBegan", "anomalyEnded",
  ]
}
