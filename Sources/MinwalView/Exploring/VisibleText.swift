package import Minwal

/// Text for eyes: characters that cannot be seen, or that would disturb what is around them, by their numbers.
package enum VisibleText {
  /// Text in which every invisible character is to be seen.
  package static func revealed(_ text: String) -> PrintableText { PrintableText(text, hiding: isInvisible) }

  /// What a short piece of text is, in words: `U+0640 ARABIC TATWEEL ×3`.
  ///
  /// A longer one is shown itself, in quotation marks, up to so many characters.
  package static func described(_ text: String, _ limit: Int) -> PrintableText {
    let scalars = Array(text.unicodeScalars)
    guard let first = scalars.first else { return "nothing" }
    if scalars.allSatisfy({ $0 == first }) {
      return scalars.count > 1 ? "\(named(first)) ×\(scalars.count)" : named(first)
    }
    if scalars.count <= 3, scalars.contains(where: isInvisible) { return scalars.map(named).joined(separator: ", ") }
    return quoted(revealed(text), limit)
  }

  /// Text in quotation marks, up to so many characters.
  package static func quoted(_ text: PrintableText, _ limit: Int) -> PrintableText {
    "«\(text.shortened(limit).isolated)»"
  }

  /// `U+200F RIGHT-TO-LEFT MARK`, with the character itself before it where it can be seen; ASCII needs no names.
  private static func named(_ scalar: Unicode.Scalar) -> PrintableText {
    if (0x21..<0x7F).contains(scalar.value) { return quoted("\(scalar)", 1) }
    let properties = scalar.properties
    let text: PrintableText = "\(PrintableText.number(scalar))\(name(scalar).map { " \($0)" } ?? "")"
    if isInvisible(scalar) || scalar == " " || properties.generalCategory == .nonspacingMark { return text }
    return "\(("\(scalar)" as PrintableText).isolated) \(text)"
  }

  /// What Unicode calls a character; controls have no names of their own.
  package static func name(_ scalar: Unicode.Scalar) -> String? {
    switch scalar {
    case "\t": "TAB"
    case "\n": "LINE FEED"
    case "\r": "CARRIAGE RETURN"
    default: scalar.properties.name ?? scalar.properties.nameAlias
    }
  }

  package static func isInvisible(_ scalar: Unicode.Scalar) -> Bool {
    if scalar == " " { return false }
    switch scalar.properties.generalCategory {
    case .control, .format, .spaceSeparator, .lineSeparator, .paragraphSeparator, .unassigned, .privateUse, .surrogate:
      return true
    default: return scalar.properties.isDefaultIgnorableCodePoint
    }
  }
}
