import Minwal

/// What a language adds to Unicode's rules: the content of one file in `Languages`.
///
/// The format is described at the head of each file. A worker reads a file when the first document of its language comes.
struct LanguageRules: Sendable {
  var words = WordTable()
  /// A character that ends sentences in this language though Unicode does not say so; U+002E if there is none.
  var terminator: UInt32 = 0x2E
  /// Letters that are written together with the word they stand before, such as the Arabic "and".
  var prefixes: [UInt32] = []
  /// Letters that are written together with the word they stand before and tie it to the sentence before: "so".
  var tyingLetters: [UInt32] = []
  /// The same, for a letter that often begins a sentence: "and".
  var addingLetters: [UInt32] = []
  /// Letters that verbs of saying may have before their stem.
  var verbHeads: [UInt32] = []
  /// What such verbs may have behind it.
  var verbTails: [[UInt32]] = []
  /// A number with a full stop may be an ordinal: `3. Oktober`.
  var hasOrdinals = false
  /// An ellipsis is followed by the rest of its sentence unless a capital letter says otherwise.
  var ellipsisContinues = false
  /// Sentences may begin in lower case, as they do in informal writing.
  var startsInLowerCase = false
  /// A single letter "I" may be a word.
  var pronounI = false
  /// Only a word of the `after-quote` list continues the sentence behind a quotation, as in Japanese.
  var quotationsNeedParticle = false
  /// Sentences end with the danda, so that in text which has it a full stop behind a short word shortens that.
  var hasDanda = false
  /// Quotation marks between which no sentence ends if they are at most `reach` bytes apart.
  struct Pair: Hashable, Sendable {
    var open: UInt32
    var close: UInt32
    var reach: Int
  }
  var holdingQuotes: [Pair] = []

  /// Unicode's rules and what holds everywhere.
  init() {}

  /// Reads a language file.
  ///
  /// - Returns: `nil` and the number of the line, from 1, if it is not as the format says.
  static func parse(_ contents: String) -> (rules: LanguageRules?, badLine: Int) {
    var rules = LanguageRules()
    var number = 0
    // Bytes, since characters would have to be found first: a worker reads a file before it does anything.
    for line in contents.utf8.split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false) {
      number += 1
      let line = line.prefix { $0 != UInt8(ascii: "#") }
      let words = line.split(separator: UInt8(ascii: " ")).map { Substring($0) }
      guard let key = words.first else { continue }
      guard rules.set(key, words.dropFirst()) else { return (nil, number) }
    }
    return (rules, 0)
  }

  /// Adds abbreviations that a recipe gives: behind them no sentence ends.
  mutating func add(abbreviations: [String]) {
    for abbreviation in abbreviations {
      var word = Substring(abbreviation)
      while word.last == "." { word.removeLast() }
      word.removeAll { $0 == " " }
      if !word.isEmpty { words.insert(word, .inner) }
    }
  }

  private mutating func set(_ key: Substring, _ values: ArraySlice<Substring>) -> Bool {
    if let traits = Self.traits[String(key)] {
      for value in values { words.insert(value, traits) }
      return !values.isEmpty
    }
    let scalars = values.compactMap { $0.unicodeScalars.count == 1 ? $0.unicodeScalars.first?.value : nil }
    switch key {
    case "terminator:":
      guard scalars.count == 1 else { return false }
      terminator = scalars[0]
    case "prefixes:": prefixes += scalars
    case "tying-letters:": tyingLetters += scalars
    case "adding-letters:": addingLetters += scalars
    case "verb-heads:": verbHeads += scalars
    case "verb-tails:":
      verbTails += values.map { $0.unicodeScalars.map(\.value) }
      return !values.isEmpty
    case "quotes-hold:":
      guard scalars.count == 2, values.count == 3, let reach = values.last.flatMap({ Int($0) }) else { return false }
      holdingQuotes.append(Pair(open: scalars[0], close: scalars[1], reach: reach))
      return true
    case "ordinals:": return read(values, &hasOrdinals)
    case "ellipsis-continues:": return read(values, &ellipsisContinues)
    case "pronoun-i:": return read(values, &pronounI)
    case "quotations-need-particle:": return read(values, &quotationsNeedParticle)
    case "danda:": return read(values, &hasDanda)
    case "lower-case-starts:": return read(values, &startsInLowerCase)
    default: return false
    }
    return scalars.count == values.count && !values.isEmpty
  }

  private func read(_ values: ArraySlice<Substring>, _ flag: inout Bool) -> Bool {
    flag = values == ["yes"]
    return flag || values == ["no"]
  }

  private static let traits: [String: WordTable.Traits] = [
    "inner:": .inner, "before-number:": .beforeNumber, "final:": .final, "unit:": .unit, "time:": .time,
    "closing:": .closing, "starters:": .starter, "after-quote:": .afterQuote,
    "letters:": .letter, "endings:": .ending, "after-time:": .afterTime,
    "after-question:": .afterQuestion, "verb-stems:": .verbStem, "own-sentence:": .ownSentence, "denials:": .denial,
    "headings:": .heading, "counting:": .counting,
    "numbering:": .numbering, "goes-on:": .goesOn, "ordinary:": .ordinary, "shouted:": .shouted,
  ]
}
