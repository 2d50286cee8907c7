import ScribeSession

extension PollStream {
  /// The session's id and its filter, for people.
  var phrase: String {
    let parts = [
      filter?.templateID.map { "template \($0.text.printable)" },
      filter?.documentID.map { "document \($0.text.printable)" },
    ].compactMap { $0 }
    return id.text.printable + (parts.isEmpty ? "" : " (\(parts.joined(separator: ", ")))")
  }
}
