/// What is wrong with a row.
struct RowFault: Error {
  let reason: String

  init(_ reason: String) {
    self.reason = reason
  }
}
