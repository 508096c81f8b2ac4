import Minwal
import MinwalTestSupport
import Testing

@testable import ExportPlugin

/// A layer of somebody else's.
struct Entities: Layer {
  static let name = "entities"
  static let pointsIntoText = false
  var names: [String] = []
  init() {}
  func encode(of document: Document, into json: inout JSONWriter) {
    json.array { json in for name in names { json.string(name) } }
  }
}

/// A document as exports would get it.
private func document(
  _ text: String, id: String = "a.txt", title: String? = nil, sentences: [Range<Int>] = []
) -> Document {
  var document = Document(id: id, text: text)
  document.title = title
  if !sentences.isEmpty {
    document.update(Sentences.self) { layer, _ in for range in sentences { layer.ranges.append(range) } }
  }
  return document
}

/// What stands before the records, and the records.
private func export(_ documents: [Document], _ options: KeyValuePairs<String, ConfigNode>) throws -> String {
  let scope = OptionScope(folder: ".")
  let entries = [ConfigNode.Entry].options(options) + [ConfigNode.Entry("to", "out")]
  guard let decoded = Export.Options.decode(entries, in: scope, owner: .stage("export")) else {
    throw Diagnostics(scope.diagnostics)
  }
  let exporter = Export(decoded, StageContext())
  var output = ByteBuffer()
  exporter.begin(&output)
  var records = ByteBuffer()
  for document in documents { exporter.render(document, into: &records) }
  // As a sink does: what separates records does not stand before the first.
  if !records.isEmpty {
    output.append(records.span.extracting(exporter.separator.utf8.count..<records.count))
  }
  exporter.end(&output)
  return output.string
}

@Suite struct JSONArrayTests {
  @Test(arguments: [0, 1, 3]) func isOneArray(_ count: Int) throws {
    let documents = (0..<count).map { document("t\($0)", id: "d\($0)") }
    let text = try export(documents, ["format": "json", "fields": ["id"]])
    #expect(text == "[" + (0..<count).map { "\n{\"id\":\"d\($0)\"}" }.joined(separator: ",") + "\n]\n")
  }

  @Test func aFileOfADocumentIsAnObject() throws {
    let text = try export(
      [document("t")], ["format": "json", "fields": ["id"], "layout": "file-per-document"])
    #expect(text == "{\"id\":\"a.txt\"}\n")
  }
}

@Suite struct PieceTests {
  private static let text = "عاد. Ab\ncd."

  private func two() -> Document {
    var two = document(Self.text, id: "d", title: "T", sentences: [0..<7, 8..<14])
    two.metadata["site"] = .string("s")
    return two
  }

  @Test func sentencesAreRecords() throws {
    #expect(
      try export([two(), document("", id: "e")], ["format": "jsonl", "records": "sentences"])
        == #"{"id":"d#1","document":"d","number":1,"text":"عاد.","start":0,"end":7}"# + "\n"
        + #"{"id":"d#2","document":"d","number":2,"text":"Ab\ncd.","start":8,"end":14}"# + "\n")
  }

  @Test(arguments: [("code-points", 5, 11), ("utf16", 5, 11), ("bytes", 8, 14)])
  func offsetsHaveAUnit(_ offsets: String, _ start: Int, _ end: Int) throws {
    let text = try export(
      [two()],
      [
        "format": "csv", "records": "sentences", "offsets": ConfigNode(.string(offsets)),
        "fields": ["id", "start", "end", "title", "metadata.site"],
      ])
    #expect(text == "id,start,end,title,metadata.site\r\nd#1,0,\(start - 1),T,s\r\nd#2,\(start),\(end),T,s\r\n")
  }

  @Test func aLineIsASentence() throws {
    #expect(try export([two()], ["format": "text", "records": "sentences"]) == "عاد.\nAb cd.\n")
  }

  @Test func anArrayOfSentences() throws {
    let text = try export([two()], ["format": "json", "records": "sentences", "fields": ["id"]])
    #expect(text == "[\n{\"id\":\"d#1\"},\n{\"id\":\"d#2\"}\n]\n")
  }

  @Test func unitsAreRecords() throws {
    var document = document("x", id: "d")
    var units = TranslationUnits()
    var unit = TranslationUnit(id: "u1", source: "Ab.", from: .english, to: .arabic)
    unit.target = "أب."
    units.units = [unit]
    document.set(units)
    #expect(
      try export([document], ["format": "tsv", "records": "units"])
        == "id\tdocument\tnumber\tunit\tsource\ttarget\tsource-language\ttarget-language\tstate\n"
        + "d#1\td\t1\tu1\tAb.\tأب.\ten\tar\tinitial\n")
  }

  @Test(
    arguments: [
      ["format": "markdown", "records": "sentences"],
      ["format": "jsonl", "records": "sentences", "fields": ["id", "summary"]],
      ["format": "json", "records": "units", "layout": "file-per-document"],
    ] as [KeyValuePairs<String, ConfigNode>])
  func whatCannotBe(_ options: KeyValuePairs<String, ConfigNode>) {
    let error = #expect(throws: Diagnostics.self) { try export([], options) }
    #expect(error?.all.map(\.code.rawValue) == ["conflicting-options"])
  }

  @Test func theLayerIsNeeded() throws {
    let scope = OptionScope(folder: ".")
    let entries: [ConfigNode.Entry] = .options([
      "format": "jsonl", "to": "x", "records": "paragraphs", "fields": ["id", "start", "text"],
    ])
    let options = try #require(Export.Options.decode(entries, in: scope, owner: .stage("export")))
    #expect(Export.flow(with: options).needs.map(\.name) == ["paragraphs"])
  }
}

@Suite struct TableTests {
  @Test func tabsSeparateCells() throws {
    let found = try export(
      [document("a\tb", id: "x,y"), document("say \"no\"\n")], ["format": "tsv", "fields": ["id", "text"]])
    #expect(found == "id\ttext\nx,y\t\"a\tb\"\na.txt\t\"say \"\"no\"\"\n\"\n")
  }

  @Test(arguments: ["=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "\r=1", "＝1"])
  func formulasAreDisarmed(_ cell: String) throws {
    let kept = try export([document(cell)], ["format": "csv", "header": false, "fields": ["text"]])
    #expect(kept.hasPrefix(cell.utf8.contains(0x0D) ? "\"\(cell)" : cell))
    let escaped = try export(
      [document(cell)], ["format": "csv", "header": false, "fields": ["text"], "formulas": "escape"])
    #expect(escaped == "\"'\(cell)\"\r\n")
  }

  @Test(arguments: ["plain", "a=b", "", "'=1", "نص"])
  func otherCellsStay(_ cell: String) throws {
    let options: KeyValuePairs<String, ConfigNode> = ["format": "csv", "header": false, "fields": ["text", "id"]]
    let all: KeyValuePairs<String, ConfigNode> = [
      "format": "csv", "header": false, "fields": ["text", "id"], "formulas": "escape",
    ]
    #expect(try export([document(cell)], options) == export([document(cell)], all))
  }
}

@Suite struct JSONLinesTests {
  @Test func aRecordHasWhatTheDocumentHas() throws {
    var full = document("Ab. Cd.", title: "T", sentences: [0..<3, 4..<7])
    full.metadata["date"] = .string("2024")
    full.metadata["n"] = .number("1.10")
    full.metadata["o"] = .object([JSONMember("x", .array([.null, .bool(true)]))])
    var summary = Summary()
    summary.ranges.append(4..<7)
    full.set(summary)
    #expect(
      try export([full, document("")], ["format": "jsonl"])
        == #"{"id":"a.txt","text":"Ab. Cd.","title":"T","metadata":{"date":"2024","n":1.10,"o":{"x":[null,true]}},"sentences":["Ab.","Cd."],"summary":["Cd."]}"#
        + "\n" + #"{"id":"a.txt","text":"","title":null,"metadata":{}}"# + "\n")
  }

  @Test func tellsWhereInTheInputItComesFrom() throws {
    var traced = Document(id: "a", text: "Menu\nAb. Cd.")
    traced.startTracing()
    try traced.edit { $0.remove(upTo: 5, Reason("menu", "")) }
    traced.update(Sentences.self) { layer, _ in
      layer.ranges.append(0..<3)
      layer.ranges.append(4..<7)
    }
    var units = TranslationUnits()
    units.units = [TranslationUnit(id: "u", source: "Ab.", from: .english, to: .arabic)]
    units.units[0].origin = traced.origin(of: 0..<3)
    traced.set(units)
    #expect(
      try export([traced], ["format": "jsonl", "fields": ["sentences"], "source-offsets": true, "offsets": "utf16"])
        == #"{"sentences":[{"text":"Ab.","start":0,"end":3,"source-start":5,"source-end":8},{"text":"Cd.","start":4,"end":7,"source-start":9,"source-end":12}]}"#
        + "\n")
    #expect(
      try export([traced], ["format": "jsonl", "fields": ["units"], "source-offsets": true])
        == #"{"units":[{"id":"u","source":"Ab.","target":null,"source-language":"en","target-language":"ar","state":"initial","source-start":5,"source-end":8}]}"#
        + "\n")
    // Unless it is asked for, nothing tells that somebody watches.
    #expect(try export([traced], ["format": "jsonl", "fields": ["units"]]).contains("source-start") == false)
    #expect(
      try export(
        [document("Ab.", sentences: [0..<3])], ["format": "jsonl", "fields": ["sentences"], "source-offsets": true])
        == #"{"sentences":[{"text":"Ab.","source-start":null,"source-end":null}]}"# + "\n")
  }

  @Test(arguments: [
    ("bytes", [[0, 5], [6, 11]]), ("code-points", [[0, 3], [4, 6]]), ("utf16", [[0, 3], [4, 7]]),
  ])
  func tellsOffsets(_ unit: String, _ expected: [[Int]]) throws {
    let full = document("اب. 😀. x", sentences: [0..<5, 6..<11])
    let objects = zip(["اب.", "😀."], expected).map { "{\"text\":\"\($0)\",\"start\":\($1[0]),\"end\":\($1[1])}" }
    #expect(
      try export([full], ["format": "jsonl", "fields": ["sentences"], "offsets": .init(.string(unit))])
        == "{\"sentences\":[\(objects.joined(separator: ","))]}\n")
  }

  @Test func escapesAsRFC8259Says() throws {
    #expect(
      try export([document("\"\\/\u{8}\u{C}\n\r\t\0\u{1F}\u{7F}\u{2028}ن😀")], ["format": "jsonl", "fields": ["text"]])
        == "{\"text\":\"\\\"\\\\/\\b\\f\\n\\r\\t\\u0000\\u001f\u{7F}\u{2028}ن😀\"}\n")
  }

  @Test func fieldsComeInTheirOrderAndAbsentOnesAreNull() throws {
    var some = document("x")
    some.language = .arabic
    some.metadata["k"] = .null
    #expect(
      try export(
        [some],
        [
          "format": "jsonl",
          "fields": ["summary", "metadata.k", "metadata.none", "language", "title", "id", "metadata"],
        ])
        == #"{"summary":null,"metadata.k":null,"metadata.none":null,"language":"ar","title":null,"id":"a.txt","metadata":{"k":null}}"#
        + "\n")
  }

  @Test func aThirdPartysLayerIsExportedByName() throws {
    var tagged = document("x")
    var entities = Entities()
    entities.names = ["القاهرة", "Cairo"]
    tagged.set(entities)
    #expect(
      try export([tagged], ["format": "jsonl", "fields": ["entities"]]) == "{\"entities\":[\"القاهرة\",\"Cairo\"]}\n")
    #expect(try export([tagged], ["format": "text", "fields": ["entities"]]) == "[\"القاهرة\",\"Cairo\"]\n\n")
    #expect(try export([tagged], ["format": "jsonl"]).hasSuffix("\"entities\":[\"القاهرة\",\"Cairo\"]}\n"))
  }
}

@Suite struct CSVTests {
  @Test func quotesAsRFC4180Says() throws {
    let hostile = document("a,b\r\n\"c\"", id: "x\ny", title: "plain ؛ text")
    #expect(
      try export([hostile, document("", id: " ")], ["format": "csv"])
        == "id,title,text\r\n\"x\ny\",plain ؛ text,\"a,b\r\n\"\"c\"\"\"\r\n ,,\r\n")
  }

  @Test func headerAndByteOrderMark() throws {
    let one = document("t", id: "i")
    #expect(try export([one], ["format": "csv", "header": false]) == "i,,t\r\n")
    let marked = try export([one], ["format": "csv", "byte-order-mark": true, "fields": ["text"]])
    #expect(Array(marked.utf8) == [0xEF, 0xBB, 0xBF] + Array("text\r\nt\r\n".utf8))
  }

  @Test func listsAndStructures() throws {
    var full = document("Ab. Cd.", sentences: [0..<3, 4..<7])
    full.metadata["k"] = .array([.number("1")])
    full.metadata["s"] = .string("say \"x\"")
    #expect(
      try export([full], ["format": "csv", "fields": ["sentences", "metadata.k", "metadata.s", "metadata", "units"]])
        == "sentences,metadata.k,metadata.s,metadata,units\r\n\"Ab.\nCd.\",[1],\"say \"\"x\"\"\","
        + "\"{\"\"k\"\":[1],\"\"s\"\":\"\"say \\\"\"x\\\"\"\"\"}\",\r\n")
  }

  @Test func aRowOfOneEmptyCellIsNoEmptyLine() throws {
    #expect(try export([document("")], ["format": "csv", "fields": ["text"], "header": false]) == "\"\"\r\n")
  }
}

@Suite struct PlainTextTests {
  @Test func textAndFields() throws {
    #expect(try export([document("one\ntwo"), document("")], ["format": "text"]) == "one\ntwo\n\n\n\n")
    #expect(
      try export([document("x", title: "T")], ["format": "text", "fields": ["title", "text", "summary"]])
        == "T\n\nx\n\n\n\n")
    #expect(try export([document("x")], ["format": "text", "layout": "file-per-document"]) == "x\n")
  }
}

@Suite struct MarkdownTests {
  private func body(_ text: String) throws -> String {
    let whole = try export([document(text, title: "T")], ["format": "markdown", "layout": "file-per-document"])
    #expect(whole.hasPrefix("# T\n\n"))
    return String(whole.dropFirst(5))
  }

  @Test(
    arguments: [
      ("plain", "plain\n"), ("# no heading", "\\# no heading\n"), ("- no list", "\\- no list\n"),
      ("+ no list", "\\+ no list\n"), ("* no list", "\\* no list\n"), ("1. no list", "1\\. no list\n"),
      ("12) no list", "12\\) no list\n"), ("1.5 is 3/2", "1\\.5 is 3/2\n"), ("v1.5 - fine", "v1.5 - fine\n"),
      ("---", "\\---\n"), ("===", "\\===\n"), ("___", "\\_\\_\\_\n"), ("> no quote", "\\> no quote\n"),
      ("~~~", "\\~~~\n"), ("```", "\\`\\`\\`\n"), ("<b>x</b>", "\\<b\\>x\\</b\\>\n"), ("a|b", "a\\|b\n"),
      ("[x](y) ![z]", "\\[x\\](y) !\\[z\\]\n"), ("&amp; \\", "\\&amp; \\\\\n"), ("    no code", "no code\n"),
      ("\tno code", "no code\n"), ("a  \nb", "a\n\nb\n"), ("a\n\n\nb", "a\n\nb\n"), ("a\n\u{A0}\nb", "a\n\nb\n"),
      ("a\n\u{3000}\u{2003}\t\nb", "a\n\nb\n"), ("\u{A0}# x", "\\# x\n"), ("a\r\nb\rc", "a\n\nb\n\nc\n"), ("", "\n"),
      ("#وسم في أول السطر", "\\#وسم في أول السطر\n"), ("في وسطه #وسم", "في وسطه #وسم\n"),
    ])
  func escapesMarkup(_ text: String, _ expected: String) throws {
    let found = try body(text)
    #expect(found.unicodeScalars.elementsEqual(expected.unicodeScalars), "\(found.debugDescription)")
  }

  @Test(
    arguments: [
      ("C #", "C \\#"), ("a ##", "a #\\#"), ("#", "\\#"), ("# x", "\\# x"), ("two\nlines", "two lines"), ("  x  ", "x"),
      ("*x*", "\\*x\\*"),
    ])
  func headings(_ title: String, _ expected: String) throws {
    #expect(try export([document("t", title: title)], ["format": "markdown"]) == "# \(expected)\n\nt\n\n---\n\n")
  }

  @Test func sectionsOfASummaryAndOthers() throws {
    var full = document("One. * Two.", id: "a_b.txt", sentences: [0..<4, 5..<11])
    var summary = Summary()
    summary.ranges.append(5..<11)
    full.set(summary)
    full.metadata["code"] = .string("a ``` b")
    #expect(
      try export([full], ["format": "markdown"])
        == "# a\\_b.txt\n\n## summary\n\n- \\* Two.\n\nOne. \\* Two.\n\n---\n\n")
    #expect(
      try export(
        [full], ["format": "markdown", "layout": "file-per-document", "fields": ["title", "id", "metadata.code"]])
        == "# a\\_b.txt\n\n## id\n\na\\_b.txt\n\n## metadata.code\n\n````\na ``` b\n````\n")
  }

  @Test func unitsAreATable() throws {
    var translated = document("x")
    var unit = TranslationUnit(id: "u1", source: "a|b\nc", from: .arabic, to: .english)
    var units = TranslationUnits()
    units.units.append(unit)
    unit.id = "u2"
    unit.target = "<d>"
    unit.state = .translated
    units.units.append(unit)
    translated.set(units)
    #expect(
      try export([translated], ["format": "markdown", "layout": "file-per-document", "fields": ["units"]])
        == "# a.txt\n\n## units\n\n| id | ar | en | state |\n|---|---|---|---|\n| u1 | a\\|b c |  | initial |\n"
        + "| u2 | a\\|b c | \\<d\\> | translated |\n")
  }
}

@Suite struct ExportOptionsTests {
  @Test(
    arguments: [
      (["format": "jsonl", "fields": ["sumary"]], "unknown-choice", "did you mean 'summary'?"),
      (["format": "jsonl", "fields": ["txt"]], "unknown-choice", "did you mean 'text'?"),
      (["format": "jsonl", "fields": []], "conflicting-options", ""),
      (["format": "jsonl", "fields": ["id", "id"]], "conflicting-options", ""),
      (["format": "jsnol"], "unknown-choice", "did you mean 'jsonl'?"),
      ([:], "missing-option", ""), (["format": "csv", "header": "yes"], "wrong-type", ""),
    ] as [(KeyValuePairs<String, ConfigNode>, String, String)])
  func reports(_ options: KeyValuePairs<String, ConfigNode>, _ code: String, _ note: String) {
    let error = #expect(throws: Diagnostics.self) { try export([], options) }
    #expect(error?.all.map(\.code.rawValue) == [code])
    if !note.isEmpty { #expect(error?.all.first?.notes.map(\.message).contains(note) == true) }
  }

  @Test func headerWithoutCSVIsAWarning() throws {
    let scope = OptionScope(folder: ".")
    let entries: [ConfigNode.Entry] = .options(["format": "text", "to": "x", "header": true])
    #expect(Export.Options.decode(entries, in: scope, owner: .stage("export")) != nil)
    #expect(scope.diagnostics.map(\.severity) == [.warning])
  }

  @Test func layersThatFieldsNameAreNeeded() throws {
    let scope = OptionScope(folder: ".")
    let entries: [ConfigNode.Entry] = .options([
      "format": "jsonl", "to": "x", "fields": ["id", "metadata.x", "entities", "summary"],
      "layout": "file-per-document",
    ])
    let options = try #require(Export.Options.decode(entries, in: scope, owner: .stage("export")))
    #expect(Export.flow(with: options).needs.map(\.name) == ["entities", "summary"])
    let destination = Export(options, StageContext()).destination
    #expect(destination == Destination(OutputPath("x"), .filePerDocument(extension: "json")))
    #expect(options.valueDescriptions.first { $0.name == "fields" }?.value == "[id, metadata.x, entities, summary]")
  }
}
