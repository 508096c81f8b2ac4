import MinwalText

extension LanguageDetector {
  /// How much of a text is in each script, and how often the letters occur that few languages of a script have.
  struct ScriptCounts {

    private(set) var total = 0
    private var bytes = InlineArray<26, Int>(repeating: 0)
    private var letters = InlineArray<26, Int>(repeating: 0)
    // Arabic script: Persian, Urdu, Kurdish, Pashto, Uyghur, Sindhi, Arabic's own. Cyrillic: Ukrainian, Bulgarian,
    // Serbian, Kazakh.
    private var persian = 0
    private var urdu = 0
    private var kurdish = 0
    private var pashto = 0
    private var uyghur = 0
    private var sindhi = 0
    private var arabicOnly = 0
    private var ukrainian = 0
    private var hardSign = 0
    private var russianOnly = 0
    private var serbian = 0
    private var kazakh = 0
    private var marathi = 0

    /// Counts a letter. Bytes weigh, not letters: a Han character says about as much as three Latin letters.
    mutating func add(_ script: Script, _ scalar: UInt32, bytes count: Int) {
      total += count
      bytes[script.rawValue] += count
      letters[script.rawValue] += 1
      switch script {
      case .arabic: addArabic(scalar)
      case .cyrillic: addCyrillic(scalar)
      case .devanagari where scalar == 0x933: marathi += 1
      default: break
      }
    }

    private mutating func addArabic(_ scalar: UInt32) {
      switch scalar {
      case 0x6AD, 0x6C7, 0x6C8, 0x6CB: uyghur += 1  // ng, u, yu, ve
      case 0x67A, 0x67B, 0x67D, 0x67F, 0x680, 0x683, 0x684, 0x687, 0x68A, 0x68C, 0x68D, 0x68F, 0x6B1, 0x6B3, 0x6BB:
        sindhi += 1
      case 0x67E, 0x686, 0x698, 0x6AF: persian += 1  // peh, tcheh, jeh, gaf
      case 0x679, 0x688, 0x691, 0x6BA, 0x6BE, 0x6C1, 0x6D2: urdu += 1  // tteh, ddal, rreh, noon ghunna, heh, yeh barree
      case 0x695, 0x6B5, 0x6C6, 0x6CE, 0x6D5: kurdish += 1  // rehs and lams with small v, oe, yeh with small v, ae
      case 0x67C, 0x681, 0x685, 0x689, 0x693, 0x696, 0x69A, 0x6BC, 0x6CD, 0x6D0: pashto += 1
      case 0x629, 0x649, 0x623, 0x625: arabicOnly += 1  // teh marbuta, alef maqsura, alef with hamza
      default: break
      }
    }

    private mutating func addCyrillic(_ scalar: UInt32) {
      switch scalar | 0x20 {
      case 0x456 | 0x20, 0x457 | 0x20, 0x454 | 0x20, 0x491 | 0x20, 0x406 | 0x20, 0x407 | 0x20, 0x404 | 0x20:
        ukrainian += 1
      case 0x44A | 0x20: hardSign += 1
      case 0x44B | 0x20, 0x44D | 0x20: russianOnly += 1
      default: break
      }
      switch scalar {
      case 0x452, 0x458...0x45B, 0x45F, 0x402, 0x408...0x40B, 0x40F: serbian += 1
      case 0x492, 0x493, 0x49A, 0x49B, 0x4A2, 0x4A3, 0x4AE...0x4B1, 0x4D8, 0x4D9, 0x4E8, 0x4E9: kazakh += 1
      default: break
      }
    }

    /// The script that most of the sample is in; Han and kana count together.
    var leading: Script? {
      var best: Script?
      for script in Script.allCases where weight(script) > (best.map { weight($0) } ?? 0) { best = script }
      return best
    }

    /// Whether nine tenths of the sample are in one script.
    var isClear: Bool { leading.map { weight($0) * 10 >= total * 9 } ?? false }

    private func weight(_ script: Script) -> Int {
      let own = bytes[script.rawValue]
      return script == .han ? own + bytes[Script.kana.rawValue] : own
    }

    /// The language, when the script is known. Shares are of the script's letters.
    func language(in script: Script) -> Language? {
      let all = letters[script.rawValue]
      func share(_ count: Int, isAtLeast thousandths: Int) -> Bool { count > 0 && count * 1000 >= all * thousandths }
      switch script {
      case .arabic:
        // Its vowel ې is one of Pashto too, and its ە one of Kurdish.
        if share(uyghur, isAtLeast: 30) { return Language("ug") }
        if share(sindhi, isAtLeast: 20) { return Language("sd") }
        if share(pashto, isAtLeast: 15) { return Language("ps") }
        if share(urdu, isAtLeast: 30), urdu > kurdish { return .urdu }
        if share(kurdish, isAtLeast: 30) { return Language("ckb") }
        // Names of foreigners bring these letters into Arabic too, beside many that Persian has not.
        if share(persian, isAtLeast: 10), persian > arabicOnly { return .persian }
      case .cyrillic:
        if share(kazakh, isAtLeast: 15) { return Language("kk") }
        if share(serbian, isAtLeast: 15) { return Language("sr") }
        if share(ukrainian, isAtLeast: 15), ukrainian > russianOnly { return Language("uk") }
        if hardSign >= 2, share(hardSign, isAtLeast: 5), russianOnly * 4 < hardSign { return Language("bg") }
      case .han, .kana:
        // A Chinese text may quote a Japanese name.
        let kana = letters[Script.kana.rawValue]
        return kana * 8 >= letters[Script.han.rawValue] + kana ? .japanese : .chinese
      case .devanagari:
        if share(marathi, isAtLeast: 6) { return Language("mr") }
      default: break
      }
      return script.language
    }
  }
}
