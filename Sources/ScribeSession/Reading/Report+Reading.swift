extension Report {
  /// Reads the body of an answer, in one pass over its bytes.
  package init(_ answer: Poll.Answer) throws(UnreadableBody) {
    guard let body = answer.body else { throw UnreadableBody(.notRecorded, at: 0) }
    self.init(
      body: ReadBody(body, layout: try BodyScan(body).layout, http: answer.status))
  }
}
