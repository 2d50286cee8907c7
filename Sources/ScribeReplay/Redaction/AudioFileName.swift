/// What the name of an audio file tells of the file, and not of whom it is.
enum AudioFileName {
  /// By these audio is known; any other end of a name could be a word of somebody's.
  private static let extensions = [
    "webm", "wav", "mp3", "m4a", "mp4", "ogg", "opus", "flac", "aac", "pcm", "amr", "3gp",
  ]

  /// How many characters there are before the extension, with its dot; nil where there is none.
  static func extensionStart(in path: String) -> Int? {
    let scalars = path.unicodeScalars
    guard let dot = scalars.lastIndex(of: ".") else { return nil }
    let found = String(scalars[scalars.index(after: dot)...])
    return extensions.contains(found.lowercased()) ? scalars[..<dot].count : nil
  }
}
