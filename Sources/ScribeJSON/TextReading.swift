/// What a text is known by, and where its fingerprint can be taken up again when the text has grown.
package struct TextReading: Sendable {
  /// The length of the text in bytes of UTF-8, escapes decoded.
  package private(set) var byteCount = 0
  /// The fingerprint of the text.
  package private(set) var fingerprint: Fingerprint
  /// The fingerprint of its first bytes, where it was asked for and the text is long enough.
  package private(set) var prefixFingerprint: Fingerprint?
  /// The length of the prefix whose fingerprint was asked for.
  package private(set) var prefixLength: Int?

  private var checkpoint: Checkpoint

  /// The state after the last whole block.
  private struct Checkpoint {
    var hasher: TextHasher
    /// How many bytes of the string were read, quotes not counted.
    var position = 0
    /// Decoded bytes that belong to the block after: an escape may lie across two blocks.
    var carried: UInt32 = 0
    var carriedCount = 0
  }

  /// Reads the text of a string.
  ///
  /// - Parameter prefixLength: the length of a prefix whose fingerprint is wanted too.
  package init(_ string: JSONString, key: FingerprintKey, prefixLength: Int? = nil) {
    checkpoint = Checkpoint(hasher: TextHasher(key: key))
    fingerprint = Fingerprint(0, 0)
    read(string, prefixLength)
  }

  /// Reads the text of a string that begins with the one that was read last, from where that one's
  /// last whole block ended.
  package mutating func extend(to string: JSONString) { read(string, nil) }

  private mutating func read(_ string: JSONString, _ prefixLength: Int?) {
    prefixFingerprint = nil
    self.prefixLength = prefixLength
    ByteView.withView(of: string.raw) { view in
      let hasEscape =
        checkpoint.position != checkpoint.hasher.count
        || view.place(of: ASCII.backslash, from: checkpoint.position) < view.count
      if hasEscape {
        readEscaped(view, prefixLength)
      } else {
        readPlain(view, prefixLength)
      }
    }
  }

  /// Blocks where they stand.
  private mutating func readPlain(_ view: ByteView, _ prefixLength: Int?) {
    if let prefixLength, prefixLength <= view.count, prefixLength >= checkpoint.position {
      let position = checkpoint.hasher.appendBlocks(
        of: view.prefix(prefixLength), from: checkpoint.position)
      prefixFingerprint = checkpoint.hasher.fingerprint(
        endingWith: view, from: position, to: prefixLength)
      checkpoint.position = position
    }
    checkpoint.position = checkpoint.hasher.appendBlocks(of: view, from: checkpoint.position)
    finish(view, from: checkpoint.position, to: view.count)
  }

  /// Decoded a block at a time.
  private mutating func readEscaped(_ view: ByteView, _ prefixLength: Int?) {
    withUnsafeTemporaryAllocation(
      byteCount: TextHasher.blockSize + ByteView.unescapingRoom, alignment: 16
    ) { buffer in
      while true {
        for place in 0..<checkpoint.carriedCount {
          buffer[place] = UInt8(truncatingIfNeeded: checkpoint.carried >> (8 * UInt32(place)))
        }
        let (position, filled) = view.unescape(
          from: checkpoint.position, to: view.count, into: buffer,
          filled: checkpoint.carriedCount, limit: TextHasher.blockSize)
        let text = ByteView(UnsafeRawBufferPointer(buffer))
        if let prefixLength { notePrefix(prefixLength, text, filled) }
        guard filled >= TextHasher.blockSize else { return finish(text, from: 0, to: filled) }
        _ = checkpoint.hasher.appendBlocks(of: text.prefix(TextHasher.blockSize), from: 0)
        checkpoint.position = position
        checkpoint.carried = 0
        checkpoint.carriedCount = filled - TextHasher.blockSize
        for place in 0..<checkpoint.carriedCount {
          checkpoint.carried |= UInt32(text[TextHasher.blockSize + place]) << (8 * UInt32(place))
        }
      }
    }
  }

  private mutating func notePrefix(_ length: Int, _ text: ByteView, _ filled: Int) {
    let rest = length - checkpoint.hasher.count
    guard rest >= 0, rest <= min(filled, TextHasher.blockSize - 1) else { return }
    prefixFingerprint = checkpoint.hasher.fingerprint(endingWith: text, from: 0, to: rest)
  }

  private mutating func finish(_ view: ByteView, from start: Int, to end: Int) {
    byteCount = checkpoint.hasher.count + end - start
    fingerprint = checkpoint.hasher.fingerprint(endingWith: view, from: start, to: end)
  }
}
