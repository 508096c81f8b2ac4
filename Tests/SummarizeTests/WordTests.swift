import Minwal
import MinwalLanguage
import MinwalTestSupport
import Testing

@testable import SummarizePlugin

/// The words of a text, stemmed if a language is given.
private func words(_ string: String, _ language: Language = .undetermined) -> [String] {
  let text = Text(string)
  var reader = WordReader()
  reader.read(0..<text.count, of: text.span)
  return reader.words.map { word in
    let stem = Stemmer(language).stem(&reader.letters, word.letters)
    return String(String.UnicodeScalarView(reader.letters[stem].map { Unicode.Scalar($0)! }))
  }
}

private func isStopWord(_ word: some StringProtocol, _ profile: LanguageProfile) -> Bool {
  let letters = word.unicodeScalars.map { LetterTable.shared.letter($0.value) }
  return profile.isStopWord(letters.span, TermTable.hash(letters.span))
}

@Suite struct WordTests {
  @Test(
    arguments: [
      ("", []), ("...", []), ("Hello, World", ["hello", "world"]), ("don't", ["don", "t"]),
      ("مُحَمَّدٌ وأحمـــد", ["محمد", "واحمد"]), ("مدرسة على", ["مدرسه", "علي"]), ("عام ١٩٩٥", ["عام", "1995"]),
      ("می‌خواهم", ["ميخواهم"]), ("Ärger ÉCOLE", ["ärger", "école"]), ("हिन्दी में", ["हिन्दी", "में"]),
      ("今天天气", ["今天", "天天", "天气"]), ("猫", ["猫"]), ("a猫b", ["a", "猫", "b"]), ("猫。犬だ", ["猫", "犬だ"]),
      ("GPT-4", ["gpt", "4"]), ("한국어 문장", ["한국어", "문장"]), ("Привет Мир", ["привет", "мир"]),
    ])
  func reads(_ text: String, expected: [String]) {
    #expect(words(text) == expected)
  }

  @Test(
    arguments: [
      ("والكتاب", "كتاب"), ("بالمدينة", "مدين"), ("للسكان", "سك"), ("المعلمون", "معلم"), ("كتابها", "كتاب"),
      ("وفد", "وفد"), ("في", "في"), ("المدرسة", "مدرس"), ("London", "london"),
    ])
  func stemsArabic(_ word: String, stem: String) {
    #expect(words(word, .arabic) == [stem])
  }

  @Test(
    arguments: [
      ("cities", "city", "en"), ("ships", "ship", "en"), ("glass", "glass", "en"), ("virus", "virus", "en"),
      ("shoes", "shoe", "en"), ("chevaux", "cheval", "fr"), ("maisons", "maison", "fr"), ("Häuser", "haus", "de"),
      ("Lehrerinnen", "lehrerin", "de"), ("luces", "luz", "es"), ("casas", "cas", "es"), ("casa", "casa", "es"),
      ("ies", "ies", "en"), ("x", "x", "fr"), ("sss", "sss", "en"), ("xxx", "xxx", "fr"),
    ])
  func stemsOthers(_ word: String, stem: String, language: String) {
    #expect(words(word, Language(language)) == [stem])
  }

  /// The words of a text, read the obvious way: run by run.
  private static func slowly(_ text: String) -> [[UInt32]] {
    enum Kind { case separator, letter, alone }
    var runs: [(kind: Kind, letters: [UInt32])] = []
    for scalar in text.unicodeScalars {
      let letter = LetterTable.shared.letter(scalar.value)
      if letter == LetterTable.ignored { continue }
      let kind: Kind =
        letter == LetterTable.separator ? .separator : LetterKind.standsAlone(letter) ? .alone : .letter
      if runs.last?.kind == kind { runs[runs.count - 1].letters.append(letter) } else { runs.append((kind, [letter])) }
    }
    return runs.flatMap { kind, letters -> [[UInt32]] in
      switch kind {
      case .separator: []
      case .letter: [Array(letters.prefix(WordReader.longestWord))]
      case .alone: letters.count == 1 ? [letters] : zip(letters, letters.dropFirst()).map { [$0, $1] }
      }
    }
  }

  @Test(arguments: 0..<200 as Range<UInt64>)
  func readsWhatASlowReaderReads(_ seed: UInt64) {
    let alphabet = Array("aB1é ـَاأةى٣。猫犬ひกะ\u{200D}-한😀\n".unicodeScalars)
    var random = SeededGenerator(seed)
    var scalars = String.UnicodeScalarView()
    for _ in 0..<random.below(120) { scalars.append(alphabet[random.below(alphabet.count)]) }
    let text = Text(String(scalars))
    var reader = WordReader()
    reader.read(0..<text.count, of: text.span)
    let expected = Self.slowly(String(scalars))
    #expect(reader.words.map { Array(reader.letters[$0.letters]) } == expected)
    #expect(reader.words.map(\.hasLetter) == expected.map { $0.contains { $0 > 0x39 } })
  }

  /// Whatever a lexicon remembers, it gives what reading each sentence afresh gives.
  @Test(arguments: 0..<60 as Range<UInt64>)
  func remembersWhatItRead(_ seed: UInt64) {
    let pieces =
      ["a", "cats", "the", "cities", "x", "7", "وقال", "من", "و", "مُحَمَّد", "كتابها", "،", "猫犬だ", "猫", "ـ", "é", "9b"]
      + [String(repeating: "مسؤولية", count: 6), " ", " ", " ", ", ", ". "]
    let list = Text("the\nمن\nوقال")
    let profile = LanguageProfile(.arabic, stopWords: list.span)
    var random = SeededGenerator(seed)
    var terms = SentenceTerms(profile, keepsStopWords: true)
    var sparse = SentenceTerms(profile, keepsStopWords: false)
    for _ in 0..<4 {
      var text = Text()
      var ranges = TextRanges()
      for _ in 0..<(1 + random.below(8)) {
        let start = text.count
        text.append(random.string(20, of: pieces) + "z")
        ranges.append(start..<text.count)
        text.append(" ")
      }
      terms.read(0..<ranges.count, of: ranges, in: text)
      sparse.read(0..<ranges.count, of: ranges, in: text)
      #expect(sparse.terms.map(\.occurrences) == terms.terms.map(\.occurrences))
      #expect(sparse.entries.map(\.term) == terms.entries.map(\.term))
      var stems: [[UInt32]] = []
      for (index, range) in ranges.enumerated() {
        var reader = WordReader()
        reader.read(range, of: text.span)
        let expected = reader.words.map { word -> Int32 in
          let isLetter = word.letters.count == 1 && word.hasLetter && !word.isPair
          let letters = Array(reader.letters[word.letters])
          if isLetter || profile.isStopWord(letters.span, TermTable.hash(letters.span)) {
            return SentenceTerms.stopWord
          }
          let stem = Array(reader.letters[profile.stemmer.stem(&reader.letters, word.letters)])
          if let known = stems.firstIndex(of: stem) { return Int32(known) }
          stems.append(stem)
          return Int32(stems.count - 1)
        }
        #expect(Array(terms.words[terms.sentences[index].words]) == expected)
        #expect(terms.sentences[index].reading.hasLetter == reader.words.contains(where: \.hasLetter))
        #expect(sparse.sentences[index].reading.words == reader.words.count)
        #expect(sparse.sentences[index].reading.fingerprint == terms.sentences[index].reading.fingerprint)
      }
    }
  }

  @Test func readsNoMoreThanItMust() {
    let many = Text(String(repeating: "ab 猫 ", count: 2_000))
    var reader = WordReader()
    reader.read(0..<many.count, of: many.span)
    #expect(reader.words.count == WordReader.mostWords)
    let long = Text(String(repeating: "ab", count: 2_000))
    reader.read(0..<long.count, of: long.span)
    #expect(reader.words.map(\.letters.count) == [WordReader.longestWord])
  }

  @Test func numbersWordsInTheirOrder() {
    var table = TermTable()
    var random = SeededGenerator(7)
    for capacity in [3_000, 20, 5_000] {
      var numbers: [[UInt32]: Int] = [:]
      table.removeAll(capacity: capacity)
      for _ in 0..<capacity {
        let word = (0..<(1 + random.below(3))).map { _ in UInt32(0x61 + random.below(20)) }
        let hash = TermTable.hash(word.span)
        let expected = numbers[word]
        #expect(table.find(hash) == expected)
        #expect(table.insert(hash) == expected ?? numbers.count)
        numbers[word] = expected ?? numbers.count
      }
      #expect(table.count == numbers.count)
    }
    let word: [UInt32] = [0x61]
    table.removeAll(capacity: 10)
    #expect(table.find(TermTable.hash(word.span)) == nil)
  }

  @Test(arguments: ["ar", "de", "en", "es", "fa", "fr", "it", "pt", "ru", "tr"])
  func knowsStopWords(_ language: String) {
    let list = LanguageProfile.builtIn(Language(language))
    let profile = LanguageProfile(Language(language), stopWords: list.span)
    let lines = String(decoding: list, as: UTF8.self).split(separator: "\n").filter { !$0.hasPrefix("#") }
    #expect(lines.count > 100)
    #expect(Set(lines).count == lines.count, "no word twice")
    #expect(isStopWord(lines[10], profile))
  }

  @Test func knowsStopWordsWrittenTogetherWithAnd() {
    let list = LanguageProfile.builtIn(.arabic)
    let profile = LanguageProfile(.arabic, stopWords: list.span)
    #expect(isStopWord("ولكن", profile))
    #expect(!isStopWord("ولد", profile))
  }
}
