import Foundation
import MinwalTestSupport
import Testing

/// Whole runs over corpora that nobody would wish for: what holds for every input whatever it is.
@Suite struct HostileCorpusTests {
  let folder: TemporaryFolder

  init() throws { folder = try TemporaryFolder() }

  // MARK: Corpora

  /// Bytes that are no UTF-8, and characters that are special to some stage.
  static let pieces: [[UInt8]] =
    [
      [0], [0x80], [0xBF, 0xBF], [0xC0, 0xAF], [0xC1, 0xBF], [0xE0, 0x80, 0xAF], [0xF0, 0x80, 0x80, 0xAF],
      [0xED, 0xA0, 0x80], [0xED, 0xBF, 0xBF], [0xED, 0xA0, 0xBD, 0xED, 0xB8, 0x80], [0xF4, 0x90, 0x80, 0x80],
      [0xF8, 0x88, 0x80, 0x80, 0x80], [0xFE], [0xFF], [0xD8], [0xE2, 0x82], [0xF0, 0x9F, 0x98], [0x0D], [0x0D, 0x0A],
      [0x1B, 0x5B, 0x32, 0x4A],
    ]
    + [
      "\n", "\n\n", " ", "\t", "\u{85}", "\u{2028}", "\u{A0}", "\u{200F}", "\u{202E}", "\u{FEFF}", "\u{200D}",
      "\u{301}",
      "\u{FFFF}", "\u{10FFFF}", "😀", "ﷺ", "ـــ", "«", "»", "\"", "\\", "{", ",", ";", "|", "#", "* ", "- ", "1. ", ".",
      "؟", "د. ", "قال الوزير إن المشروع بدأ أمس في المدينة القديمة.", "وأضاف أن العمل فيه سينتهي بعد عام من الآن.",
      "The council met on Monday, and nobody spoke for long.", "Share", "Tweet", "اقرأ أيضا", "2019-05-12", "1,204",
      "https://a.example/b", "日本語です。", "한국어", "क्‍ष", "שלום",
    ].map { Array($0.utf8) }

  static let ids = [
    "", "a", "A", "\u{E9}", "e\u{301}", "../../escape", "/etc/passwd", "a/b", "a/b/c", "nul", "COM1.txt", "x\u{0}y",
    "..",
    "~", "a~2", ".hidden", "con/prn", String(repeating: "long/", count: 200), String(repeating: "ن", count: 300),
  ]

  /// Some bytes; of most, few are wrong, so that they are text.
  private func mess(_ random: inout SeededGenerator) -> [UInt8] {
    let isText = random.below(4) > 0
    return (0..<random.below(60)).flatMap { _ in
      isText && random.below(40) > 0 ? Self.pieces.suffix(45).randomElement(using: &random)! : random.pick(Self.pieces)
    }
  }

  private func json(_ text: String) -> String {
    "\""
      + text.unicodeScalars.map { $0.value < 0x20 || $0 == "\"" || $0 == "\\" ? "\\u00" + hex($0) : String($0) }
      .joined()
      + "\""
  }

  private func hex(_ scalar: Unicode.Scalar) -> String {
    let digits = String(scalar.value, radix: 16)
    return digits.count == 1 ? "0" + digits : digits
  }

  private func makeCorpus(_ seed: UInt64) throws {
    var random = SeededGenerator(seed)
    var lines = Data()
    for number in 0..<120 {
      switch random.below(8) {
      case 0: lines.append(contentsOf: mess(&random).filter { $0 != 0x0A })
      case 1: lines.append(contentsOf: random.mutated(Array("{\"id\":\"m\",\"text\":\"قال.\"}".utf8)))
      default:
        let text = String(decoding: mess(&random), as: UTF8.self)
        let id = random.below(3) == 0 ? random.pick(Self.ids) : "d\(number)"
        lines.append(contentsOf: "{\"id\":\(json(id)),\"site\":\"s\(number % 3)\",\"text\":\(json(text))}".utf8)
      }
      lines.append(0x0A)
    }
    try folder.write(lines, to: "in/lines.jsonl")
    for number in 0..<60 {
      try folder.write(Data(mess(&random)), to: "in/\(number % 4)/\(number).txt")
    }
  }

  private func run(_ jobs: Int, to output: String) throws -> BuiltCommand.Result {
    try BuiltCommand.run(
      [
        "run", "r.yaml", "--input", "in", "--output", output, "--jobs", "\(jobs)", "--report", "\(output).json",
        "--progress", "none",
      ], in: folder.url)
  }

  private func writeRecipe() throws {
    try folder.write("source,target\nالوزير,the minister\n\"a, b\",c\n", to: "g.csv")
    try folder.write(
      """
      minwal: 1
      name: hostile
      input: in
      stages:
        - export: { format: jsonl, to: raw.jsonl, fields: [id, text] }
        - clean: { learn: corpus, learn-least: 2 }
        - normalize: { profile: arabic, punctuation: arabic, ellipses: character }
        - segment: { max-length: 200 }
        - summarize
        - translate-stub: { to: cy, of: [title, sentences], fill: glossary, glossary: g.csv }
        - export: { format: jsonl, to: all.jsonl, offsets: bytes }
        - export: { format: csv, to: all.csv }
        - export: { format: markdown, to: each, layout: file-per-document }
      """, to: "r.yaml")
  }

  // MARK: What holds

  @Test(arguments: 1...3 as ClosedRange<UInt64>) func nothingDependsOnTheNumberOfJobs(seed: UInt64) throws {
    try writeRecipe()
    try makeCorpus(seed)
    let one = try run(1, to: "one")
    let many = try run(8, to: "many")
    #expect(one.status == 3 && many.status == 3, "\(one.error)\(many.error)")
    let files = folder.files()
    let first = files.filter { $0.hasPrefix("one/") }.map { String($0.dropFirst(4)) }
    #expect(first == files.filter { $0.hasPrefix("many/") }.map { String($0.dropFirst(5)) })
    for file in first {
      let (a, b) = (try contents("one/\(file)"), try contents("many/\(file)"))
      #expect(a == b, "\(file) differs")
    }
    // Nothing was written anywhere else.
    let expected = ["g.csv", "in", "many", "many.json", "one", "one.json", "r.yaml"]
    #expect(try FileManager.default.contentsOfDirectory(atPath: folder.url.path).sorted() == expected)
    try expectBalanced("one.json", quarantined: first.filter { $0.hasSuffix(".error.json") }.count)
    try expectSound("one/all.jsonl")
  }

  private func contents(_ path: String) throws -> Data { try Data(contentsOf: folder.url.appendingPathComponent(path)) }

  private func expectBalanced(_ report: String, quarantined: Int) throws {
    let report = try #require(try JSONSerialization.jsonObject(with: contents(report)) as? [String: Any])
    let run = try #require((report["runs"] as? [[String: Any]])?.first)
    let counts = try ["read", "exported", "dropped", "quarantined"].map { try #require(run[$0] as? Int) }
    #expect(counts[0] == counts[1] + counts[2] + counts[3])
    #expect(counts[1] > 50 && counts[2] > 0 && counts[3] == quarantined, "\(counts)")
  }

  /// Records come in the order of the input, ranges are in order and lie in the text, a summary is made of sentences.
  private func expectSound(_ path: String) throws {
    let records = try contents(path).split(separator: 0x0A).map {
      try #require(try JSONSerialization.jsonObject(with: Data($0)) as? [String: Any])
    }
    let raw = try contents("one/raw.jsonl").split(separator: 0x0A).map {
      try #require(try JSONSerialization.jsonObject(with: Data($0)) as? [String: Any])["id"] as? String ?? "?"
    }
    var rest = raw[...]
    for record in records {
      let id = try #require(record["id"] as? String)
      let place = rest.firstIndex { $0.utf8.elementsEqual(id.utf8) }
      rest = rest[(try #require(place, "\(id) is out of order") + 1)...]
      let text = Array(try #require(record["text"] as? String).utf8)
      let sentences = try pieces(record, "sentences", text)
      for piece in try pieces(record, "summary", text) { #expect(sentences.contains(piece)) }
    }
  }

  private func pieces(_ record: [String: Any], _ layer: String, _ text: [UInt8]) throws -> [Range<Int>] {
    var end = 0
    return try (record[layer] as? [[String: Any]] ?? []).map { piece in
      let range = try #require(piece["start"] as? Int)..<(try #require(piece["end"] as? Int))
      #expect(range.lowerBound >= end && range.upperBound <= text.count)
      #expect(text[range].elementsEqual(try #require(piece["text"] as? String).utf8))
      end = range.upperBound
      return range
    }
  }

  /// Every character there is, alone on a line and between letters, through all stages.
  @Test func everyCharacterPasses() throws {
    var lines = Data()
    for start in stride(from: UInt32(0), through: 0x10FFFF, by: 0x400) {
      // Ideographs, Hangul, private and unassigned characters are all alike to every stage: some of them will do.
      let areAlike = [
        0x3400..<0xA000 as Range<UInt32>, 0xAC00..<0xD800, 0xE000..<0xF800, 0x1_7000..<0x1_B000, 0x2_0000..<0x10_FC00,
      ]
      .contains { $0.contains(start) }
      if areAlike && start % 0x2000 != 0 { continue }
      let scalars = (start..<start + 0x400).compactMap(Unicode.Scalar.init)
      let alone = scalars.map { String($0) }.joined(separator: "\n")
      let between = scalars.map { "ب\($0)ت. \($0)A" }.joined(separator: " ")
      for text in [alone, between] { lines.append(contentsOf: "{\"text\":\(json(text))}\n".utf8) }
    }
    try folder.write(lines, to: "in/all.jsonl")
    try folder.write(
      """
      minwal: 1
      input: in
      stages:
        - clean: { when-empty: keep }
        - normalize: { profile: search }
        - segment
        - summarize
        - translate-stub: { to: cy, fill: pseudo }
        - export: { format: jsonl, to: all.jsonl, offsets: bytes }
      """, to: "r.yaml")
    let result = try BuiltCommand.run(["run", "r.yaml", "--input", "in", "--progress", "none"], in: folder.url)
    #expect(result.status == 0, "\(result.error)")
    for line in try contents("all.jsonl").split(separator: 0x0A) {
      let record = try #require(try JSONSerialization.jsonObject(with: Data(line)) as? [String: Any])
      let text = Array(try #require(record["text"] as? String).utf8)
      let sentences = try pieces(record, "sentences", text)
      for piece in try pieces(record, "summary", text) { #expect(sentences.contains(piece)) }
    }
  }
}
