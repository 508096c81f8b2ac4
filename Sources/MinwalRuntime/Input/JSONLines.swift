import Minwal
import MinwalRecipe

/// Reads documents from JSON Lines.
struct JSONLines {
  /// Which field of a record holds what.
  private struct FieldNames {
    let id: String
    let text: String
    let title: String
    let language: String
  }

  let decoder: TextDecoder
  private let fields: FieldNames
  private var repaired = Text()
  private var text = ByteBuffer()
  /// What was changed, if the document is traced.
  private var trace: EditTrace?

  init(_ options: InputOptions, _ decoder: TextDecoder) {
    self.decoder = decoder
    fields = FieldNames(
      id: options.idField, text: options.textField, title: options.titleField, language: options.languageField)
  }

  /// Calls `body` with each line that is not blank, without its line break, and its number from 0.
  static func forEach(in bytes: Span<UInt8>, _ body: (Range<Int>, Int) -> Void) {
    var start = 0
    var number = 0
    while start < bytes.count {
      let end = bytes.firstIndex(of: 0x0A, from: start) ?? bytes.count
      var first = start
      while first < end, [0x20, 0x09, 0x0D].contains(bytes[first]) { first += 1 }
      if first < end { body(start..<end, number) }
      start = end + 1
      number += 1
    }
  }

  /// Reads one line into a document.
  ///
  /// - Parameters:
  ///   - line: One JSON object.
  ///   - place: Becomes the id of a record that has none: the file and the line's number.
  ///   - index: The number of the document in the run.
  ///   - document: Gets what the record says.
  /// - Returns: How many malformed sequences became U+FFFD.
  /// - Throws: ``StageError`` `malformed-record` or `invalid-encoding`.
  mutating func read(_ line: Span<UInt8>, place: String, index: Int, into document: inout Document) throws -> Int {
    var replaced = 0
    document.reset(id: place, index: index) { _ in }
    trace = document.isTraced ? EditTrace() : nil
    if let bad = UTF8Validation.firstInvalid(in: line) {
      if decoder.invalidUTF8 == .reject {
        throw StageError("invalid-encoding", "it is not UTF-8: byte \(bad.lowerBound) of the line cannot be read")
      }
      repaired.clear()
      replaced = TextDecoder.repair(line, into: &repaired, &trace)
      let mended = repaired
      return try replaced + parse(mended.span, place: place, index: index, into: &document)
    }
    return try parse(line, place: place, index: index, into: &document)
  }

  private mutating func parse(
    _ line: Span<UInt8>, place: String, index: Int, into document: inout Document
  ) throws -> Int {
    var record = Record()
    text.clear()
    var reader = JSONReader(line)
    do {
      try read(&reader, &record)
      try reader.end()
    } catch let error as JSONError {
      throw StageError("malformed-record", "the line is not JSON: \(error.message) (byte \(error.offset + 1))")
    }
    guard record.hasText else {
      document.reset(id: record.id ?? place, index: index) { _ in }
      throw StageError(
        "malformed-record", "the record has no text: the field '\(fields.text)' is missing or no string")
    }
    if reader.replacements > 0, decoder.invalidUTF8 == .reject {
      throw StageError("invalid-encoding", "the record has \\u escapes that are half a character")
    }
    trace?.add(record.surroundings(in: line.count))
    let before = text.count
    text.removeByteOrderMark()
    if text.count < before { trace?.add(.init([Reading.edit(0..<3, 0..<0, Reading.byteOrderMark)])) }
    let content = text
    document.reset(id: record.id ?? place, index: index) {
      TextDecoder.appendWithLineFeeds(content.span, to: &$0, &trace)
    }
    if let trace { document.startTracing(from: trace) }
    document.metadata = record.metadata
    document.title = record.title
    document.language = record.language
    return reader.replacements
  }

  private struct Record {
    var id: String?
    var hasText = false
    /// Where the text lies in the line, without its quotation marks, and its escapes; of traced documents.
    var textRange = 0..<0
    var escapes: [(source: Range<Int>, output: Range<Int>)] = []
    var title: String?
    var language: Language?
    var metadata = Metadata()

    /// What lies around the text in a line of so many bytes, and the escapes in it.
    func surroundings(in count: Int) -> EditTrace.Pass {
      let end = textRange.count + escapes.reduce(0) { $0 + $1.output.count - $1.source.count }
      return EditTrace.Pass(
        [Reading.edit(0..<textRange.lowerBound, 0..<0, Reading.record)]
          + escapes.map { Reading.edit($0.source, $0.output, Reading.escape) }
          + [Reading.edit(textRange.upperBound..<count, end..<end, Reading.record)])
    }
  }

  private mutating func read(_ reader: inout JSONReader, _ record: inout Record) throws {
    let fields = fields
    try reader.object { reader, name in
      if name == fields.text, reader.isAtString() {
        text.clear()
        if trace != nil { reader.escapes = [] }
        let start = reader.position + 1
        try reader.string(into: &text)
        record.textRange = start..<(reader.position - 1)
        record.escapes = reader.escapes ?? []
        reader.escapes = nil
        record.hasText = true
        return
      }
      let value = try reader.value()
      switch name {
      case fields.text: break
      case fields.id:
        switch value {
        case .string(let id) where !id.isEmpty: record.id = id
        case .number(let id): record.id = id
        default: record.metadata[name] = value
        }
      case fields.title:
        if case .string(let title) = value { record.title = title } else { record.metadata[name] = value }
      default:
        if name == fields.language, let tag = value.stringValue, !tag.isEmpty { record.language = Language(tag) }
        record.metadata[name] = value
      }
    }
  }
}
