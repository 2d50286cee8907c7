/// Why no report could be read from an answer.
enum UnreadableReason: CaseIterable {
  case notRecorded, empty, cutOff, malformed, notAnObject, notUTF8, tooDeep
}
