import Minwal
import MinwalTestSupport
import NormalizePlugin
import Testing

/// What one option does, with all others off.
@Suite struct OptionTests {
  @Test(
    arguments: [
      // A ligature of a phrase keeps its place under nfc and is spelt out under nfkc.
      ("unicode", "nfc", "قال ﷺ", "قال ﷺ"), ("unicode", "nfkc", "قال ﷺ", "قال صلى الله عليه وسلم"),
      ("unicode", "nfc", "لا ﻻ", "لا ﻻ"), ("unicode", "nfkc", "ﻻ", "لا"),
      ("unicode", "nfc", "m² Ａ１", "m² Ａ１"), ("unicode", "nfkc", "m² Ａ１ ﬁ", "m2 A1 fi"),
      ("unicode", "nfc", "e\u{301}", "\u{E9}"), ("unicode", "none", "e\u{301}", "e\u{301}"),
      // Shadda typed before the vowel.
      ("unicode", "nfc", "مد\u{651}\u{64E}", "مد\u{64E}\u{651}"),
      ("unicode", "nfc", "ا\u{654}", "أ"),

      ("spaces", "tidy", "  a\u{A0}\u{3000}b \t c  \n  d ", "a b c\nd"), ("spaces", "tidy", "a\tb", "a b"),
      ("spaces", "tidy", " \n \n", "\n\n"), ("spaces", "keep", " a  b ", " a  b "),
      // Before a mark; the space goes behind it if a word touches it.
      ("spaces", "tidy", "نعم ، لا \t؛ كم ؟ ہے ۔ قال ! ؟", "نعم، لا؛ كم؟ ہے۔ قال!؟"),
      ("spaces", "tidy", "نعم ،لا ,كلا iPhone ، وغيره iPhone . ثم", "نعم، لا, كلا iPhone، وغيره iPhone. ثم"),
      ("spaces", "tidy", "سنة 2024 .\nلا «نعم» .\n، نعم", "سنة 2024.\nلا «نعم».\n، نعم"),
      // Not where the mark begins something, nor in scripts of which some languages write it so.
      ("spaces", "tidy", "نطاق .مصر و .5 و ... و .. ثم", "نطاق .مصر و .5 و ... و .. ثم"),
      ("spaces", "tidy", "Bonjour ! Oui ; non . a , b", "Bonjour ! Oui ; non . a , b"),
      ("spaces", "tidy", "نعم &amp ; لا &#38 ؛ لا", "نعم &amp ; لا &#38 ؛ لا"),
      ("spaces", "keep", "نعم ، لا", "نعم ، لا"),
      ("controls", "remove", "a\0b\u{7F}c\u{9F}\td\n", "abc\td\n"),
      ("controls", "remove", "a\r\nb\u{85}c\u{C}d", "a\r\nb\u{85}c\u{C}d"),
      ("bidi-marks", "remove", "\u{202B}أ\u{200F}ب\u{202C}\u{2067}ج\u{2069}\u{61C}", "أبج"),
      ("line-ends", "lf", "a\r\nb\rc\u{85}d\u{2028}e\u{2029}f\u{B}g\u{C}h\r\r\ni", "a\nb\nc\nd\ne\nf\ng\nh\n\ni"),
      ("blank-lines", "collapse", "\n\n a\n\n\n\nb\n\nc\n\n\n", " a\n\nb\n\nc\n"),
      ("blank-lines", "collapse", "a\n \t\n \nb\n ", "a\n \t\nb\n"), ("blank-lines", "collapse", "\n \n", ""),

      ("zero-width", "remove", "\u{FEFF}ا\u{200B}ل\u{AD}كت\u{2060}اب", "الكتاب"),
      // Persian half-spaces stay; those at the ends of words and repeated ones do not.
      ("zero-width", "remove", "می\u{200C}شود", "می\u{200C}شود"),
      ("zero-width", "remove", "کار\u{200C}ها\u{200C} و", "کار\u{200C}ها و"),
      ("zero-width", "remove", "خانه\u{200C}\u{200C}\u{200D}ای", "خانه\u{200C}ای"),
      ("zero-width", "remove", "a\u{200C}b\u{200D}c", "abc"),
      // Heh with a joiner is the sign of the Hijri year; between letters that join anyway a joiner does nothing.
      ("zero-width", "remove", "1445 ه\u{200D}", "1445 ه\u{200D}"), ("zero-width", "remove", "ب\u{200D}ب", "بب"),
      ("zero-width", "remove", "👩\u{200D}👧 ❤\u{FE0F}\u{200D}🔥 👩🏽\u{200D}💻", "👩\u{200D}👧 ❤\u{FE0F}\u{200D}🔥 👩🏽\u{200D}💻"),
      ("zero-width", "remove", "क\u{94D}\u{200D}ष क\u{94D}\u{200C}ष", "क\u{94D}\u{200D}ष क\u{94D}\u{200C}ष"),

      ("entities", "decode", "&quot;نعم&quot; &amp; &laquo;&#1548;&#x60C;&zwnj;&hellip;", "\"نعم\" & «،،\u{200C}…"),
      ("entities", "decode", "&#146;&#x80; &NotEqualTilde; &Aacute;&aacute;", "\u{2019}\u{20AC} \u{2242}\u{338} Áá"),
      // Escaped more than once.
      ("entities", "decode", "&amp;quot; &amp;amp;lt; &#38;#38;#34;", "\" < \""),
      // What only looks like one.
      (
        "entities", "decode", "AT&T a&b; ?a=1&copy=2 &nbsp &; &#; &#x; &#0; &#xD800; &#x110000; &#12a; && &",
        "AT&T a&b; ?a=1&copy=2 &nbsp &; &#; &#x; &#0; &#xD800; &#x110000; &#12a; && &"
      ),
      ("entities", "keep", "&amp;", "&amp;"),

      ("mojibake", "repair", "CafÃ© â€œÃ\u{A0} la carteâ€\u{9D}", "Café “à la carte”"),
      ("mojibake", "repair", "Ù‚Ø§Ù„ Ù†Ø¹Ù…ØŒ", "قال نعم،"), ("mojibake", "repair", "ظ‚ط§ظ„ ظ†ط¹ظ…طŒ", "قال نعم،"),
      ("mojibake", "repair", "ÐŸÑ€Ð¸Ð²ÐµÑ‚ â‚¬5", "Привет €5"), ("mojibake", "repair", "ÃƒÂ©tÃƒÂ©", "été"),
      // Line by line.
      ("mojibake", "repair", "nÃ©\nnaïve café\nkÃ¶k", "né\nnaïve café\nkök"),
      // Text in order, however odd.
      ("mojibake", "repair", "“MANHÃ” e “IRMÃ”", "“MANHÃ” e “IRMÃ”"), ("mojibake", "repair", "MANHÃ”", "MANHÃ”"),
      ("mojibake", "repair", "Spaß” É“ Ü“", "Spaß” É“ Ü“"),
      ("mojibake", "repair", "قال نعم، سگ اگر «چه»", "قال نعم، سگ اگر «چه»"), ("mojibake", "repair", "رگ رگ", "رگ رگ"),
      ("mojibake", "repair", "Café Ã© und naïve Größe", "Café Ã© und naïve Größe"),
      ("mojibake", "keep", "CafÃ©", "CafÃ©"),

      ("quotes", "ascii", "«أ» “b” ‘c’ it’s", "\"أ\" \"b\" 'c' it's"), ("quotes", "keep", "«أ»", "«أ»"),
      ("dashes", "ascii", "1990–2000 — a‑b −5", "1990-2000 - a-b -5"),
      ("ellipses", "dots", "نعم… لا", "نعم... لا"), ("ellipses", "character", "نعم..... لا.. 3.5", "نعم… لا.. 3.5"),

      ("tatweel", "remove", "العـــربـية ـــ ـ", "العربية  "),
      ("tatweel", "remove", "بـ 53 لـ\"بيت\" 1445 هـ", "ب 53 ل\"بيت\" 1445 ه"),
      ("tatweel", "unstretch", "العـــربـية ـــ ـ كتابـ ـها", "العربية   كتاب ها"),
      (
        "tatweel", "unstretch", "بـ 53 وبــــ٥٣ لـ\"بيت\" لـ«بيت» الـ20 بالـ«بيت» وللـFIFA",
        "بـ 53 وبـ٥٣ لـ\"بيت\" لـ«بيت» الـ20 بالـ«بيت» وللـFIFA"
      ),
      ("tatweel", "unstretch", "1445 هـ.\nمـ\nبِـ 5", "1445 هـ.\nمـ\nبِـ 5"),
      // Before a letter, behind a longer word, or between marks it is stretching.
      ("tatweel", "unstretch", "بـيت حبيـــب قالـ 5 اـلـ 20 رَـٰم", "بيت حبيب قال 5 الـ 20 رَٰم"),
      ("tatweel", "unstretch", "ا\u{640}\u{654}", "ا\u{654}"),
      ("harakat", "remove-vowels", "مُحَمَّدٌ هٰذا الرَّحْمَـٰنِ", "محمد هذا الرحمـن"),
      ("harakat", "remove-vowels", "ٱللَّهِۖ ا\u{654}", "ٱللهۖ ا\u{654}"), ("harakat", "remove-all", "ٱللَّهِۖ ۝١", "ٱلله ١"),
      ("presentation-forms", "letters", "ﻣﺼﺮ ﻻ ﷺ ²", "مصر لا صلى الله عليه وسلم ²"),
      ("presentation-forms", "letters", "ﺃﺣﻤﺪ ﻷ", "أحمد لأ"),
      ("presentation-forms", "letters", "ﮐﺘﺎﺏ ﯾﮏ", "کتاب یک"),
      ("presentation-forms", "letters", "\u{FD3E}١\u{FD3F}", "\u{FD3E}١\u{FD3F}"),

      ("alef", "fold", "أحمد إلى آخر ٱلله ء ؤ ئ", "احمد الى اخر الله ء ؤ ئ"),
      ("alef", "fold", "ا\u{654}حمد ا\u{64E}\u{655}لى", "احمد ا\u{64E}لى"),
      ("hamza", "fold", "مؤمن شاطئ سماء أ", "مومن شاطي سماء أ"), ("hamza", "fold", "و\u{654} ي\u{654}", "و ي"),
      ("yeh", "fold", "على مصطفى ی", "علي مصطفي ی"), ("teh-marbuta", "fold", "مدرسة ۃ", "مدرسه ۃ"),
      ("look-alikes", "fold", "کتاب یک ہے ۀ", "كتاب يك هي ه\u{654}"),
      // Letters with a sound of their own stay: Persian, Urdu, Kurdish.
      ("look-alikes", "fold", "پچژگ ٹڈڑں ڵۆێڕ", "پچژگ ٹڈڑں ڵۆێڕ"),

      ("digits", "ascii", "٢٠٢٤ ۲۰۲۴ 2024", "2024 2024 2024"),
      // With the separators of numbers, and no other marks.
      ("digits", "ascii", "٣٫١٤، ١٬٢٥٠٬٠٠٠؛ ۱٫۵؟ 2٫5 ٥٪", "3.14، 1,250,000؛ 1.5؟ 2.5 5٪"),
      ("digits", "ascii", "قال٫ نعم ٬٥ ٥٬ ٫ ، ٥،٦", "قال٫ نعم ٬5 5٬ ٫ ، 5،6"),
      ("digits", "persian", "٣٫١٤ 1,5", "۳٫۱۴ ۱,۵"),
      ("digits", "arabic-indic", "12/05/2024 ۱۲:۳۰ 3.5", "١٢/٠٥/٢٠٢٤ ١٢:٣٠ ٣.٥"),
      ("digits", "arabic-indic", "COVID-19 http://a.b/2024 بـ19", "COVID-19 http://a.b/2024 بـ١٩"),
      ("digits", "persian", "١٢ 34", "۱۲ ۳۴"),
      ("punctuation", "ascii", "نعم، لا؛ كم؟ ٥٠٪ ٣٫٥ ہے۔", "نعم, لا; كم? ٥٠% ٣.٥ ہے."),
      ("punctuation", "arabic", "نعم, لا; كم? 50% في", "نعم، لا؛ كم؟ 50٪ في"),
      ("punctuation", "arabic", "بلغ 1,250,000 و3,5 عند 12:30", "بلغ 1,250,000 و3,5 عند 12:30"),
      ("punctuation", "arabic", "Yes, no; why? 50%", "Yes, no; why? 50%"),
      ("punctuation", "arabic", "زر http://a.b/c?d=1%20e &amp;ثم", "زر http://a.b/c?d=1%20e &amp;ثم"),
      ("punctuation", "arabic", "iPhone, وغيره", "iPhone، وغيره"),
      ("case", "fold", "ABC Straße ΣΑΣ İ", "abc strasse σασ i\u{307}"),
    ] as [(String, String, String, String)])
  func alone(_ option: String, _ value: String, _ text: String, _ expected: String) throws {
    let result = try normalize(text, only(option, value))
    #expect(Array(result.unicodeScalars) == Array(expected.unicodeScalars))
  }

  @Test(
    arguments: [
      ("fa", "كتاب علي على ڪتاب مدرسة ہ", "کتاب علی علی کتاب مدرسة ه"), ("fa-AF", "كي", "کی"),
      ("ur", "كتاب علي يه زكوة بھي ے", "کتاب علی یہ زکوۃ بھی ے"), ("ur", "ه\u{654}", "\u{6C2}"),
      ("ckb", "كوردي هه\u{200C}ولێر له باسه هـ 5ه ماهر", "کوردی هەولێر لە باسە هـ 5ه ماهر"),
      ("ckb", "که\u{200C}\u{200D}س به\u{64E}", "کەس به\u{64E}"),
      ("ug", "کىتاب یېزا بالیلار ئايال هه\u{200C}ر كۈنده شهر", "كىتاب يېزا بالىلار ئايال ھەر كۈندە شھر"),
      ("ps", "كتاب علي", "کتاب علي"),
      // Others keep theirs.
      ("ar", "كتاب علي کتاب", "كتاب علي کتاب"), ("sd", "ڪتاب علي", "ڪتاب علي"), ("en", "ك ي", "ك ي"),
    ])
  func lettersGoByTheLanguage(_ language: String, _ text: String, _ expected: String) throws {
    for traced in [false, true] {
      var options = only("letters", "language")
      options.append(ConfigNode.Entry("language", ConfigNode(.string(language))))
      options.removeAll { $0.key == "unicode" }
      #expect(try String(run(Normalize.self, options, on: text, traced: traced).text) == expected)
    }
  }

  /// By letters that the keyboards of those days had anyway.
  @Test(
    arguments: [
      (
        "اين كتاب را پيش از اين گفته بودي و چرا نمي\u{200C}گويي كه مي\u{200C}خواهي برگردي",
        "این کتاب را پیش از این گفته بودی و چرا نمی\u{200C}گویی که می\u{200C}خواهی برگردی"
      ),
      ("يہ كتاب ميرے پاس ہے اور ميں نے اسے پڑھا ہے", "یہ کتاب میرے پاس ہے اور میں نے اسے پڑھا ہے"),
      ("هذا كتاب قديم في مكتبة المدينة، كتبه علي", "هذا كتاب قديم في مكتبة المدينة، كتبه علي"),
    ])
  func theLanguageIsFoundOut(_ text: String, _ expected: String) throws {
    #expect(try normalize(text, profile("arabic")) == expected)
  }

  @Test(
    arguments: [
      ("tr", "IŞIK İZMİR I\u{307}i ÎÇ", "ışık izmir ii îç"), ("az", "BAKI İL", "bakı il"),
      ("de", "IGEL İ", "igel i\u{307}"),
    ])
  func caseGoesByTheLanguage(_ language: String, _ text: String, _ expected: String) throws {
    for unicode in ["none", "nfc"] {
      var options = only("case", "fold").filter { $0.key != "unicode" }
      options.append(ConfigNode.Entry("unicode", ConfigNode(.string(unicode))))
      options.append(ConfigNode.Entry("language", ConfigNode(.string(language))))
      for traced in [false, true] {
        let document = try run(Normalize.self, options, on: text, traced: traced)
        #expect(Array(String(document.text).unicodeScalars) == Array(expected.unicodeScalars))
        #expect(document.tally.counts.map(\.name) == ["case"])
      }
    }
  }

  @Test func theTitleGoesByTheLanguageOfItsDocument() throws {
    var stage = try makeStage(Normalize.self, .options(["profile": "arabic", "case": "fold"]))
    for (language, title, expected) in [("tr", "ILIK", "ılık"), ("fa", "كي", "کی"), ("en", "ILL كي", "ill كي")] {
      var document = Document(text: "x")
      document.language = Language(language)
      document.title = title
      _ = try stage.process(&document)
      #expect(document.title == expected)
    }
  }

  @Test func withAllOptionsOffNothingChanges() throws {
    var numbers = SeededGenerator(5)
    var stage = try makeStage(Normalize.self, nothing)
    for _ in 0..<500 {
      let text = nastyText(&numbers)
      var document = Document(text: text)
      _ = try stage.process(&document)
      #expect(document.text == Text(text))
    }
  }

  @Test(
    arguments: [
      // Composition makes letters that look-alikes and hamza fold again.
      (["unicode": "nfc", "look-alikes": "fold", "hamza": "fold"], "ی\u{654}", "ي"),
      // A tatweel that stays stays behind the letter of another language too.
      (["letters": "language", "tatweel": "unstretch", "language": "ur"], "هـ 5 كالـ5", "ہـ 5 کالـ5"),
      // What stood between a letter and its mark is removed, and they meet.
      (["zero-width": "remove"], "e\u{200B}\u{301}", "\u{E9}"),
      (["presentation-forms": "letters", "alef": "fold"], "ﺄﻷ", "الا"),
      (["unicode": "nfkc", "digits": "arabic-indic"], "１２", "١٢"),
      (["unicode": "nfkc", "ellipses": "character"], "…", "…"),
      (["case": "fold", "unicode": "nfc"], "A\u{30A}", "\u{E5}"),
      // The mark that stood on a tatweel composes with the letter before, and is put in order.
      (["tatweel": "unstretch", "unicode": "nfc"], "ا\u{640}\u{654} ب\u{670}\u{640}\u{64E}", "أ ب\u{64E}\u{670}"),
      (["tatweel": "unstretch", "presentation-forms": "letters"], "ﺑـ 5 ﹷ", "بـ 5 \u{64E}"),
      (["tatweel": "unstretch", "harakat": "remove-all"], "بِـ 5", "بـ 5"),
      // A reference that only comes about when something is taken out of it.
      (["entities": "decode", "tatweel": "unstretch"], "&amـp; &a\u{200B}mp;quot; &am&#x200B;p;", "& \" &"),
      (["entities": "decode", "unicode": "nfkc"], "＆ａｍｐ；", "&"),
      (["mojibake": "repair", "entities": "decode"], "Ã&copy; &lt;", "é <"),
      (["letters": "language", "look-alikes": "fold", "language": "fa"], "کتاب", "كتاب"),
      (["digits": "ascii", "punctuation": "ascii"], "٣٫١٤، ١٬٢", "3.14, 1,2"),
      (["spaces": "tidy", "punctuation": "arabic"], "نعم , لا ;كم ? iPhone , وغيره", "نعم، لا؛ كم؟ iPhone، وغيره"),
      (["tatweel": "remove", "spaces": "tidy"], "كلمة ــ كلمة ـ", "كلمة كلمة"),
      (["digits": "arabic-indic", "punctuation": "arabic"], "في 2024, قال: 50%", "في ٢٠٢٤، قال: ٥٠٪"),
      (["spaces": "tidy", "blank-lines": "collapse"], "a \r\n \r\n\u{A0}\r\n b\r\n", "a\n\nb\n"),
    ] as [(KeyValuePairs<String, ConfigNode>, String, String)])
  func together(_ options: KeyValuePairs<String, ConfigNode>, _ text: String, _ expected: String) throws {
    let result = try normalize(text, .options(options))
    #expect(Array(result.unicodeScalars) == Array(expected.unicodeScalars))
  }

  @Test(
    arguments: [
      ("minimal", "\u{FEFF}العـربية  أَحمد\u{A0}«ﻻ»\r\n\n\n١٢", "العـربية  أَحمد\u{A0}«ﻻ»\n\n\n١٢"),
      ("arabic", "\u{FEFF}العـربية  أَحمد\u{A0}«ﻻ» ك ک ى\r\n\n\n١٢، ", "العربية أَحمد «لا» ك ک ى\n\n١٢،"),
      // What only looks like noise stays: letters of Kurdish and Urdu, half-spaces, signs of the Quran, codes and
      // dates.
      ("arabic", "ڵۆێڕ ہے ں گچپژ می\u{200C}شود", "ڵۆێڕ ہے ں گچپژ می\u{200C}شود"),
      ("arabic", "مدَّ m² Ａ１ ٱللَّهِۖ ۝١ أَنَا۠", "مدَّ m² Ａ１ ٱللَّهِۖ ۝١ أَنَا۠"),
      ("arabic", "١٢/٥/٢٠٢٤ A-12 3.5٪ ۱۴۰۲ 1445 هـ", "١٢/٥/٢٠٢٤ A-12 3.5٪ ۱۴۰۲ 1445 هـ"),
      ("arabic", "قال &quot;نعم&quot;&nbsp;، ثم&#8204; عاد ؟", "قال \"نعم\"، ثم عاد؟"),
      ("minimal", "&quot;", "&quot;"),
      ("arabic", "ﷺ ﷲ ﷽", "صلى الله عليه وسلم الله ﷽"),
      (
        "search", "\u{FEFF}العـربية  أَحمد\u{A0}«ﻻ» ک ى ؤ\r\n\n\n١٢، ﷺ",
        "العربيه احمد \"لا\" ك ي و\n\n12, صلي الله عليه وسلم"
      ),
    ])
  func profiles(_ name: String, _ text: String, _ expected: String) throws {
    let result = try normalize(text, profile(name))
    #expect(Array(result.unicodeScalars) == Array(expected.unicodeScalars))
  }

  @Test func anOptionOverridesItsProfile() throws {
    #expect(try normalize("أـمة", .options(["profile": "search", "alef": "keep"])) == "أمه")
    #expect(try normalize("أـمة", .options(["profile": "arabic", "tatweel": "keep"])) == "أـمة")
  }
}

@Suite struct NormalizeStageTests {
  @Test(arguments: [false, true])
  func countsEachChangeOnce(_ traced: Bool) throws {
    let document = try run(
      Normalize.self, .options(["profile": "search"]), on: "أَنـا  ﻷﻱ\u{654}", traced: traced)
    #expect(String(document.text) == "انا لاي")
    let counts = Dictionary(uniqueKeysWithValues: document.tally.counts.map { ($0.name, $0.count) })
    #expect(counts == ["alef": 1, "harakat": 1, "tatweel": 1, "spaces": 1, "presentation-forms": 1, "hamza": 1])
  }

  @Test func traceLeadsFromResultToSource() throws {
    let document = try run(Normalize.self, .options(["profile": "arabic"]), on: "مصـر  ﻻ", traced: true)
    let passes = try #require(document.trace?.passes)
    #expect(
      passes.map { $0.edits.flatMap(\.causes).map(\.reason.name) } == [["presentation-forms"], ["tatweel"], ["spaces"]])
    #expect(passes.map { $0.edits.map(\.source) } == [[10..<13], [4..<6], [6..<8]])
  }

  @Test(arguments: [false, true])
  func aTitleIsNormalizedToo(_ traced: Bool) throws {
    var stage = try makeStage(Normalize.self, .options(["profile": "arabic"]))
    var document = Document(text: "نص")
    if traced { document.startTracing() }
    document.title = "  أهـلا \u{200F} "
    _ = try stage.process(&document)
    #expect(document.title == "أهلا")
    #expect(document.tally.counts.isEmpty)
  }

  @Test(arguments: ["", "\n", " ", "\0", "\u{200D}", "\u{301}", "ا"])
  func tinyTextsPass(_ text: String) throws {
    for name in ["minimal", "arabic", "search"] {
      let once = try normalize(text, profile(name))
      #expect(once.utf8.count <= text.utf8.count)
    }
  }

  @Test func unchangedTextKeepsItsLayers() throws {
    var stage = try makeStage(Normalize.self, .options(["profile": "arabic"]))
    var document = Document(text: "كتبَ أحمدُ رسالةً إلى أخيه.")
    document.update(Sentences.self) { layer, text in layer.ranges.append(0..<text.count) }
    _ = try stage.process(&document)
    #expect(document[Sentences.self] != nil)
  }

  @Test(
    arguments: [
      (["unicode": "nfkc", "presentation-forms": "keep"], "presentation-forms"),
      (["profile": "search", "ellipses": "keep"], "ellipses"),
      (["unicode": "none", "controls": "keep", "zero-width": "keep", "line-ends": "keep"], "changes nothing"),
    ] as [(KeyValuePairs<String, ConfigNode>, String)])
  func warnsOfOptionsWithoutEffect(_ options: KeyValuePairs<String, ConfigNode>, _ part: String) throws {
    let scope = OptionScope(folder: ".")
    let entries: [ConfigNode.Entry] = .options(options)
    _ = Normalize.Options.decode(entries, in: scope, owner: .stage("normalize"))
    #expect(scope.diagnostics.map(\.code.rawValue) == ["no-effect"])
    #expect(scope.diagnostics.map(\.severity) == [.warning])
    let text = scope.diagnostics.map { "\($0.message)" }.joined()
    #expect(text.contains(part == "presentation-forms" ? "nfkc replaces them" : part == "ellipses" ? "dots" : part))
  }
}
