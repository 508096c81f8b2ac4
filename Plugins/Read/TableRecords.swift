import Minwal

/// Makes documents of the rows of a table.
struct TableRecords: Sendable {
  private let options: TableOptions
  private let decoders: RecordDecoders
  /// The preamble of the file at hand, and the names of its columns.
  private var preamble = ByteBuffer()
  private var names: [String] = []
  /// Why no row of the file can be read: a column is not there which the recipe names.
  private var problem: StageError?

  init(_ options: TableOptions) {
    self.options = options
    decoders = RecordDecoders(options.encoding, options.invalidUtf8)
  }

  /// Reads one row into a document.
  ///
  /// - Returns: How many malformed sequences became U+FFFD.
  /// - Throws: ``StageError`` `malformed-record`, or what decoding throws.
  mutating func read(_ record: borrowing Record, into document: inout Document) throws -> Int {
    let decoder = decoders.decoder(of: record)
    if !record.preamble.span.elementsEqual(preamble.span) { try begin(record.preamble, decoder) }
    guard let delimiter = preamble.isEmpty ? nil : preamble[0] else { return 0 }
    if let problem { throw problem }
    let bytes = record.bytes
    var row = Text()
    var trace = document.isTraced ? EditTrace() : nil
    let replaced = try decoder.decodeRecord(bytes, into: &row, &trace)
    let cells = try Cells(row.span, delimiter, hasQuotes: options.quotes)
    guard cells.all.count == names.count else {
      throw StageError(
        .malformedRecord,
        "the row has \(cells.all.count) cells, and there are \(names.count) columns (\(names.prefix(8).joined(separator: ", ")))"
      )
    }
    try fill(&document, cells, row, trace)
    return replaced
  }

  /// Reads the row of names.
  private mutating func begin(_ preamble: ByteBuffer, _ decoder: TextDecoder) throws {
    self.preamble = preamble
    problem = nil
    if let columns = options.columns {
      names = columns
      return
    }
    guard preamble.count > 1 else { return }
    var row = Text()
    var none: EditTrace?
    _ = try decoder.decodeRecord(preamble.span.extracting(1..<preamble.count), into: &row, &none)
    names = try Cells(row.span, preamble[0], hasQuotes: options.quotes).all.map(\.text)
    if let name = options.neededColumns.first(where: { name in !names.contains { $0.hasSameBytes(as: name) } }) {
      problem = StageError(
        .malformedRecord, "no column is called '\(name)'" + NearestName.hint(name, in: names, "columns"))
    }
  }

  private func fill(_ document: inout Document, _ cells: Cells, _ row: Text, _ decoding: EditTrace?) throws {
    func column(_ name: String) -> Int? { names.firstIndex { $0.hasSameBytes(as: name) } }
    let texts = options.textField.all.compactMap(column)
    var id: String?
    var title: String?
    var language: Language?
    var metadata = Metadata()
    for (index, cell) in cells.all.enumerated() {
      // What the text is put together of may well be a title besides.
      let isText = texts.contains(index)
      if isText, texts.count == 1 { continue }
      let name = names[index]
      if name == options.idField, !cell.text.isEmpty {
        id = cell.text
      } else if name == options.titleField {
        title = cell.text.isEmpty ? nil : cell.text
      } else {
        if name == options.languageField, !cell.text.isEmpty { language = Language(declared: cell.text) }
        if !isText { metadata[name] = .string(cell.text) }
      }
    }
    let joined = texts.map { cells.all[$0].text }.filter { !$0.isEmpty }.joined(separator: options.join)
    document.fill(id: id) { text, trace in
      for pass in decoding?.passes ?? [] { trace?.add(pass) }
      if trace != nil { trace?.add(cells.surroundings(of: texts, joined: joined, in: row.count)) }
      TextDecoder.appendWithLineFeeds(joined.utf8.span, to: &text, &trace)
    }
    document.title = title
    document.metadata = metadata
    document.language = language
  }
}

/// The cells of a row.
private struct Cells {
  struct Cell {
    var text: String
    /// Where it lies in the row, without its quotes.
    var range: Range<Int>
    /// Doubled quotes in it, of which one is left.
    var doubled: [Int]
  }

  private(set) var all: [Cell] = []

  /// Cuts a row that is valid UTF-8.
  ///
  /// - Throws: ``StageError`` `malformed-record` if a quote is not closed, or text stands behind it.
  init(_ row: Span<UInt8>, _ delimiter: UInt8, hasQuotes: Bool) throws {
    var position = 0
    while true {
      if hasQuotes, position < row.count, row[position] == UInt8(ascii: "\"") {
        let cell = try Self.quoted(row, &position)
        if position < row.count, row[position] != delimiter {
          throw StageError(.malformedRecord, "there is text after the closing quote of cell \(all.count + 1)")
        }
        all.append(cell)
      } else {
        let end = row.firstIndex(of: delimiter, from: position) ?? row.count
        all.append(Cell(text: String(decodingUTF8: row.extracting(position..<end)), range: position..<end, doubled: []))
        position = end
      }
      guard position < row.count else { return }
      position += 1
    }
  }

  private static func quoted(_ row: Span<UInt8>, _ position: inout Int) throws -> Cell {
    let start = position + 1
    var bytes = ByteBuffer()
    var doubled: [Int] = []
    var from = start
    while let quote = row.firstIndex(of: UInt8(ascii: "\""), from: from) {
      bytes.append(row.extracting(from..<quote))
      guard quote + 1 < row.count, row[quote + 1] == UInt8(ascii: "\"") else {
        position = quote + 1
        return Cell(text: String(decodingUTF8: bytes.span), range: start..<quote, doubled: doubled)
      }
      bytes.append(UInt8(ascii: "\""))
      doubled.append(quote)
      from = quote + 2
    }
    throw StageError(.malformedRecord, "a quote is not closed")
  }

  /// What lies around the text in a row of so many bytes. A text put together of several cells comes from all of it.
  func surroundings(of texts: [Int], joined: String, in count: Int) -> EditTrace.Pass {
    guard texts.count == 1, let index = texts.first else {
      return EditTrace.Pass([Reading.edit(0..<count, 0..<joined.utf8.count, Reading.record)])
    }
    let cell = all[index]
    var output = 0
    var source = cell.range.lowerBound
    var edits = [Reading.edit(0..<source, 0..<0, Reading.record)]
    for quote in cell.doubled {
      output += quote - source
      edits.append(Reading.edit(quote..<(quote + 2), output..<(output + 1), Reading.escape))
      output += 1
      source = quote + 2
    }
    let end = joined.utf8.count
    edits.append(Reading.edit(cell.range.upperBound..<count, end..<end, Reading.record))
    return EditTrace.Pass(edits)
  }
}
