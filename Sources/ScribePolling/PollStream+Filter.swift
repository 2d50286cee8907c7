public import ScribeSession

extension PollStream.Filter {
  /// What is seen of a session through one template.
  public static func template(_ id: String) -> PollStream.Filter? {
    PollStream.Filter(templateID: ExactText(id), documentID: nil)
  }

  /// What is seen of a session through one document.
  public static func document(_ id: String) -> PollStream.Filter? {
    PollStream.Filter(templateID: nil, documentID: ExactText(id))
  }
}
