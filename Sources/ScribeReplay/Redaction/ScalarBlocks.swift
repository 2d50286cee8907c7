/// The characters by which one that is not ASCII is replaced: of its length in UTF-8, and of its
/// bytes all but the last, which keeps the script.
struct ScalarBlocks {
  /// Where a character has none beside it, as among tags: `À` and after, Hiragana, faces.
  private static let substitutes: [Int: UInt32] = [2: 0xC0, 3: 0x3040, 4: 0x1F600]

  private var known: [UInt32: [Unicode.Scalar]] = [:]

  /// The characters in place of one; nil where it stays: ASCII, white space, punctuation, and what
  /// joins the letters of many scripts or keeps them apart.
  mutating func replacements(for scalar: Unicode.Scalar) -> [Unicode.Scalar]? {
    if scalar.isASCII || scalar.saysNothing { return nil }
    let block = scalar.value >> 6
    if let replacements = known[block] { return replacements }
    let replacements = Self.replacements(in: block) ?? Self.substitute(for: scalar)
    known[block] = replacements
    return replacements
  }

  private static func replacements(in block: UInt32) -> [Unicode.Scalar]? {
    let scalars = (block << 6..<(block + 1) << 6).compactMap(Unicode.Scalar.init)
    let visible = scalars.filter { $0.isVisible && !$0.saysNothing }
    if !visible.isEmpty { return visible }
    let harmless = scalars.filter { !$0.steers && !$0.saysNothing }
    return harmless.isEmpty ? nil : harmless
  }

  private static func substitute(for scalar: Unicode.Scalar) -> [Unicode.Scalar] {
    substitutes[UTF8.width(scalar)].flatMap { replacements(in: $0 >> 6) } ?? ["\u{FFFD}"]
  }
}

extension Unicode.Scalar {
  /// White space, punctuation, and the joiners that Indic scripts are written with.
  fileprivate var saysNothing: Bool {
    switch properties.generalCategory {
    case .spaceSeparator, .connectorPunctuation, .dashPunctuation, .openPunctuation,
      .closePunctuation, .initialPunctuation, .finalPunctuation, .otherPunctuation:
      true
    default: value == 0x200C || value == 0x200D
    }
  }

  /// Letters, marks, numbers and symbols.
  fileprivate var isVisible: Bool {
    switch properties.generalCategory {
    case .uppercaseLetter, .lowercaseLetter, .titlecaseLetter, .modifierLetter, .otherLetter,
      .nonspacingMark, .spacingMark, .enclosingMark, .decimalNumber, .letterNumber, .otherNumber,
      .mathSymbol, .currencySymbol, .modifierSymbol, .otherSymbol:
      true
    default: false
    }
  }

  /// Whether it could turn a line around, end one, hide, or stands for no character: none of these
  /// comes from redaction, nor into a source file.
  var steers: Bool {
    switch properties.generalCategory {
    case .control, .format, .lineSeparator, .paragraphSeparator, .surrogate: true
    default: properties.isNoncharacterCodePoint
    }
  }
}

extension UTF8 {
  fileprivate static func width(_ scalar: Unicode.Scalar) -> Int {
    scalar.value < 0x80 ? 1 : scalar.value < 0x800 ? 2 : scalar.value < 0x10000 ? 3 : 4
  }
}
