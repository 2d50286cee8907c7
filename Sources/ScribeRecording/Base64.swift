#if canImport(FoundationEssentials)
  import FoundationEssentials
#else
  import Foundation
#endif

/// Bodies that are not text, as poll logs and HAR files write them (RFC 4648, section 4).
enum Base64 {
  /// The bytes, or nil where the text is not base64 with its padding, which Foundation lets pass
  /// in any number.
  static func decode(_ text: String) -> [UInt8]? {
    let padding = text.utf8.reversed().prefix { $0 == UInt8(ascii: "=") }.count
    guard text.utf8.count.isMultiple(of: 4), padding <= 2 else { return nil }
    return Data(base64Encoded: text).map(Array.init)
  }

  static func encode(_ bytes: [UInt8]) -> String {
    Data(bytes).base64EncodedString()
  }
}
