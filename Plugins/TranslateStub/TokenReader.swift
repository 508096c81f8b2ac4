import Minwal

/// A text as tokens for looking up terms: words, single characters of scripts without spaces, and single other
/// characters but white space. Letters are folded, so that spellings of one term meet.
struct TokenReader: Sendable {
  /// A token.
  struct Token: Sendable {
    /// Its bytes in the text.
    var range: Range<Int>
    /// Where its letters end in ``letters``, with the 0 behind them.
    var lettersEnd: Int
    var hash: UInt64
  }

  private(set) var tokens: [Token] = []
  /// The folded letters of the tokens, a 0 behind each token.
  private(set) var letters: [UInt32] = []

  /// Where the next token is looked for.
  private var position = 0

  /// Reads a whole text.
  mutating func read(_ text: Span<UInt8>) {
    start(at: 0)
    while next(in: text) != nil {}
  }

  /// Forgets the tokens and goes to the beginning or end of a token.
  mutating func start(at position: Int) {
    tokens.removeAll(keepingCapacity: true)
    letters.removeAll(keepingCapacity: true)
    self.position = position
  }

  /// Whether there is a token of this number; reads on if it is the next one.
  mutating func hasToken(_ index: Int, in text: Span<UInt8>) -> Bool {
    index < tokens.count || next(in: text) != nil
  }

  /// Reads a token, and adds it to ``tokens``; `nil` at the end.
  mutating func next(in text: Span<UInt8>) -> Token? {
    var wordStart: Int?
    reading: while position < text.count {
      let (scalar, length) = text.scalar(at: position)
      switch LetterFolding.kind(of: scalar) {
      case .letter(let letter):
        wordStart = wordStart ?? position
        letters.append(letter)
      case .ignored: break
      case .alone(let letter):
        if wordStart != nil { break reading }
        letters.append(letter)
        position += length
        return finish((position - length)..<position)
      case .space: if wordStart != nil { break reading }
      }
      position += length
    }
    return wordStart.map { finish($0..<position) }
  }

  private mutating func finish(_ range: Range<Int>) -> Token {
    var hash: UInt64 = 0
    for index in (tokens.last?.lettersEnd ?? 0)..<letters.count {
      hash = (hash ^ UInt64(letters[index])) &* 0x9FB2_1C65_1E98_DF25
    }
    letters.append(0)
    let token = Token(range: range, lettersEnd: letters.count, hash: hash ^ hash >> 32)
    tokens.append(token)
    return token
  }

  /// Where a token's letters begin in ``letters``.
  func lettersStart(_ token: Int) -> Int { token == 0 ? 0 : tokens[token - 1].lettersEnd }
}

/// How characters are compared when terms are looked up.
enum LetterFolding {
  enum Kind {
    /// Part of a word; the letter it counts as.
    case letter(UInt32)
    /// A token by itself.
    case alone(UInt32)
    /// As if it were not there: vowel signs, tatweel, joiners.
    case ignored
    case space
  }

  /// What a character is.
  static func kind(of scalar: UInt32) -> Kind {
    switch scalar {
    case 0x61...0x7A, 0x30...0x39: return .letter(scalar)
    case 0x41...0x5A: return .letter(scalar + 0x20)
    case 0x09...0x0D, 0x20: return .space
    case 0...0x7F: return .alone(scalar)
    case 0x622, 0x623, 0x625, 0x671: return .letter(0x627)
    case 0x640, 0x64B...0x65F, 0x670: return .ignored
    case 0x620...0x64A: return .letter(scalar)
    // Scripts that put no space between words.
    case 0x3041...0x30FF, 0x3400...0x4DBF, 0x4E00...0x9FFF, 0x20000...0x3FFFD: return .alone(scalar)
    case 0xE01...0xE4E, 0xE81...0xEDF, 0x1000...0x103F, 0x1780...0x17D3: return .alone(scalar)
    default: return Unicode.Scalar(scalar).map(general) ?? .space
    }
  }

  private static func general(_ scalar: Unicode.Scalar) -> Kind {
    let properties = scalar.properties
    switch properties.generalCategory {
    case .uppercaseLetter, .titlecaseLetter:
      let lower = properties.lowercaseMapping.unicodeScalars
      return .letter(lower.count == 1 ? lower.first!.value : scalar.value)
    case .lowercaseLetter, .modifierLetter, .otherLetter, .decimalNumber, .letterNumber, .otherNumber, .spacingMark,
      .nonspacingMark:
      return .letter(scalar.value)
    case .format, .enclosingMark: return .ignored
    case .spaceSeparator, .lineSeparator, .paragraphSeparator, .control: return .space
    default: return .alone(scalar.value)
    }
  }
}
