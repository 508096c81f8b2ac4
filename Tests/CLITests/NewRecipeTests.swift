import Foundation
import Minwal
import MinwalTestSupport
import Testing

/// `minwal new recipe`: what it finds out by looking, and that what it writes is right and runs.
@Suite struct NewRecipeTests {
  static let texts: [String: String] = [
    "ar":
      "أعلنت إدارة المتحف في المدينة القديمة عن افتتاح قاعة جديدة للخرائط. وقال المدير إن القاعة تضم مئات الخرائط التي رسمها البحارة قبل قرون.",
    "fa":
      "شهرداری اعلام کرد که کتابخانه تازه از هفته آینده باز می‌شود. مدیر کتابخانه گفت که همه کتاب‌ها رایگان است و پدران و مادران می‌توانند با فرزندان خود بیایند.",
    "ru":
      "Городская библиотека снова открыта для читателей после долгого ремонта. Директор сказала, что все залы работают каждый день и вход свободный.",
    "fr":
      "La bibliothèque a rouvert lundi après deux années de travaux. Les élèves de l’école voisine y étaient déjà à midi, et la directrice s’est dite très heureuse.",
    "pl":
      "Biblioteka została otwarta ponownie w poniedziałek po dwóch latach remontu. Dyrektorka powiedziała, że wstęp jest wolny, a książki można wypożyczać także w święta.",
    "tr":
      "Kütüphane iki yıl süren onarımın ardından yeniden açıldı. Müdür, bütün çocukların ve büyüklerin bu güzel yere gelmesi için çok çalıştıklarını söyledi.",
    "el":
      "Η βιβλιοθήκη άνοιξε ξανά μετά από δύο χρόνια εργασιών. Η διευθύντρια είπε ότι η είσοδος είναι ελεύθερη για όλους τους κατοίκους της πόλης.",
    "he":
      "הספרייה נפתחה שוב ביום שני אחרי שנתיים של שיפוצים. המנהלת אמרה שהכניסה חופשית לכל תושבי העיר ושאפשר לשאול ספרים בכל יום.",
    "zh": "图书馆经过两年的维修，星期一重新开放了。馆长说，所有的人都可以免费进来看书，也可以把书带回家。",
    "ja": "図書館は二年間の工事を終えて、月曜日にまた開きました。館長は、だれでも無料で入ることができると話しました。",
    "ko": "도서관은 이 년 동안의 공사를 마치고 월요일에 다시 문을 열었습니다. 관장은 누구나 무료로 들어올 수 있다고 말했습니다.",
  ]

  static func converted(_ text: String, to encoding: String) throws -> Data {
    let folder = try TemporaryFolder()
    let input = try folder.write(text, to: "in")
    let process = Process()
    process.executableURL = URL(fileURLWithPath: "/usr/bin/env")
    process.arguments = ["iconv", "-c", "-f", "utf-8", "-t", encoding, input.path]
    process.standardOutput = try FileHandle(forWritingTo: folder.write("", to: "out"))
    try process.run()
    process.waitUntilExit()
    return try Data(contentsOf: folder.url.appendingPathComponent("out"))
  }

  @Test(arguments: [
    ("ar", "windows-1256"), ("ar", "iso-8859-6"), ("ar", "utf-16le"), ("ar", "utf-16be"), ("fa", "windows-1256"),
    ("ru", "windows-1251"), ("ru", "koi8-r"), ("fr", "windows-1252"), ("pl", "windows-1250"), ("tr", "windows-1254"),
    ("el", "windows-1253"), ("he", "windows-1255"), ("zh", "gb18030"), ("ja", "shift_jis"), ("ja", "euc-jp"),
    ("ko", "euc-kr"), ("ar", "utf-8"), ("fr", "utf-8"), ("ja", "utf-8"),
  ])
  func tellsEncodingAndLanguage(_ language: String, _ encoding: String) throws {
    let folder = try TemporaryFolder()
    for number in 1...3 {
      try folder.write(Self.converted(Self.texts[language] ?? "", to: encoding), to: "t/\(number).txt")
    }
    let result = try BuiltCommand.run(["new", "recipe", "t"], in: folder.url)
    #expect(result.status == 0, "\(result.error)")
    let recipe = try folder.read("t.yaml")
    #expect(recipe.contains("  encoding: \(encoding)\n") == (encoding != "utf-8"), "\(recipe)")
    #expect(recipe.contains("\nlanguage: \(language)\n"), "\(recipe)")
    #expect(recipe.contains("  files: t\n"))
    let run = try BuiltCommand.run(["run", "t.yaml"], in: folder.url)
    #expect(run.status == 0 && run.error.contains("3 read = "), "\(run.error)")
    #expect(!run.error.contains("U+FFFD") && !run.error.contains("malformed"), "\(run.error)")
  }

  /// Tables and arrays are recognized with their dialect and fields, and the recipe runs.
  @Test(
    arguments: [
      ("a.csv", "url,headline,Content\n", ",", ["  csv: \"data/*.csv\""]),
      ("a.csv", "url;headline;Content\n", ";", ["  csv: \"data/*.csv\"", "  delimiter: \";\""]),
      ("a.csv", "sep=|\nurl|headline|Content\n", "|", ["  csv: \"data/*.csv\""]),
      ("a.tsv", "url\theadline\tContent\n", "\t", ["  tsv: \"data/*.tsv\""]),
      ("a.json", "[", "json", ["  json: \"data/*.json\""]),
    ] as [(String, String, String, [String])])
  func looksIntoOtherRecords(_ file: String, _ head: String, _ delimiter: String, _ expected: [String]) throws {
    let folder = try TemporaryFolder()
    let text = Self.texts["fr"] ?? ""
    let rows = (1...5).map { number in
      delimiter == "json"
        ? "\n  {\n \"url\": \"u\(number)\", \"headline\": \"Title }{ \(number)\", \"Content\": \"\(text)\"}"
        : "u\(number)\(delimiter)Title \(number)\(delimiter)\"\(text)\nUne \"\"fin\"\".\"\n"
    }
    try folder.write(
      head + (delimiter == "json" ? rows.joined(separator: ",") + "\n]\n" : rows.joined()), to: "data/\(file)")
    try folder.write("no text at all", to: "data/notes.doc")
    let result = try BuiltCommand.run(["new", "recipe", "data"], in: folder.url)
    #expect(result.status == 0, "\(result.error)")
    let recipe = try folder.read("data.yaml")
    for line in expected + ["  text-field: Content", "  id-field: url", "  title-field: headline", "language: fr"] {
      #expect(recipe.contains("\(line)\n"), "\(line) in \(recipe)")
    }
    #expect(recipe.contains("delimiter:") == expected.contains { $0.contains("delimiter:") })
    let run = try BuiltCommand.run(["run", "data.yaml"], in: folder.url)
    #expect(run.status == 0 && run.error.contains("5 read = 5 exported"), "\(run.error)")
    // The same for the file itself.
    let named = try BuiltCommand.run(["new", "recipe", "data/\(file)", "--output", "-"], in: folder.url)
    #expect(named.output.contains("  text-field: Content\n"), "\(named.output) \(named.error)")
  }

  /// Of a folder with several kinds, compressed or not, each becomes a source that reads what is there.
  @Test func severalKindsAreSeveralSources() throws {
    let folder = try TemporaryFolder()
    let (fr, ar) = (Self.texts["fr"] ?? "", Self.texts["ar"] ?? "")
    for number in 1...4 {
      try folder.write(fr, to: "data/\(number).txt")
      // What describes the texts is no document.
      try folder.write("{\"site\": \"s\", \"n\": \(number)}\n", to: "data/\(number).json")
    }
    try folder.write(
      (1...5).map { "{\"url\":\"u\($0)\",\"Content\":\"\(ar)\"}\n" }.joined(), to: "data/b.jsonl")
    try folder.write("url;Content\n" + (1...3).map { "c\($0);\(fr)\n" }.joined(), to: "data/c.csv")
    for name in ["b.jsonl", "1.txt"] {
      let gzip = Process()
      gzip.executableURL = URL(fileURLWithPath: "/usr/bin/env")
      gzip.arguments = ["gzip", folder.url.appendingPathComponent("data/\(name)").path]
      try gzip.run()
      gzip.waitUntilExit()
    }
    let result = try BuiltCommand.run(["new", "recipe", "data"], in: folder.url)
    #expect(result.status == 0, "\(result.error)")
    let recipe = try folder.read("data.yaml")
    for lines in [
      "  - name: text\n    files: \"data/*.{txt,txt.gz}\"\n",
      "  - name: jsonl\n    jsonl: \"data/*.jsonl.gz\"\n    text-field: Content",
      "  - name: csv\n    csv: \"data/*.csv\"\n    delimiter: \";\"\n    text-field: Content\n",
      "#   left out: 4 × .json\n", "language: several (fr 7, ar 5)",
    ] { #expect(recipe.contains(lines), "\(lines) in \(recipe)") }
    let run = try BuiltCommand.run(["run", "data.yaml"], in: folder.url)
    #expect(run.status == 0 && run.error.contains("12 read = 12 exported"), "\(run.error)")
  }

  @Test func offersLines() throws {
    let folder = try TemporaryFolder()
    try folder.write(String(repeating: (Self.texts["fr"] ?? "") + "\n", count: 60), to: "list.txt")
    let list = try BuiltCommand.run(["new", "recipe", "list.txt", "--output", "-"], in: folder.url)
    #expect(list.error.contains("write 'lines' in the place of 'files'"), "\(list.error)")
    try folder.write(String(repeating: (Self.texts["fr"] ?? "") + "\n\n", count: 60), to: "page.txt")
    let page = try BuiltCommand.run(["new", "recipe", "page.txt", "--output", "-"], in: folder.url)
    #expect(!page.error.contains("lines"), "\(page.error)")
  }

  @Test func looksIntoJSONLines() throws {
    let folder = try TemporaryFolder()
    let lines = (1...5).map {
      "{\"url\":\"https://example.org/\($0)\",\"n\":\($0),\"headline\":\"Title \($0)\",\"Content\":\"\(Self.texts["fr"] ?? "")\",\"lang\":\"fr\"}"
    }
    try folder.write(lines.joined(separator: "\n") + "\n", to: "data/a.json")
    try folder.write("no text at all", to: "data/notes.doc")
    let result = try BuiltCommand.run(["new", "recipe", "data", "--output", "recipes/mine.yaml"], in: folder.url)
    #expect(result.status == 0, "\(result.error)")
    let recipe = try folder.read("recipes/mine.yaml")
    for line in [
      "  jsonl: \"../data/*.json\"", "  text-field: Content", "  id-field: url", "  title-field: headline",
      "  language-field: lang", "language: fr", "name: mine", "#   left out: 1 × .doc",
    ] { #expect(recipe.contains("\(line)\n"), "\(line) in \(recipe)") }
    let run = try BuiltCommand.run(["run", "recipes/mine.yaml"], in: folder.url)
    #expect(run.status == 0 && run.error.contains("5 read = "), "\(run.error)")
    #expect(try folder.read("recipes/out/mine.jsonl").contains("\"id\":\"https://example.org/3\""))
  }

  @Test func pointsAtTheFilesThatItMeans() throws {
    let folder = try TemporaryFolder()
    for (path, language) in [("in/a.txt", "fr"), ("in/sub/b.md", "ar"), ("in/sub/c.txt", "ru")] {
      try folder.write(Self.texts[language] ?? "", to: path)
    }
    try folder.write(Data([0x89, 0x50, 0x4E, 0x47, 0, 0, 0, 1, 0xFF, 0xFE]), to: "in/logo.png")
    let result = try BuiltCommand.run(["new", "recipe", "in", "--output", "-"], in: folder.url)
    #expect(result.status == 0, "\(result.error)")
    #expect(result.output.contains("  files: \"in/**/*.{md,txt}\"\n"), "\(result.output)")
    #expect(!result.output.contains("\nlanguage:") && result.error.contains("language: several (fr 1, ar 1, ru 1)"))
    #expect(folder.files().count == 4, "nothing is written")
    try folder.write(result.output, to: "r.yaml")
    let run = try BuiltCommand.run(["run", "r.yaml", "--output", "-"], in: folder.url)
    #expect(run.status == 0 && run.error.contains("3 read = "), "\(run.error)")
  }

  /// A recipe among the texts must not read what it writes.
  @Test func writesBesideWhatItReads() throws {
    let folder = try TemporaryFolder()
    for name in ["a", "b"] { try folder.write(Self.texts["fr"] ?? "", to: "\(name).txt") }
    #expect(try BuiltCommand.run(["new", "recipe"], in: folder.url).status == 0)
    #expect(try folder.read("recipe.yaml").contains("  files: \"*.txt\"\n"))
    for _ in 0..<2 {
      let run = try BuiltCommand.run(["run", "recipe.yaml"], in: folder.url)
      #expect(run.status == 0 && run.error.contains("2 read = "), "\(run.error)")
    }
  }

  /// One text in another language: what holds for all documents is not written down.
  @Test func writesALanguageOnlyIfAllAreInIt() throws {
    let folder = try TemporaryFolder()
    for number in 1...30 { try folder.write(Self.texts["fr"] ?? "", to: "t/\(number).txt") }
    try folder.write(Self.texts["ar"] ?? "", to: "t/31.txt")
    let result = try BuiltCommand.run(["new", "recipe", "t", "--output", "-"], in: folder.url)
    #expect(!result.output.contains("\nlanguage:"), "\(result.output)")
    #expect(result.output.contains("#   language: several (fr 30, ar 1), so each document is looked at"))
  }

  @Test func saysWhatItLeavesOut() throws {
    let folder = try TemporaryFolder()
    try folder.write(Self.texts["fr"] ?? "", to: "t/x.txt")
    for ending in "abcdefgh" { try folder.write("x", to: "t/x.\(ending)") }
    let result = try BuiltCommand.run(["new", "recipe", "t", "--output", "-"], in: folder.url)
    #expect(result.output.contains("#   left out: 1 × .a, 1 × .b, 1 × .c, 1 × .d, 1 × .e, 1 × .f, 2 × others\n"))
  }

  /// As a run does: a byte order mark is dropped, and a bad byte is repaired.
  @Test func readsRecordsAsARunDoes() throws {
    let folder = try TemporaryFolder()
    let record = Array("{\"id\":\"a\",\"text\":\"\(Self.texts["fr"] ?? "")".utf8)
    try folder.write(Data([0xEF, 0xBB, 0xBF] + record + Array("\"}\n".utf8)), to: "mark.jsonl")
    try folder.write(Data(record + [0xE9] + Array("\"}\n".utf8)), to: "bad.jsonl")
    for file in ["mark.jsonl", "bad.jsonl"] {
      let result = try BuiltCommand.run(["new", "recipe", file, "--output", "-"], in: folder.url)
      #expect(result.status == 0 && result.output.contains("\nlanguage: fr\n"), "\(result.error)")
    }
  }

  /// Pages, archives, and records whose texts are pages: `extract` comes first.
  @Test(arguments: ["html", "none", "warc", "warc.gz", "jsonl", "txt"]) func takesTheTextOutOfPages(_ kind: String)
    throws
  {
    let folder = try TemporaryFolder()
    for number in 1...3 {
      let page = "<!DOCTYPE html>\n<html lang=fr><body><p>\(Self.texts["fr"] ?? "")</p><p>\(number)</p></body></html>\n"
      let response = "HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n\(page)"
      let record =
        "WARC/1.0\r\nWARC-Type: response\r\nContent-Length: \(response.utf8.count)\r\n\r\n\(response)\r\n\r\n"
      switch kind {
      case "none": try folder.write(page, to: "in/\(number)")
      case "warc": try folder.write(record, to: "in/\(number).warc")
      case "warc.gz":
        let text = Text(record)
        let member = try Compressor(.gzip)?.compress(text.span) ?? ByteBuffer()
        try folder.write(Data((0..<member.count).map { member[$0] }), to: "in/\(number).warc.gz")
      case "jsonl":
        let line = JSONValue.object([JSONMember("text", .string(page))]).compact + "\n"
        try folder.write(String(repeating: line, count: 3), to: "in/\(number).jsonl")
      default: try folder.write(page, to: "in/\(number).\(kind)")
      }
    }
    let result = try BuiltCommand.run(["new", "recipe", "in"], in: folder.url)
    #expect(result.status == 0, "\(result.error)")
    let recipe = try folder.read("in.yaml")
    let key =
      ["html": "html", "none": "html", "warc": "warc", "warc.gz": "warc", "jsonl": "jsonl", "txt": "files"][kind] ?? ""
    #expect(recipe.contains("  \(key): in\n") && recipe.contains("\n  - extract\n"), "\(recipe)")
    let run = try BuiltCommand.run(["run", "in.yaml"], in: folder.url)
    #expect(run.status == 0, "\(run.error)")
    #expect(run.error.contains("\(kind == "jsonl" ? 9 : 3) exported"), "\(run.error)")
    #expect(try !folder.read("out/in.jsonl").contains("<p>"))
  }

  @Test func saysWhatItDoesWithBadLines() throws {
    let folder = try TemporaryFolder()
    let record = "{\"id\":\"a\",\"text\":\"\(Self.texts["fr"] ?? "")\"}\n"
    try folder.write("not JSON\n[1]\n\n\(record)\(record)", to: "d.jsonl")
    let result = try BuiltCommand.run(["new", "recipe", "d.jsonl", "--output", "-"], in: folder.url)
    #expect(result.status == 0, "\(result.error)")
    #expect(result.output.contains("#   bad lines: 2 lines are not JSON objects among those"), "\(result.output)")
  }

  /// What was named itself is read, or there is a word about it.
  @Test func dropsNothingThatWasNamed() throws {
    let folder = try TemporaryFolder()
    for number in 1...3 { try folder.write(Self.texts["fr"] ?? "", to: "t/\(number).txt") }
    try folder.write("{\"text\":\"\(Self.texts["fr"] ?? "")\"}\n", to: "d.jsonl")
    try folder.write("broken\n", to: "broken.jsonl")
    try folder.write(Self.texts["fr"] ?? "", to: "note.log")
    func make(_ paths: [String]) throws -> BuiltCommand.Result {
      try BuiltCommand.run(["new", "recipe", "--output", "-"] + paths, in: folder.url)
    }
    let lines = try make(["t", "d.jsonl"])
    #expect(lines.status == 0 && lines.output.contains("    jsonl: d.jsonl\n"), "\(lines.output)\(lines.error)")
    #expect(lines.output.contains("    files: t\n"), "\(lines.output)")
    let text = try make(["t", "note.log"])
    #expect(text.status == 0 && text.output.contains("    - note.log\n"), "\(text.output)\(text.error)")
    let both = try make(["t/1.txt", "d.jsonl"])
    #expect(
      both.output.contains("    files: t/1.txt\n") && both.output.contains("    jsonl: d.jsonl\n"), "\(both.error)")
    let broken = try make(["broken.jsonl"])
    #expect(broken.status == 66 && broken.error.contains("has no line that is a JSON object"), "\(broken.error)")
  }

  @Test func overwritesNothing() throws {
    let folder = try TemporaryFolder()
    try folder.write("text", to: "t.txt")
    try folder.write("mine", to: "t.yaml")
    let result = try BuiltCommand.run(["new", "recipe", "t.txt"], in: folder.url)
    #expect(result.status == 64 && result.error.contains("nothing was written"))
    #expect(try folder.read("t.yaml") == "mine")
  }

  @Test(arguments: [("gone", "no such file"), ("empty", "there are no files in 'empty'"), ("pictures", "1 × .png")])
  func saysWhatIsMissing(_ path: String, _ message: String) throws {
    let folder = try TemporaryFolder()
    try FileManager.default.createDirectory(
      at: folder.url.appendingPathComponent("empty"), withIntermediateDirectories: true)
    try folder.write(Data([0x89, 0x50, 0, 0, 0, 0, 0, 0, 0, 0x80]), to: "pictures/a.png")
    let result = try BuiltCommand.run(["new", "recipe", path], in: folder.url)
    #expect(result.status == 66)
    #expect(result.error.contains(message), "\(result.error)")
  }
}
