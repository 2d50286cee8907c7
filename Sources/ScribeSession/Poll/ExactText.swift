import ScribeJSON

/// A text that somebody else wrote, an id or a word, compared by its bytes.
///
/// Swift's `String` takes canonically equivalent texts for equal; two session ids that differ in
/// one byte are two sessions.
public struct ExactText: Hashable, Sendable {
  /// The text as it came.
  ///
  /// It may hold control characters: escape it before printing it.
  public let text: String

  /// Wraps a text as it came.
  public init(_ text: String) {
    self.text = text
  }

  /// Whether both are the same bytes in UTF-8.
  public static func == (left: ExactText, right: ExactText) -> Bool {
    UTF8Bytes.areEqual(left.text, right.text)
  }

  /// Feeds the bytes, so that equal texts hash alike.
  public func hash(into hasher: inout Hasher) {
    UTF8Bytes.hash(text, into: &hasher)
  }
}

extension ExactText: Comparable {
  /// Orders by bytes, which is the order of code points.
  public static func < (left: ExactText, right: ExactText) -> Bool {
    left.text.utf8.lexicographicallyPrecedes(right.text.utf8)
  }
}

extension ExactText: ExpressibleByStringLiteral, CustomStringConvertible {
  /// Wraps a literal.
  public init(stringLiteral text: String) {
    self.init(text)
  }

  /// The text as it came.
  public var description: String { text }
}
