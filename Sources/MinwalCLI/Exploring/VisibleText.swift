import Minwal

/// Text for eyes: characters that cannot be seen, or that would disturb what is around them, by their numbers.
enum VisibleText {
  /// Text that may stand on a line of its own: without line breaks, controls and marks that reorder what follows.
  static func line(_ text: String) -> String {
    var result = String.UnicodeScalarView()
    for scalar in text.unicodeScalars {
      if scalar == "\n" { result.append("⏎") } else { append(scalar, to: &result, hides: isDisturbing(scalar)) }
    }
    return String(result)
  }

  /// Text in which every invisible character is to be seen.
  static func revealed(_ text: String) -> String {
    var result = String.UnicodeScalarView()
    for scalar in text.unicodeScalars {
      if scalar == "\n" { result.append("⏎") } else { append(scalar, to: &result, hides: isInvisible(scalar)) }
    }
    return String(result)
  }

  private static func append(_ scalar: Unicode.Scalar, to result: inout String.UnicodeScalarView, hides: Bool) {
    if hides { result.append(contentsOf: "⟨\(number(scalar))⟩".unicodeScalars) } else { result.append(scalar) }
  }

  /// What a short piece of text is, in words: `U+0640 ARABIC TATWEEL ×3`.
  ///
  /// A longer one is shown itself, in quotation marks, up to so many characters.
  static func described(_ text: String, _ limit: Int) -> String {
    let scalars = Array(text.unicodeScalars)
    guard let first = scalars.first else { return "nothing" }
    if scalars.allSatisfy({ $0 == first }) {
      return named(first) + (scalars.count > 1 ? " ×\(scalars.count)" : "")
    }
    if scalars.count <= 3, scalars.contains(where: isInvisible) { return scalars.map(named).joined(separator: ", ") }
    return quoted(revealed(text), limit)
  }

  /// Text in quotation marks, up to so many characters.
  static func quoted(_ text: String, _ limit: Int) -> String { "«\(isolated(shortened(text, limit)))»" }

  /// `U+200F RIGHT-TO-LEFT MARK`, with the character itself before it where it can be seen; ASCII needs no names.
  private static func named(_ scalar: Unicode.Scalar) -> String {
    if (0x21..<0x7F).contains(scalar.value) { return quoted(String(scalar), 1) }
    let properties = scalar.properties
    let text = number(scalar) + (name(scalar).map { " \($0)" } ?? "")
    if isInvisible(scalar) || scalar == " " || properties.generalCategory == .nonspacingMark { return text }
    return "\(isolated(String(scalar))) \(text)"
  }

  /// What Unicode calls a character; controls have no names of their own.
  static func name(_ scalar: Unicode.Scalar) -> String? {
    switch scalar {
    case "\t": "TAB"
    case "\n": "LINE FEED"
    case "\r": "CARRIAGE RETURN"
    default: scalar.properties.name ?? scalar.properties.nameAlias
    }
  }

  /// `U+200F`.
  static func number(_ scalar: Unicode.Scalar) -> String {
    let digits = String(scalar.value, radix: 16, uppercase: true)
    return "U+" + String(repeating: "0", count: max(0, 4 - digits.count)) + digits
  }

  /// Text of its own direction: Arabic does not carry off what is around it, and the other way round.
  static func isolated(_ text: String) -> String { "\u{2068}\(text)\u{2069}" }

  /// The first so many characters, with an ellipsis if there are more.
  static func shortened(_ text: String, _ limit: Int) -> String {
    let scalars = text.unicodeScalars
    guard scalars.count > limit else { return text }
    return String(String.UnicodeScalarView(scalars.prefix(limit - 1))) + "…"
  }

  static func isInvisible(_ scalar: Unicode.Scalar) -> Bool {
    if scalar == " " { return false }
    switch scalar.properties.generalCategory {
    case .control, .format, .spaceSeparator, .lineSeparator, .paragraphSeparator, .unassigned, .privateUse, .surrogate:
      return true
    default: return scalar.properties.isDefaultIgnorableCodePoint
    }
  }

  /// Controls of terminals, and those that change the order of what follows.
  private static func isDisturbing(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar.value {
    case 0x202A...0x202E, 0x2066...0x2069: true
    default: [.control, .lineSeparator, .paragraphSeparator].contains(scalar.properties.generalCategory)
    }
  }
}
