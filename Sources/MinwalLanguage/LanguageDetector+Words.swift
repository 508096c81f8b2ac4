import MinwalText

extension LanguageDetector {
  /// Tells languages in Latin letters by the short words that every text has (articles, pronouns, prepositions), and by
  /// letters that hardly another one of them has.
  struct ShortWordCounts {
    private static let longest = 8
    private static let languages = vocabulary.map(\.language)

    /// The word that is being read, a byte for each letter, in lower case; letters beyond U+00FF count as 1.
    private var word: UInt64 = 0
    private var length = 0
    private var words = 0
    /// For each language, points: 12 for a word that it alone has, less for a word that others have too, and few for a
    /// letter, since names bring letters into any language.
    private var points = InlineArray<14, Int>(repeating: 0)

    /// Takes the next character of the text.
    mutating func add(_ scalar: UInt32, isLetter: Bool) {
      guard isLetter else { return endWord() }
      if scalar >= Self.letters.first, let language = Self.letters.language(of: scalar) { points[language] += 3 }
      length += 1
      let byte = scalar < 0x100 ? (scalar | 0x20) : 1
      if length <= Self.longest { word = word << 8 | UInt64(byte) }
    }

    /// Ends the word that is being read.
    mutating func endWord() {
      guard length > 0 else { return }
      words += 1
      if length <= Self.longest, let users = Self.table.users(of: word) {
        let share = 12 / users.nonzeroBitCount
        for index in Self.languages.indices where users & 1 << UInt16(index) != 0 { points[index] += share }
      }
      word = 0
      length = 0
    }

    /// The language with the most points, if it has a fair number of them and clearly more than the next.
    var language: Language? {
      var best = 0
      var second = 0
      for index in 1..<Self.languages.count {
        if points[index] > points[best] {
          second = best
          best = index
        } else if second == best || points[index] > points[second] {
          second = index
        }
      }
      // One word in twelve at least; about every third word of running text is in the list.
      guard points[best] >= 12, points[best] >= words, points[best] * 4 >= points[second] * 5 else { return nil }
      return Self.languages[best]
    }

    private static let table = WordUsers(vocabulary.map(\.words))
    private static let letters = LetterUsers(vocabulary.map(\.letters))
  }

  /// Which language has a letter for itself.
  private struct LetterUsers: Sendable {
    /// The first letter beyond ASCII.
    let first: UInt32 = 0xC0
    /// A language for each letter from the first on, or -1.
    private var users = [Int8](repeating: -1, count: 0x250 - 0xC0)

    init(_ letters: [String]) {
      for (language, letters) in letters.enumerated() {
        for letter in letters.unicodeScalars { users[Int(letter.value - first)] = Int8(language) }
      }
    }

    /// The language of a letter that is not before ``first``.
    func language(of letter: UInt32) -> Int? {
      let place = Int(letter - first)
      return place < users.count && users[place] >= 0 ? Int(users[place]) : nil
    }
  }

  /// Which languages have a word: a sorted list, made once.
  private struct WordUsers: Sendable {
    private var words: [UInt64] = []
    private var users: [UInt16] = []

    init(_ vocabulary: [String]) {
      var all: [(word: UInt64, language: Int)] = []
      for (language, list) in vocabulary.enumerated() {
        for word in list.split(separator: " ") {
          let packed = word.unicodeScalars.reduce(UInt64(0)) {
            $0 << 8 | UInt64($1.value < 0x100 ? $1.value | 0x20 : 1)
          }
          all.append((packed, language))
        }
      }
      all.sort { ($0.word, $0.language) < ($1.word, $1.language) }
      for (word, language) in all {
        if words.last != word {
          words.append(word)
          users.append(0)
        }
        users[users.count - 1] |= 1 << UInt16(language)
      }
    }

    func users(of word: UInt64) -> UInt16? {
      var low = 0
      var high = words.count
      while low < high {
        let middle = (low + high) / 2
        if words[middle] < word { low = middle + 1 } else { high = middle }
      }
      return low < words.count && words[low] == word ? users[low] : nil
    }
  }

  private static let vocabulary: [(language: Language, words: String, letters: String)] = [
    (
      .english,
      "the of and to in is that it for was on with as are this be by at from have has had not but they his her you he she we i which their were been will would there what who when if or an its can all about",
      ""
    ),
    (
      .french,
      "le la les des du de et à un une est que qui dans en pour pas sur par plus au aux avec ce cette ces il elle sont nous vous ils mais ou où se sa son ses leur été être fait comme tout je ne",
      "œŒ"
    ),
    (
      .german,
      "der die das und ist in zu den dem des ein eine einen einem einer nicht mit von sich auf für im als auch es an er sie wir ich werden wird aus bei nach wie dass hat war noch nur oder aber um am zum zur über vor sind haben",
      "ß"
    ),
    (
      .spanish,
      "el la los las de del y en que un una es por con para se no su al lo como más pero sus este esta ha son fue sin sobre ser entre cuando muy hasta también ya yo tiene años está o desde todo nos durante todos uno",
      "ñÑ"
    ),
    (
      Language("it"),
      "il lo la i gli le di del della dei delle che e è un una per con non sono si da nel nella al alla anche come più ma ha dal dalla suo sua questo questa essere stato hanno ai agli o cui tra fra quando molto sul",
      ""
    ),
    (
      Language("pt"),
      "o a os as de do da dos das e em no na nos nas que um uma é para com não por se mais ao como mas foi são ou sua seu pelo pela está muito também já entre até isso ele ela quando sobre ser tem há",
      "ãõÃÕ"
    ),
    (
      Language("nl"),
      "de het een en van in is dat op te zijn voor met die niet aan er om ook als bij naar door maar uit dan nog wordt werd heeft hij zij ze we wij ik je deze dit over kan hun tot worden meer geen",
      ""
    ),
    (
      Language("sv"),
      "och att det i en på är som för av med den till inte om ett har de han hon var jag men sig från vi så kan man när år under också efter eller nu sin där vid mot",
      ""
    ),
    (
      Language("da"),
      "og at det i en på er som for af med den til ikke om et har de han hun var jeg men sig fra vi så kan man når år under også efter eller nu sin der ved mod blev",
      "øØ"
    ),
    (
      Language("pl"),
      "i w na z do się nie to jest że o jak po co od za przez ale dla są tym tego tak już czy oraz które który był była było może jego też tylko",
      "łŁąęśźżńŚŹŻ"
    ),
    (
      Language("tr"),
      "ve bir bu da de için ile çok daha olarak olan en gibi ne kadar sonra ama var o ki mi olduğu her ya değil veya ise şu ben",
      "ıİğĞ"
    ),
    (
      Language("id"),
      "yang dan di itu dengan untuk tidak ini dari dalam akan pada juga saya ke karena tersebut bisa ada mereka lebih sudah telah atau oleh seorang kami bahwa adalah",
      ""
    ),
    (
      Language("ro"),
      "și în de la a cu pe că din nu o este un mai care se au pentru sunt ce fi sau dar după prin fost lui ale cel cea ca al",
      "ășțĂȘȚ"
    ),
    (
      Language("cs"),
      "a se v na je že s z do i o to za by ale jako po pro jsou ve k si které který byl bylo od tak už jeho při nebo jsem",
      "řěůŘĚŮ"
    ),
  ]
}
