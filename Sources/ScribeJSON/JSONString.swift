/// A view of a JSON string: its bytes as sent, and its text on request.
package struct JSONString: Sendable {
  /// What stands between the quotes, escapes as they were sent.
  package let raw: ArraySlice<UInt8>

  /// Takes a validated string with its quotes.
  init(quoted bytes: ArraySlice<UInt8>) {
    raw = bytes.dropFirst().dropLast()
  }

  /// Takes a validated string without its quotes.
  init(unquoted bytes: ArraySlice<UInt8>) {
    raw = bytes
  }

  /// The name that a cursor read in these bytes.
  package init(_ name: JSONName, in bytes: [UInt8]) {
    raw = bytes[name.start..<name.end]
  }

  /// The text in UTF-8: a view where the string has no escape, else a decoded copy.
  package var utf8: ArraySlice<UInt8> { hasEscape ? decoded()[...] : raw }

  private var hasEscape: Bool {
    ByteView.withView(of: raw) { view in view.place(of: ASCII.backslash, from: 0) < view.count }
  }

  /// The text in UTF-8, copied in any case.
  package func decoded() -> [UInt8] {
    ByteView.withView(of: raw) { view in
      // An escape is never shorter than what it stands for.
      [UInt8](unsafeUninitializedCapacity: view.count + ByteView.unescapingRoom) { buffer, count in
        count =
          view.unescape(
            from: 0, to: view.count, into: UnsafeMutableRawBufferPointer(buffer), filled: 0,
            limit: .max
          ).filled
      }
    }
  }

  /// The text, decoded; one copy of its bytes.
  ///
  /// It may hold patient data.
  package var text: String {
    ByteView.withView(of: raw) { view in
      guard view.place(of: ASCII.backslash, from: 0) < view.count else {
        return String(decoding: raw, as: UTF8.self)
      }
      return String(unsafeUninitializedCapacity: view.count + ByteView.unescapingRoom) { buffer in
        view.unescape(
          from: 0, to: view.count, into: UnsafeMutableRawBufferPointer(buffer), filled: 0,
          limit: .max
        ).filled
      }
    }
  }

  package var isEmpty: Bool { raw.isEmpty }

  package static func == (string: JSONString, text: String) -> Bool {
    string.utf8.elementsEqual(text.utf8)
  }
}
