import Minwal

/// Words with what is known about them; looked up where they stand in a text, without copying and whatever their case.
///
/// Blanks and combining marks inside a word do not count, so that `z. B` finds `z.B`, and vowelled Arabic its letters;
/// but the signs of Indic scripts do, which are vowels.
struct WordTable: Sendable {
  /// What a language's file says about a word.
  struct Traits: OptionSet, Hashable, Sendable {
    let rawValue: UInt32
    /// An abbreviation inside of which, or behind which, no sentence ends: `Dr.`, `z.B.`, `د.`.
    static let inner = Traits(rawValue: 1)
    /// An abbreviation for what comes before a number: `Nr.`, `ص.`.
    static let beforeNumber = Traits(rawValue: 2)
    /// An abbreviation that may stand at the end of a sentence: `etc.`, `Inc.`.
    static let final = Traits(rawValue: 4)
    /// An abbreviation that may stand at the end of a sentence if a number is before it: `3 km.`, `1990 م.`.
    static let unit = Traits(rawValue: 8)
    /// `a.m.` and its kind.
    static let time = Traits(rawValue: 16)
    /// A word that often begins sentences, and hardly ever stands behind an abbreviation.
    static let starter = Traits(rawValue: 32)
    /// A word that continues the sentence that a quotation is part of.
    static let afterQuote = Traits(rawValue: 64)
    /// The name of a letter, as in abbreviations that are spelled out: `بي. بي. سي`.
    static let letter = Traits(rawValue: 256)

    /// The end of abbreviated words: `Hauptstr.`
    static let ending = Traits(rawValue: 512)

    /// What may follow a time of day, though it has a capital: `Monday`, `EST`.
    static let afterTime = Traits(rawValue: 1024)

    /// `etc.` and its kind: it closes what stands before it, so that only a small letter or a number goes on.
    static let closing = Traits(rawValue: 2048)

    /// A word that continues the sentence behind an abbreviation that may end one, and behind a bracket: `में`.
    static let goesOn = Traits(rawValue: 4096)

    /// A short word that looks like an abbreviation, or is spelled like one, and is an ordinary word: `town`, `art`.
    static let ordinary = Traits(rawValue: 8192)

    /// A name that ends in a mark: `Yahoo!`
    static let shouted = Traits(rawValue: 16384)

    /// A word that begins a sentence of its own behind a quotation that asks or calls: `لكن`.
    static let ownSentence = Traits(rawValue: 1 << 15)

    /// A word that denies. Who speaks is not denied, so that a clause with one is no "he asked": `لم`.
    static let denial = Traits(rawValue: 1 << 16)

    /// A word that a number stands behind at the head of a part: `Chapter`.
    static let heading = Traits(rawValue: 1 << 17)

    /// A number in words, behind such a word: `Three`, `الثالث`.
    static let counting = Traits(rawValue: 1 << 18)

    /// A word that numbers a point by itself: `أولا`.
    static let numbering = Traits(rawValue: 1 << 19)

    /// A word that continues the sentence behind a quotation that asks or calls: `ثم`.
    static let afterQuestion = Traits(rawValue: 1 << 20)

    /// The stem of a verb of saying, which is a word of its own or none: `جيب` in `يجيب`.
    static let verbStem = Traits(rawValue: 1 << 21)

    static let abbreviation: Traits = [.inner, .beforeNumber, .final, .unit, .time, .closing]
  }

  private struct Entry: Sendable {
    var traits: Traits = []
    /// The traits of the word where it begins with a capital letter.
    var capitalised: Traits = []
    var key = 0..<0
  }

  private var keys: [UInt32] = []
  /// Open addressing; the count is a power of two, and at most half of the slots are taken.
  private var slots: [Entry] = []
  private var count = 0

  init() {}

  /// Adds traits to a word.
  mutating func insert(_ word: Substring, _ traits: Traits) {
    if (count + 1) * 2 > slots.count { grow() }
    let folded = word.unicodeScalars.lazy.map(\.value).filter(Self.counts).map(Self.fold)
    let isCapitalised = word.unicodeScalars.first.map { Self.fold($0.value) != $0.value } ?? false
    var slot = Int(truncatingIfNeeded: folded.reduce(Self.seed, Self.mix)) & (slots.count - 1)
    while !slots[slot].key.isEmpty && !keys[slots[slot].key].elementsEqual(folded) {
      slot = (slot + 1) & (slots.count - 1)
    }
    if slots[slot].key.isEmpty {
      let start = keys.count
      keys += folded
      slots[slot].key = start..<keys.count
      count += 1
    }
    // "Mar." is an abbreviation where it has a capital; "mar." may be another one, or none.
    let always = isCapitalised ? traits.subtracting(.abbreviation) : traits
    slots[slot].traits.formUnion(always)
    slots[slot].capitalised.formUnion(traits)
  }

  /// What is known about the word in `range` of a text; nothing if it is not in the table.
  subscript(text: TextReader, range: Range<Int>) -> Traits {
    guard count > 0, !range.isEmpty else { return [] }
    var hash = Self.seed
    var position = range.lowerBound
    while let scalar = Self.next(text, &position, range.upperBound) { hash = Self.mix(hash, scalar) }
    var slot = Int(truncatingIfNeeded: hash) & (slots.count - 1)
    while !slots[slot].key.isEmpty {
      if matches(slots[slot].key, text, range) {
        let (traits, capitalised) = (slots[slot].traits, slots[slot].capitalised)
        if traits == capitalised { return traits }
        return text.unit(at: range.lowerBound)?.kind == .upper ? capitalised : traits
      }
      slot = (slot + 1) & (slots.count - 1)
    }
    return []
  }

  private func matches(_ key: Range<Int>, _ text: TextReader, _ range: Range<Int>) -> Bool {
    var position = range.lowerBound
    for index in key {
      guard Self.next(text, &position, range.upperBound) == keys[index] else { return false }
    }
    return Self.next(text, &position, range.upperBound) == nil
  }

  private static func next(_ text: TextReader, _ position: inout Int, _ end: Int) -> UInt32? {
    while position < end {
      let byte = text.text[position]
      if byte < 0x80 {
        position += 1
        if byte > 0x20 { return byte >= 0x41 && byte <= 0x5A ? UInt32(byte | 0x20) : UInt32(byte) }
        continue
      }
      let (scalar, length) = text.text.scalar(at: position)
      position += length
      if counts(scalar) { return fold(scalar) }
    }
    return nil
  }

  /// Whether a character is more than a blank or a mark.
  private static func counts(_ scalar: UInt32) -> Bool {
    let kind = SentenceBreakClass(scalar)
    if kind.isAttached { return isIndic(scalar) }
    return kind != .space && !kind.isLineBreak
  }

  /// Whether a character is of the scripts of India from Devanagari to Malayalam and Sinhala.
  static func isIndic(_ scalar: UInt32) -> Bool { (0x0900...0x0DFF).contains(scalar) }

  private mutating func grow() {
    let old = slots
    slots = [Entry](repeating: Entry(), count: max(64, old.count * 2))
    for entry in old where !entry.key.isEmpty {
      var slot = Int(truncatingIfNeeded: keys[entry.key].reduce(Self.seed, Self.mix)) & (slots.count - 1)
      while !slots[slot].key.isEmpty { slot = (slot + 1) & (slots.count - 1) }
      slots[slot] = entry
    }
  }

  private static let seed: UInt64 = 0xCBF2_9CE4_8422_2325

  private static func mix(_ hash: UInt64, _ scalar: UInt32) -> UInt64 {
    let product = (hash ^ UInt64(scalar)) &* 0x9E37_79B9_7F4A_7C15
    return product ^ product >> 29
  }

  /// Lower case for the alphabets that our language files are in; one apostrophe and one pair of gershayim for all.
  static func fold(_ scalar: UInt32) -> UInt32 {
    // Most letters, those of Arabic among them, have one case.
    if scalar > 0x556, scalar != 0x2019 { return scalar }
    return switch scalar {
    case 0x41...0x5A, 0xC0...0xD6, 0xD8...0xDE, 0x391...0x3A9, 0x410...0x42F: scalar + 0x20
    case 0x100...0x137, 0x14A...0x177: scalar | 1
    case 0x139...0x148, 0x179...0x17E: scalar + (scalar & 1)
    case 0x400...0x40F: scalar + 0x50
    case 0x531...0x556: scalar + 0x30
    case 0x2019, 0x05F3: 0x27
    case 0x201D, 0x05F4: 0x22
    default: scalar
    }
  }
}
