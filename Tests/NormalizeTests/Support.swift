import Minwal
import MinwalTestSupport
import NormalizePlugin

/// Options that change nothing; others are set on top.
let nothing: [ConfigNode.Entry] = [
  "unicode": "none", "controls": "keep", "zero-width": "keep", "line-ends": "keep",
].map { ConfigNode.Entry($0.key, ConfigNode(.string($0.value))) }

/// Nothing but one option.
func only(_ option: String, _ value: String) -> [ConfigNode.Entry] {
  nothing.filter { $0.key != option } + [ConfigNode.Entry(option, ConfigNode(.string(value)))]
}

/// A profile and nothing else.
func profile(_ name: String) -> [ConfigNode.Entry] { [ConfigNode.Entry("profile", ConfigNode(.string(name)))] }

/// What becomes of a text.
func normalize(_ text: String, _ options: [ConfigNode.Entry]) throws -> String {
  String(try run(Normalize.self, options, on: text).text)
}

/// Text that options and normal forms stumble over: marks in any order, joiners, white space, shapes, numbers.
func nastyText(_ numbers: inout SeededGenerator) -> String {
  let alphabets: [String] = [
    "ابتةجدرسشعفقكلمنهوىيءآأؤإئٱ", "\u{64B}\u{64E}\u{650}\u{651}\u{652}\u{653}\u{654}\u{655}\u{670}\u{6D6}\u{6E5}",
    "کگیہھەۀۂۃےۓێۆڪ", "ﷺﷻﻻﻵﻷﺄﺁﮎﯾﭐﹰﹷ\u{FCF2}\u{FD3E}", "\u{200C}\u{200D}",
    "\u{200C}\u{200D}\u{200B}\u{FEFF}\u{AD}\u{2060}",
    "  \t\n\n\r\u{85}\u{2028}\u{2029}\u{B}\u{C}\u{A0}\u{3000}", "\r\n", "ـــ", "بلاهـــ 5", "\0\u{1}\u{1F}\u{7F}\u{90}",
    "\u{200E}\u{200F}\u{202B}\u{202C}\u{2067}\u{61C}", "0123456789٠١٢٣۴۵۶", ".,;:?%!…٫٬٪،؛؟۔", "«»“”‘’\"'–—-−‑",
    "abcXYZÉéßẞİıſǅΣςᾳᾂ", "e\u{301}\u{323}\u{327}\u{345}\u{344}\u{F71}\u{F72}\u{F73}", "각가\u{11A8}\u{1100}\u{1161}",
    "ﬁ²½Ａ１㎏\u{A8}", "&#amplt;38xquot", "&amp;&#38;&lt;", "Ã©Â»â€™Ø§ظطپ…", "هەۀيىیكک ه\u{200C}", " ،؛؟۔.,;!?",
    "ıİIiğş\u{307}",
    "क्‍षर्‌ය\u{9BE}\u{9C7}", "👨👩👧❤\u{FE0F}🏽😀",
  ]
  var text = ""
  for _ in 0..<Int.random(in: 0...12, using: &numbers) {
    let alphabet = Array(alphabets.randomElement(using: &numbers)!.unicodeScalars)
    for _ in 0..<Int.random(in: 1...6, using: &numbers) {
      text.unicodeScalars.append(alphabet.randomElement(using: &numbers)!)
    }
  }
  return text
}

/// Languages that options go by, and others.
private let languages = ["fa", "ur", "ckb", "ug", "ps", "ar", "tr", "en"]

/// A random choice for a random part of all options.
func randomOptions(_ numbers: inout SeededGenerator) -> [ConfigNode.Entry] {
  var entries: [ConfigNode.Entry] = []
  let chance = Double.random(in: 0...1, using: &numbers)
  if Double.random(in: 0...1, using: &numbers) < 0.5, let language = languages.randomElement(using: &numbers) {
    entries.append(ConfigNode.Entry("language", ConfigNode(.string(language))))
  }
  for option in Normalize.Options.declarations {
    guard case .choice(let choices) = option.type, Double.random(in: 0...1, using: &numbers) < chance else { continue }
    let name = choices.randomElement(using: &numbers)!.name
    entries.append(ConfigNode.Entry(option.name, ConfigNode(.string(name))))
  }
  return entries
}
