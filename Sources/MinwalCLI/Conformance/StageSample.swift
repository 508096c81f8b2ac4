import Minwal

/// A document to try a program with.
struct StageSample {
  /// What is special about it: "an empty text".
  var name: String
  var id: String
  var text: String
  var title: String?
  var language: Language?
  var metadata: [JSONMember] = []

  /// An ordinary document, then such as break programs that have not thought of them.
  static let all = [
    StageSample(
      name: "an ordinary document", id: "ordinary",
      text: "The ferry leaves at eight. It was late on Monday, and nobody minded.\n\nThe next one leaves at nine.\n",
      title: "Ferries", language: Language("en"),
      metadata: [
        JSONMember("year", .number("2024")), JSONMember("tags", .array([.string("sea"), .null, .bool(true)])),
      ]),
    StageSample(name: "an empty text", id: "empty", text: ""),
    StageSample(name: "a text of white space", id: "blank", text: " \t\r\n\n \u{A0}\u{2003}\n"),
    StageSample(
      name: "Arabic with Latin in it, and marks of direction", id: "right-to-left",
      text: "قال المدير: \u{202B}النسخة v2.1\u{202C} جاهزة.\u{200F} وَسَتُنْشَرُ غدًا\u{061C}!",
      title: "عنوان \"بين\" علامتين",
      language: Language("ar")),
    StageSample(
      name: "characters of four bytes, joined ones and lone marks", id: "emoji",
      text: "👩‍👩‍👧‍👦 🏳️‍🌈 𝔘𝔫𝔦𝔠𝔬𝔡𝔢 e\u{301} \u{301}x न्‍क \u{FEFF}\u{FFFD}\u{10FFFF}"),
    StageSample(
      name: "a null character and other controls", id: "controls",
      text: "a\u{0}b\u{1}c\u{1B}[31md\u{7F}\u{85}\u{2028}e\u{2029}"),
    StageSample(
      name: "quotes, backslashes and line ends of all kinds", id: "quotes",
      text: "\"a\" 'b' \\n \\\\ \\u0041 {\"id\": 1}\r\nc\rd\n$HOME `e` %s %d <f> &amp;"),
    StageSample(
      name: "an id and metadata with quotes, line feeds and signs of shells", id: "../a \"b\"\n$(c) 'd' ü 日本",
      text: "Text.", metadata: [JSONMember("\"k\"\n", .object([JSONMember("", .string("\u{0}"))]))]),
    StageSample(
      name: "one line of 1 MB", id: "huge", text: String(repeating: "A text without end, كلام كثير; ", count: 28_000)),
  ]

  /// The document, with layers that a program needs. Whole lines stand for its pieces.
  func document(needs: [LayerID]) -> Document {
    var document = Document(id: id, text: text)
    document.title = title
    document.language = language
    for member in metadata { document.metadata[member.name] = member.value }
    var ranges = TextRanges()
    var start = 0
    while start < document.text.count {
      let end = document.text.span.firstIndex(of: 0x0A, from: start) ?? document.text.count
      ranges.append(start..<end)
      start = end + 1
    }
    for type in needs.compactMap(\.ranges) { document.set(ranges, as: type) }
    if needs.contains(.units) {
      let units = ranges.enumerated().map { number, range in
        TranslationUnit(
          id: "unit-\(number)", source: document.text.string(in: range), from: language ?? .undetermined,
          to: Language("fr"))
      }
      document.update(TranslationUnits.self) { layer, _ in layer.units = units }
    }
    return document
  }
}
