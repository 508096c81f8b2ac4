package import Minwal
import MinwalCompression
import MinwalLanguage
import MinwalRecipe

/// What files are, judged by looking at them: the recipe that `minwal new recipe` writes begins with it.
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

  package private(set) var kind = Kind.text
  /// What separates the cells of tables, if it is not what their kind usually has.
  package private(set) var delimiter: Character?
  /// Whether files are many documents each.
  package var hasRecords: Bool { [.jsonl, .json, .csv, .tsv].contains(kind) }
  /// What the recipe reads: paths and patterns.
  package private(set) var paths: [String] = []
  /// How many files of the kind there are, up to ``mostFiles``.
  package private(set) var fileCount = 0
  /// Files that are not of the kind, by ending.
  package private(set) var leftOut = Frequencies<String>()
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
  /// How many of the texts that were looked into are HTML.
  package private(set) var pages = 0

  /// More files than this are not counted.
  package static let mostFiles = 10_000
  private static let mostLooked = 60
  private static let mostRecords = 200
  private static let sampleSize = 256 * 1024
  private static let textEndings = ["txt", "text", "md", "markdown", "rst"]
  private static let lineEndings = ["jsonl", "ndjson", "jsonlines", "json"]
  private static let tableEndings: [(kind: Kind, endings: [String])] = [(.csv, ["csv"]), (.tsv, ["tsv", "tab"])]

  private static let pageEndings = ["html", "htm", "xhtml", "xht"]
  private static let archiveEndings = ["warc", "wet"]

  private struct Found {
    var file: FileWalk.Found
    var item: Int
    var ending: String
  }

  /// A file in an encoding, among those that were looked into.
  package func example(of encoding: EncodingGuess) -> String? {
    encodingExamples.first { $0.encoding == encoding }?.path
  }

  /// Looks at files, folders and patterns.
  ///
  /// - Parameters:
  ///   - written: The files, folders and patterns.
  ///   - folder: Where the recipe is to lie. What it writes there must not be read.
  /// - Throws: ``StageError`` `missing-input` if there is nothing, or nothing to read.
  package init(_ written: [String], recipeFolder folder: String) throws(StageError) {
    let items = written.map { InputItem($0) }
    var found: [Found] = []
    for (index, item) in items.enumerated() {
      do {
        var walk = try FileWalk(item)
        while found.count < Self.mostFiles, let file = walk.next() {
          found.append(Found(file: file, item: index, ending: Self.ending(of: FileSystem.split(file.path).name)))
        }
      } catch {
        throw StageError(.missingInput, error.description)
      }
    }
    guard !found.isEmpty else {
      throw StageError(.missingInput, "there are no files in '\(written.joined(separator: "', '"))'")
    }
    let wanted = try choose(found, items)
    guard !wanted.isEmpty else {
      let endings = leftOut.counts.map { "\($0.count) × .\($0.value)" }.joined(separator: ", ")
      throw StageError(.missingInput, "there are no files of text or records, but \(endings)")
    }
    fileCount = wanted.count
    let chosen = Set(wanted.map(\.file.path))
    paths = items.indices.flatMap { index in
      Self.paths(
        of: items[index], wanted.filter { $0.item == index },
        isAll: !items[index].includes(path: FileSystem.join(folder, "out/x"))
          && found.allSatisfy { $0.item != index || chosen.contains($0.file.path) })
    }
    look(into: wanted)
  }

  /// What stands behind the last dot of a name; of an archive that is compressed, behind the last but one.
  private static func ending(of name: String) -> String {
    func last(_ name: String) -> String {
      let dot = name.lastIndex(of: ".").flatMap { $0 == name.startIndex ? nil : $0 }
      return dot.map { String(name[name.index(after: $0)...]) } ?? ""
    }
    guard let rest = Compression.bySuffix(of: name)?.rest, archiveEndings.contains(last(rest).lowercased()) else {
      return last(name)
    }
    return last(rest) + name.dropFirst(rest.count)
  }

  /// Decides which kind it is, and leaves out what is of another.
  ///
  /// - Throws: ``StageError`` if what was named itself would be left out.
  private mutating func choose(_ found: [Found], _ items: [InputItem]) throws(StageError) -> [Found] {
    func endings(_ names: [String]) -> [Found] { found.filter { names.contains($0.ending.lowercased()) } }
    func isNamed(_ file: Found) -> Bool { items[file.item].glob == nil && file.file.path == items[file.item].root }
    // Each file that is one of records, by its kind.
    let lines = endings(Self.lineEndings).filter { Self.hasRecord($0.file.path) }
    let others = endings(["json"]).filter { file in !lines.contains { $0.file.path == file.file.path } }
    var groups: [(kind: Kind, files: [Found])] = [
      (.jsonl, lines), (.json, others.filter { !Self.elements($0.file.path, atMost: 1).isEmpty }),
    ]
    for (kind, names) in Self.tableEndings { groups.append((kind, endings(names))) }
    let archives = found.filter { file in
      Self.archiveEndings.contains { file.ending.lowercased() == $0 || file.ending.lowercased().hasPrefix($0 + ".") }
    }
    groups += [(.html, endings(Self.pageEndings)), (.warc, archives)]
    var texts = endings(Self.textEndings)
    let named = found.filter(isNamed)
    // What has no such ending may still be one of these, by its first bytes.
    let unknown = groups.allSatisfy(\.files.isEmpty) && texts.isEmpty ? found : named
    for file in unknown where !groups.contains(where: { $0.files.contains { $0.file.path == file.file.path } }) {
      guard let kind = Self.kindByFirstBytes(file), let place = groups.firstIndex(where: { $0.kind == kind }) else {
        continue
      }
      groups[place].files.append(file)
    }
    let endingsOfRecords = Self.lineEndings + Self.tableEndings.flatMap(\.endings)
    let namedRecords = named.filter { file in
      endingsOfRecords.contains(file.ending.lowercased())
        || groups.suffix(2).contains { $0.files.contains { $0.file.path == file.file.path } }
    }
    func kind(of file: Found) -> Kind? {
      groups.first { $0.files.contains { $0.file.path == file.file.path } }?.kind
    }
    if let broken = namedRecords.first(where: { kind(of: $0) == nil }) {
      throw StageError(
        .missingInput,
        "'\(broken.file.path)' has no line that is a JSON object, as JSON Lines must, and no array of objects, as JSON may"
      )
    }
    if let first = namedRecords.first, let wanted = kind(of: first) {
      // It is wanted, however many others there are.
      if let other = named.first(where: { kind(of: $0) != wanted }) {
        throw StageError(
          .missingInput,
          "'\(first.file.path)' is \(Self.title(wanted)) and '\(other.file.path)' is not: a recipe reads one kind; make two "
            + "recipes")
      }
      self.kind = wanted
    } else {
      // So is a text of whatever ending.
      texts += named.filter { file in !texts.contains { $0.file.path == file.file.path } && Self.isText(file.file.path)
      }
      // Files without such endings are text if nothing better is there, and they look like it.
      if texts.isEmpty, groups.allSatisfy(\.files.isEmpty) {
        let others = found.filter { !endingsOfRecords.contains($0.ending.lowercased()) }
        texts = others.filter { Self.isText($0.file.path) }
      }
      let most = groups.max { $0.files.count < $1.files.count }
      if let most, most.files.count > texts.count { self.kind = most.kind }
    }
    let wanted = groups.first { $0.kind == self.kind }?.files ?? texts
    let paths = Set(wanted.map(\.file.path))
    for file in found where !paths.contains(file.file.path) { leftOut.add(file.ending) }
    return wanted
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

  /// Whether a file whose ending says nothing is a page or an archive.
  private static func kindByFirstBytes(_ file: Found) -> Kind? {
    guard !textEndings.contains(file.ending.lowercased()), !lineEndings.contains(file.ending.lowercased()) else {
      return nil
    }
    var head = ByteBuffer()
    guard let source = try? ByteSource(file.file.path, name: file.file.path),
      (try? source.read(into: &head, atMost: 4096)) != nil
    else { return nil }
    if String(decodingUTF8: head.span.extracting(0..<min(head.count, 5))) == "WARC/" { return .warc }
    return isPage(head) ? .html : nil
  }

  /// The first elements of a file of JSON.
  private static func elements(_ path: String, atMost limit: Int) -> [[JSONMember]] {
    guard let bytes = sample(path) else { return [] }
    return RecordSample(json: bytes, atMost: limit).records
  }

  /// What the recipe says to read these files of an item and no others.
  private static func paths(of item: InputItem, _ wanted: [Found], isAll: Bool) -> [String] {
    guard let first = wanted.first else { return [] }
    if isAll { return [item.written] }
    let isDeep = wanted.contains { $0.file.relativePath.pathParts.count > 1 }
    var endings: [String] = []
    for file in wanted where !endings.contains(file.ending) { endings.append(file.ending) }
    if item.glob != nil || endings.contains("") { return wanted.prefix(100).map(\.file.path) }
    let ending = endings.count == 1 ? first.ending : "{" + endings.sorted().joined(separator: ",") + "}"
    return [FileSystem.join(item.written, isDeep ? "**/*.\(ending)" : "*.\(ending)")]
  }

  private static func sample(_ path: String) -> ByteBuffer? {
    guard let descriptor = try? FileSystem.openForReading(path) else { return nil }
    defer { FileSystem.close(descriptor) }
    var buffer = ByteBuffer()
    while buffer.count < sampleSize,
      let count = try? FileSystem.read(descriptor, path, into: &buffer, atMost: sampleSize - buffer.count), count > 0
    {}
    return buffer
  }

  private static func isText(_ path: String) -> Bool {
    guard let bytes = sample(path), bytes.count > 0 else { return false }
    return EncodingGuess(bytes.span) != .unknown
  }

  /// Whether there is a record among the first lines. One that is longer than what is looked at is taken for one.
  private static func hasRecord(_ path: String) -> Bool {
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

  private mutating func look(into wanted: [Found]) {
    // From the whole of the corpus: sites and sources often lie in folders of their own.
    let step = max(1, wanted.count / Self.mostLooked)
    var all: [[JSONMember]] = []
    for index in stride(from: 0, to: wanted.count, by: step) {
      guard let bytes = Self.sample(wanted[index].file.path), bytes.count > 0 else { continue }
      if hasRecords {
        all += records(bytes, atMost: max(1, Self.mostRecords - all.count))
        continue
      }
      looked += 1
      // Each page says for itself what it is in.
      if kind != .text { continue }
      if Self.isPage(bytes) { pages += 1 }
      let guess = EncodingGuess(bytes.span)
      encodings.add(guess)
      if example(of: guess) == nil { encodingExamples.append((guess, wanted[index].file.path)) }
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
    let lowercased = text.prefix(4096).lowercased()
    return ["</p>", "</div>", "<br", "</a>", "<!doctype html"].count { lowercased.contains($0) } > 1
      || isPage(ByteBuffer(text.prefix(4096).utf8))
  }

  private static func language(of text: Text) -> Language? { LanguageDetector.language(of: text.span) }
}
