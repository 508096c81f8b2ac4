import Minwal
import MinwalLanguage

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

  let folding: TermFolding
  private(set) var tokens: [Token] = []
  /// The folded letters of the tokens, a 0 behind each token.
  private(set) var letters: [UInt32] = []

  /// Where the next token is looked for.
  private var position = 0

  /// Creates a reader.
  init(_ folding: TermFolding) { self.folding = folding }

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
      switch Self.role(of: scalar, folding) {
      case .letter(let letter):
        wordStart = wordStart ?? position
        letters.append(letter)
      case .ignored: break
      case .alone:
        if wordStart != nil { break reading }
        letters.append(TermFolding.mark(scalar))
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
      hash = Self.extend(hash, letters[index])
    }
    letters.append(0)
    let token = Token(range: range, lettersEnd: letters.count, hash: Self.finish(hash))
    tokens.append(token)
    return token
  }

  /// Where a token's letters begin in ``letters``.
  func lettersStart(_ token: Int) -> Int { token == 0 ? 0 : tokens[token - 1].lettersEnd }
}

extension TokenReader {
  /// Looks at the next token without keeping anything of it.
  ///
  /// - Parameters:
  ///   - text: The text.
  ///   - position: Where to begin; becomes the end of the token.
  ///   - roles: What ``smallRoles(_:)`` gives.
  ///   - folding: Which letters count as one.
  /// - Returns: Where the token starts, and the hash it has as a ``Token``; `nil` at the end.
  static func skim(
    _ text: Span<UInt8>, from position: inout Int, _ roles: Span<UInt16>, _ folding: TermFolding
  ) -> (start: Int, hash: UInt64)? {
    var start = -1
    var hash: UInt64 = 0
    var place = position
    defer { position = place }
    let end = text.count
    while place < end {
      let byte = text[place]
      var length = 2
      let scalar: UInt32
      let code: UInt32
      if byte & 0xE0 == 0xC0, place + 1 < end {
        // Nearly all characters of Arabic text.
        scalar = UInt32(byte & 0x1F) << 6 | UInt32(text[place + 1] & 0x3F)
        code = UInt32(roles[Int(scalar)])
      } else if byte < 0x80 {
        scalar = UInt32(byte)
        length = 1
        code = UInt32(roles[Int(scalar)])
      } else {
        (scalar, length) = text.scalar(at: place)
        code = scalar < 0x800 ? UInt32(roles[Int(scalar)]) : Self.code(of: scalar, folding)
      }
      if code > Self.alone {
        start = start < 0 ? place : start
        hash = extend(hash, code)
      } else if code != Self.ignored {
        if start >= 0 { break }
        if code == Self.alone {
          place += length
          return (place - length, finish(extend(0, TermFolding.mark(scalar))))
        }
      }
      place += length
    }
    return start < 0 ? nil : (start, finish(hash))
  }

  @inline(__always)
  private static func extend(_ hash: UInt64, _ letter: UInt32) -> UInt64 {
    (hash ^ UInt64(letter)) &* 0x9FB2_1C65_1E98_DF25
  }

  @inline(__always)
  private static func finish(_ hash: UInt64) -> UInt64 { hash ^ hash >> 32 }

  // Codes of roles, which are less than any letter's.
  private static let space: UInt32 = 0
  private static let ignored: UInt32 = 1
  private static let alone: UInt32 = 2

  /// The codes of the characters of up to two bytes, which nearly all text is made of.
  static func smallRoles(_ folding: TermFolding) -> [UInt16] {
    switch folding {
    case .general: generalRoles
    case .persian: persianRoles
    case .turkic: turkicRoles
    }
  }

  private static let generalRoles = makeSmallRoles(.general)
  private static let persianRoles = makeSmallRoles(.persian)
  private static let turkicRoles = makeSmallRoles(.turkic)

  private static func makeSmallRoles(_ folding: TermFolding) -> [UInt16] {
    (0..<0x800).map { UInt16(truncatingIfNeeded: code(of: $0, folding)) }
  }

  /// A role as one number: the letter, or one of those above.
  private static func code(of scalar: UInt32, _ folding: TermFolding) -> UInt32 {
    switch role(of: scalar, folding) {
    case .letter(let letter): letter
    case .alone: alone
    case .ignored: ignored
    case .space: space
    }
  }

  /// What a character is among tokens.
  private enum Role {
    /// Part of a word; the letter it counts as.
    case letter(UInt32)
    /// A token by itself.
    case alone
    /// As if it were not there: vowel signs of Arabic, tatweel, joiners.
    case ignored
    case space
  }

  private static func role(of scalar: UInt32, _ folding: TermFolding) -> Role {
    if let letter = folding.letter(scalar) { return .letter(letter) }
    // The letter apostrophe is typed for the others, and they for it.
    if scalar == 0x2BC { return .alone }
    if scalar >= LetterKind.firstStandingAlone && LetterKind.standsAlone(scalar) { return .alone }
    switch LetterKind(scalar) {
    case .letter(let letter): return .letter(letter)
    // Terms with digits of different scripts are different terms.
    case .digit: return .letter(scalar)
    // Voicing marks of Japanese belong to characters that stand alone.
    case .mark where scalar == 0x3099 || scalar == 0x309A: return .alone
    case .mark: return (0x64B...0x65F).contains(scalar) || scalar == 0x670 ? .ignored : .letter(scalar)
    case .ignored: return .ignored
    case .space: return .space
    case .other: return .alone
    }
  }
}
