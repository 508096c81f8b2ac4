package import Minwal
import MinwalLanguage
import MinwalRecipe

/// What files of a kind are, judged by looking at them: the recipe that `minwal new recipe` writes reads them so.
package struct InputGuess: Sendable {
  /// What kind of files it is, by the name of the reader.
  package enum Kind: String, Sendable {
    case text
    case jsonl
    case json
    case csv
    case tsv
    case html
    case warc
  }

  package let kind: Kind
  /// What separates the cells of tables, if it is not what their kind usually has.
  package private(set) var delimiter: Character?
  /// Whether files are many documents each.
  package var hasRecords: Bool { [.jsonl, .json, .csv, .tsv].contains(kind) }
  /// What the recipe reads: paths and patterns.
  package internal(set) var paths: [String] = []
  /// How many files of the kind there are, up to ``InputSearch/mostFiles``.
  package let fileCount: Int
  /// How many files, or records of JSON Lines, were looked into.
  package private(set) var looked = 0
  /// The encodings of the files that were looked into, the most frequent first.
  package private(set) var encodings = Frequencies<EncodingGuess>()
  private var encodingExamples: [(encoding: EncodingGuess, path: String)] = []
  /// The languages of the texts that were looked into, the most frequent first; `nil` for those that could not be told.
  package private(set) var languages = Frequencies<Language?>()
  package private(set) var fields = FieldGuess([])
  /// How many lines of JSON Lines that were looked at are no objects.
  package private(set) var badLines = 0
  /// How many of the files that were looked into have many lines and none that is blank, so that each may be a document.
  package private(set) var lists = 0
  /// How many of the texts that were looked into are HTML.
  package private(set) var pages = 0

  private static let mostLooked = 60
  private static let mostRecords = 200
  private static let sampleSize = 256 * 1024
  private static let leastLines = 50

  /// A file in an encoding, among those that were looked into.
  package func example(of encoding: EncodingGuess) -> String? {
    encodingExamples.first { $0.encoding == encoding }?.path
  }

  /// Looks into files of a kind.
  ///
  /// - Parameters:
  ///   - kind: The kind.
  ///   - files: The files.
  init(_ kind: Kind, _ files: [String]) {
    self.kind = kind
    fileCount = files.count
    look(into: files)
  }

  /// What people call a kind.
  package static func title(_ kind: Kind) -> String {
    switch kind {
    case .text: "text"
    case .jsonl: "JSON Lines"
    case .json: "JSON"
    case .csv: "CSV"
    case .tsv: "TSV"
    case .html: "HTML"
    case .warc: "WARC"
    }
  }

  /// Whether a file is an archive of a crawl or a page, by its first bytes.
  static func kindByFirstBytes(_ path: String) -> Kind? {
    guard let head = sample(path) else { return nil }
    if String(decodingUTF8: head.span.extracting(0..<min(head.count, 5))) == "WARC/" { return .warc }
    return isPage(head) ? .html : nil
  }

  /// Whether a file has elements of JSON.
  static func hasElements(_ path: String) -> Bool {
    sample(path).map { !RecordSample(json: $0, atMost: 1).records.isEmpty } ?? false
  }

  /// The start of a file, decompressed; `nil` if it cannot be read.
  private static func sample(_ path: String) -> ByteBuffer? {
    ByteSource.head(of: path, size: sampleSize)?.bytes
  }

  /// Whether a file is text in some encoding.
  static func isText(_ path: String) -> Bool {
    guard let bytes = sample(path), bytes.count > 0 else { return false }
    return EncodingGuess(bytes.span) != .unknown
  }

  /// Whether the first record of a file has a text.
  func hasText(_ path: String) -> Bool {
    guard let bytes = Self.sample(path), let field = fields.text else { return false }
    var looker = self
    let record = looker.records(bytes, atMost: 1).first
    // One that is longer than what is looked at has one, for all that is known.
    return record == nil || record?.first { $0.name == field }?.value.stringValue != nil
  }

  /// Whether there is a record among the first lines. One that is longer than what is looked at is taken for one.
  static func hasRecord(_ path: String) -> Bool {
    guard let bytes = sample(path) else { return false }
    if bytes.count == sampleSize, bytes[0] == UInt8(ascii: "{"), bytes.span.firstIndex(of: 0x0A) == nil { return true }
    var bad = 0
    return !records(bytes, atMost: 1, &bad).isEmpty
  }

  /// Whether a text begins as pages do.
  private static func isPage(_ bytes: ByteBuffer) -> Bool {
    let start = String(decodingUTF8: bytes.span.extracting(0..<min(bytes.count, 1024))).lowercased()
    let first = start.drop { $0.isWhitespace || $0 == "\u{FEFF}" }
    return ["<!doctype html", "<html"].contains(where: first.hasPrefix)
      || (first.hasPrefix("<?xml") && first.contains("<html"))
  }

  /// Whether a text has many lines and none that is blank.
  private static func isList(_ bytes: ByteBuffer) -> Bool {
    let lines = bytes.span.occurrences(of: 0x0A)
    guard lines >= leastLines else { return false }
    var start = 0
    while let end = bytes.span.firstIndex(of: 0x0A, from: start) {
      if end == start || end == start + 1 && bytes[start] == 0x0D { return false }
      start = end + 1
    }
    return true
  }

  /// The first records of JSON Lines; blank and broken lines are passed over, as is one that the sample has cut.
  private static func records(_ bytes: ByteBuffer, atMost limit: Int, _ bad: inout Int) -> [[JSONMember]] {
    var result: [[JSONMember]] = []
    let isCut = bytes.count == sampleSize
    var start = 0
    while start < bytes.count, result.count < limit {
      let end = bytes.span.firstIndex(of: 0x0A, from: start) ?? bytes.count
      let isFirst = start == 0
      let line = bytes.span.extracting(start..<end)
      start = end + 1
      if isCut && end == bytes.count { break }
      // As a run reads it: without a byte order mark, and with what is malformed repaired.
      let text = String(decodingUTF8: line)
      let json = isFirst && text.hasPrefix("\u{FEFF}") ? text.dropFirst() : text[...]
      if json.allSatisfy(\.isWhitespace) { continue }
      let record = Text(String(json))
      var reader = JSONReader(record.span)
      if case .object(let members)? = try? reader.value(), (try? reader.end()) != nil {
        result.append(members)
      } else {
        bad += 1
      }
    }
    return result
  }

  /// The first records of a file of the kind that was chosen.
  private mutating func records(_ bytes: ByteBuffer, atMost limit: Int) -> [[JSONMember]] {
    switch kind {
    case .text, .html, .warc: return []
    case .jsonl: return Self.records(bytes, atMost: limit, &badLines)
    case .json: return RecordSample(json: bytes, atMost: limit).records
    case .csv, .tsv:
      let guess = EncodingGuess(bytes.span)
      encodings.add(guess)
      var encoding: String?
      if case .named(let name) = guess { encoding = name }
      let usual: Character = kind == .csv ? "," : "\t"
      let text = EncodingGuess.decode(bytes.span, encoding).map { String($0) } ?? String(decodingUTF8: bytes.span)
      let sample = RecordSample(table: text, usual: usual, isCut: bytes.count == Self.sampleSize, atMost: limit)
      if let found = sample.delimiter, found != usual, !text.drop(while: { $0 == "\u{FEFF}" }).hasPrefix("sep=") {
        delimiter = found
      }
      return sample.records
    }
  }

  private mutating func look(into files: [String]) {
    // From the whole of the corpus: sites and sources often lie in folders of their own.
    let step = max(1, files.count / Self.mostLooked)
    var all: [[JSONMember]] = []
    for index in stride(from: 0, to: files.count, by: step) {
      guard let bytes = Self.sample(files[index]), bytes.count > 0 else { continue }
      if hasRecords {
        all += records(bytes, atMost: max(1, Self.mostRecords - all.count))
        continue
      }
      looked += 1
      // Each page says for itself what it is in.
      if kind != .text { continue }
      if Self.isPage(bytes) { pages += 1 }
      if Self.isList(bytes) { lists += 1 }
      let guess = EncodingGuess(bytes.span)
      encodings.add(guess)
      if example(of: guess) == nil { encodingExamples.append((guess, files[index])) }
      var encoding: String?
      if case .named(let name) = guess { encoding = name }
      if let text = EncodingGuess.decode(bytes.span, encoding) { languages.add(Self.language(of: text)) }
    }
    if hasRecords {
      fields = FieldGuess(all)
      looked = all.count
      for record in all {
        guard let text = record.first(where: { $0.name == fields.text })?.value.stringValue else { continue }
        if Self.isMarkup(text) { pages += 1 } else { languages.add(Self.language(of: Text(text))) }
      }
    }
  }

  /// Whether a field has a page, or a piece of one.
  private static func isMarkup(_ text: String) -> Bool {
    let start = text.prefix(4096).lowercased()
    return ["</p>", "</div>", "<br", "</a>", "<!doctype html"].count { start.contains($0) } > 1
      || isPage(ByteBuffer(text.prefix(4096).utf8))
  }

  private static func language(of text: Text) -> Language? { LanguageDetector.language(of: text.span) }
}
