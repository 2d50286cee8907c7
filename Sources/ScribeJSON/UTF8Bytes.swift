/// Texts by their bytes in UTF-8, where Swift compares them by what they mean.
package enum UTF8Bytes {
  /// Whether both are the same bytes.
  package static func areEqual(_ left: String, _ right: String) -> Bool {
    let count = left.utf8.count
    guard count == right.utf8.count else { return false }
    return withView(of: left) { leftView in
      withView(of: right) { rightView in
        leftView.hasEqualBytes(from: 0, as: rightView, from: 0, count: count)
      }
    }
  }

  /// Feeds the bytes and a byte that is none of UTF-8.
  package static func hash(_ text: String, into hasher: inout Hasher) {
    withView(of: text) { view in view.hash(into: &hasher) }
    hasher.combine(0xFF as UInt8)
  }

  private static func withView<Result>(of text: String, _ body: (ByteView) -> Result) -> Result {
    let result = text.utf8.withContiguousStorageIfAvailable { body(ByteView($0)) }
    if let result { return result }
    // A bridged string has no bytes of its own.
    return ByteView.withView(of: Array(text.utf8)) { body($0) }
  }
}
