import MinwalLanguage

/// Guesses the encoding of bytes: they are read in each that is likely, and what looks most like words wins.
public enum EncodingGuess: Hashable, Sendable {
  case utf8
  /// It says so itself.
  case byteOrderMark
  /// As iconv calls it.
  case named(String)
  /// No text, or none that could be told.
  case unknown

  /// Encodings that text is found in, the more common before those that could be taken for them.
  private static let singleByte = [
    "windows-1252", "windows-1256", "windows-1251", "windows-1250", "windows-1253", "windows-1254", "windows-1255",
    "iso-8859-6", "koi8-r",
  ]
  /// Those of East Asia, with what every text in them has besides Chinese characters: the same bytes are kana in
  /// several.
  private static let multiByte: [(name: String, signs: ClosedRange<UInt32>?)] = [
    ("gb18030", nil), ("shift_jis", 0x3041...0x30FF), ("euc-jp", 0x3041...0x30FF), ("euc-kr", 0xAC00...0xD7A3),
    ("big5", nil),
  ]

  /// What texts in a language are in, if not in UTF-8, where encodings differ in letters alone.
  private static let usual = [
    "tr": "windows-1254", "pl": "windows-1250", "cs": "windows-1250", "sk": "windows-1250", "hu": "windows-1250",
  ]

  /// Less than this share of words that look like words is not text in that encoding.
  fileprivate static let leastShare = 0.8

  /// Guesses the encoding of the beginning of a file, which may end in mid-character.
  public init(_ bytes: Span<UInt8>) {
    if Self.hasByteOrderMark(bytes) {
      self = .byteOrderMark
      return
    }
    if let bad = UTF8Validation.firstInvalid(in: bytes) {
      // A character that the end of the sample has cut is none that is wrong.
      if bad.lowerBound + 4 > bytes.count, bad.upperBound == bytes.count, bad.lowerBound > 0 {
        self = .utf8
        return
      }
    } else if bytes.firstIndex(of: 0, from: 0) == nil {
      self = .utf8
      return
    }
    if let wide = Self.utf16(bytes) {
      self = .named(wide)
      return
    }
    guard bytes.firstIndex(of: 0, from: 0) == nil else {
      self = .unknown
      return
    }
    self = Self.legacy(bytes)
  }

  private static func hasByteOrderMark(_ bytes: Span<UInt8>) -> Bool {
    if bytes.count >= 2, (bytes[0], bytes[1]) == (0xFF, 0xFE) || (bytes[0], bytes[1]) == (0xFE, 0xFF) { return true }
    return bytes.count >= 3 && (bytes[0], bytes[1], bytes[2]) == (0xEF, 0xBB, 0xBF)
  }

  /// Text in most scripts has spaces and line ends, whose one byte is zero.
  private static func utf16(_ bytes: Span<UInt8>) -> String? {
    guard bytes.count >= 8 else { return nil }
    var (even, odd) = (0, 0)
    for index in bytes.indices where bytes[index] == 0 { if index % 2 == 0 { even += 1 } else { odd += 1 } }
    let least = bytes.count / 40 + 1
    if even >= least, odd * 20 < even { return "utf-16be" }
    if odd >= least, even * 20 < odd { return "utf-16le" }
    return nil
  }

  private static func legacy(_ bytes: Span<UInt8>) -> EncodingGuess {
    var best: (name: String, score: Double)?
    func consider(_ name: String, _ score: (Text) -> Double) {
      guard let text = decode(bytes, name) else { return }
      var score = score(text)
      guard score >= leastShare else { return }
      if let language = LanguageDetector.language(of: text.span), usual[language.rawValue] == name { score += 0.02 }
      if score > best?.score ?? 0 { best = (name, score) }
    }
    for name in singleByte { consider(name) { WordShapes.score($0) } }
    for (name, signs) in multiByte { consider(name) { WordShapes.commonShare($0, signs) } }
    return best.map { .named($0.name) } ?? .unknown
  }

  /// What bytes seem to be in, if that is not the encoding that someone has named for them: read in that, they would
  /// be other letters, or none.
  ///
  /// - Parameters:
  ///   - bytes: The beginning of a file.
  ///   - encoding: What it is said to be in.
  /// - Returns: The better guess; `nil` if the encoding fits as well, or nothing speaks against it.
  package static func better(for bytes: Span<UInt8>, than encoding: String) -> EncodingGuess? {
    let guess = EncodingGuess(bytes)
    switch guess {
    case .byteOrderMark, .unknown: return nil
    // In nearly any encoding, ASCII is ASCII.
    case .utf8: return (0..<bytes.count).contains(where: { bytes[$0] >= 0x80 }) ? guess : nil
    case .named(let name) where name.hasPrefix("utf-16"):
      return encoding.lowercased().hasPrefix("utf-16") || encoding.lowercased().hasPrefix("ucs-2") ? nil : guess
    case .named(let name):
      guard let own = decode(bytes, name), let other = decode(bytes, encoding) else { return guess }
      // The same letters, by another name.
      if own == other { return nil }
      let (best, given) = (score(own, name), score(other, encoding))
      return given >= leastShare && given > best - 0.02 ? nil : guess
    }
  }

  private static func score(_ text: Text, _ name: String) -> Double {
    if let (_, signs) = multiByte.first(where: { $0.name == name.lowercased() }) {
      return WordShapes.commonShare(text, signs)
    }
    return WordShapes.score(text)
  }

  /// The bytes as text; `nil` if more than a few cannot be read.
  package static func decode(_ bytes: Span<UInt8>, _ encoding: String?) -> Text? {
    var text = Text()
    var trace: EditTrace?
    let decoder = TextDecoder(encoding.map { Encoding(name: $0) }, invalidUTF8: .repair)
    guard let bad = try? decoder.decode(bytes, into: &text, &trace), bad <= bytes.count / 1000 + 1 else { return nil }
    return text
  }
}

/// How much a text looks as if it was read in the right encoding.
private enum WordShapes {
  /// Which share of the words that are not ASCII have letters of one script, capitals only where words have them, and
  /// no signs inside; and, since the same bytes can make such words in several scripts, whether frequent letters are
  /// frequent.
  static func score(_ text: Text) -> Double {
    var (good, all) = (0, 0)
    var word: [Unicode.Scalar] = []
    var (frequent, letters) = (0, 0)
    func end() {
      defer { word = [] }
      // Signs by themselves, as in £ 4, are right in any encoding.
      guard word.contains(where: { $0.value >= 0x80 }), word.contains(where: \.properties.isAlphabetic) else { return }
      all += 1
      guard isWord(word) else { return }
      good += 1
      guard word.contains(where: { $0.value >= 0x370 }) else { return }
      letters += word.count
      frequent += word.count { frequentLetters.contains($0) }
    }
    for scalar in String(text).unicodeScalars {
      if scalar.value < 0x80 && !scalar.properties.isAlphabetic || isQuoteOrSpace(scalar) {
        end()
      } else {
        word.append(scalar)
      }
    }
    end()
    guard all > 0 else { return EncodingGuess.leastShare }
    let shape = Double(good) / Double(all)
    guard letters > 0 else { return shape }
    // The ten most frequent letters of a language make up two thirds of a text.
    let share = Double(frequent) / Double(letters)
    return shape * min(1, share * 2) + share / 20
  }

  /// The most frequent letters of Greek, Russian, Hebrew, Arabic and Persian.
  private static let frequentLetters = Set("αοιετσνηυρςόάίоеаинтсрвлкיוהלאתמרשבнايلنمورتبةعهدیک".unicodeScalars)

  private static func isQuoteOrSpace(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar.properties.generalCategory {
    case .spaceSeparator, .initialPunctuation, .finalPunctuation, .dashPunctuation, .openPunctuation, .closePunctuation:
      true
    default: "،؛؟…".unicodeScalars.contains(scalar)
    }
  }

  private static func isWord(_ word: [Unicode.Scalar]) -> Bool {
    var scripts: Set<UInt32> = []
    var isSmall: [Bool] = []
    for scalar in word {
      switch scalar.properties.generalCategory {
      case .uppercaseLetter, .titlecaseLetter: isSmall.append(false)
      case .lowercaseLetter: isSmall.append(true)
      case .otherLetter, .modifierLetter: break
      case .nonspacingMark, .spacingMark: continue
      default: return false
      }
      scripts.insert(script(scalar.value))
    }
    // No Latin word of several letters has none of the alphabet's.
    if scripts.contains(0), word.count > 2, !word.contains(where: { $0.value < 0x80 }) { return false }
    let rest = isSmall.dropFirst()
    return scripts.count == 1 && (rest.allSatisfy { $0 } || !isSmall.contains(true))
  }

  /// Any number that is the same for letters which stand in one word.
  private static func script(_ value: UInt32) -> UInt32 {
    switch value {
    case ..<0x250: 0
    case 0x370..<0x400: 1
    case 0x400..<0x530: 2
    case 0x590..<0x600: 3
    case 0x600..<0x900: 4
    default: value >> 8
    }
  }

  /// Which share of the characters from East Asia are such as every text has, scaled so that a text has about 1.
  static func commonShare(_ text: Text, _ signs: ClosedRange<UInt32>?) -> Double {
    var (common, all) = (0, 0)
    for scalar in String(text).unicodeScalars where scalar.value >= 0x80 {
      all += 1
      if signs?.contains(scalar.value) == true || commonHan.contains(scalar) || "，。、".unicodeScalars.contains(scalar) {
        common += 1
      }
    }
    return all < 4 ? 0 : min(1, Double(common) / Double(all) * (signs == nil ? 4 : 2.5))
  }

  private static let commonHan = Set(
    "的一是不了在人有我他这這个個们們中来來上大为為和国國地到以说說时時要就出会會可也你对對生能而子那得于着下自之年过過发發后後作里用道行所然家种事成方多经經么去法学學如都同现現当當没沒动動面起看定天分还還进進好小部其些主样樣理心本前开開但因只从從想实實日者月市新"
      .unicodeScalars)
}
