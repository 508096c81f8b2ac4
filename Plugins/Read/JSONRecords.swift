import Minwal

/// Makes documents of JSON objects.
struct JSONRecords: Sendable {
  private let options: JSONOptions
  /// The field that the text is in, if it is one of the record's own.
  private let plainField: String?
  /// The decoder for records that are in another encoding.
  private let decoder: TextDecoder?
  private var repaired = Text()
  private var text = ByteBuffer()

  init(_ options: JSONOptions) {
    self.options = options
    plainField = options.textField.plain
    decoder = options.encoding.flatMap { encoding in
      encoding.isUTF8 ? nil : TextDecoder(encoding, invalidUTF8: options.invalidUtf8)
    }
  }

  /// Reads one object into a document.
  ///
  /// - Parameters:
  ///   - record: One JSON object.
  ///   - document: Gets what the record says.
  /// - Returns: How many malformed sequences became U+FFFD.
  /// - Throws: ``StageError`` `malformed-record`, `invalid-encoding` or `wrong-encoding`.
  mutating func read(_ record: borrowing Record, into document: inout Document) throws -> Int {
    let bytes = record.bytes
    guard let bad = UTF8Validation.firstInvalid(in: bytes) else {
      return try parse(bytes, nil, into: &document)
    }
    // What is UTF-8 is that, as JSON should be: among the files of a recipe that names an encoding there may be such.
    if let decoder, !record.isUTF8 {
      repaired.clear()
      var trace = document.isTraced ? EditTrace() : nil
      let replaced = try decoder.decodeRecord(bytes, into: &repaired, &trace)
      let valid = repaired
      return try replaced + parse(valid.span, trace?.passes, into: &document)
    }
    if options.invalidUtf8 == .reject {
      throw StageError(.invalidEncoding, "it is not UTF-8: byte \(bad.lowerBound) of the record cannot be read")
    }
    repaired.clear()
    var trace = document.isTraced ? EditTrace() : nil
    let replaced = TextDecoder.repair(bytes, into: &repaired, &trace)
    try TextDecoder.rejectOtherEncoding(replaced, of: bytes.count)
    let valid = repaired
    return try replaced + parse(valid.span, trace?.passes, into: &document)
  }

  /// Reads an object that is valid UTF-8.
  ///
  /// - Parameters:
  ///   - bytes: The object.
  ///   - earlier: What was changed before, if the document is traced.
  ///   - document: Gets what the record says.
  /// - Returns: How many escapes are half a character.
  /// - Throws: ``StageError`` `malformed-record` or `invalid-encoding`.
  private mutating func parse(
    _ bytes: Span<UInt8>, _ earlier: [EditTrace.Pass]?, into document: inout Document
  ) throws -> Int {
    var record = Fields()
    text.clear()
    var reader = JSONReader(bytes)
    do {
      try read(&reader, &record, isTraced: document.isTraced)
      try reader.end()
    } catch let error as JSONError {
      throw StageError(.malformedRecord, "the record is not JSON: \(error.message) (byte \(error.offset + 1))")
    }
    if plainField == nil || !record.hasText { joinTexts(&record) }
    document.fill(id: record.id) { _, _ in }
    guard record.hasText else {
      throw StageError(
        .malformedRecord,
        "the record has no text: " + absence(record))
    }
    if reader.replacements > 0, options.invalidUtf8 == .reject {
      throw StageError(.invalidEncoding, "the record has \\u escapes that are half a character")
    }
    let before = text.count
    text.removeByteOrderMark()
    let hadMark = text.count < before
    let content = text
    document.fill { text, trace in
      for pass in earlier ?? [] { trace?.add(pass) }
      trace?.add(record.surroundings(in: bytes.count, joined: before))
      if hadMark { trace?.add(.init([Reading.edit(0..<3, 0..<0, Reading.byteOrderMark)])) }
      TextDecoder.appendWithLineFeeds(content.span, to: &text, &trace)
    }
    document.metadata = record.metadata
    document.title = record.title
    document.language = record.language
    return reader.replacements
  }

  /// What a record says.
  private struct Fields {
    var id: String?
    var hasText = false
    /// Where the text lies in the record, without its quotation marks, and its escapes; `nil` if it was put together.
    var textRange: Range<Int>?
    var escapes: [(source: Range<Int>, output: Range<Int>)] = []
    var title: String?
    var language: Language?
    var metadata = Metadata()

    /// What lies around the text in a record of so many bytes, and the escapes in it.
    func surroundings(in count: Int, joined length: Int) -> EditTrace.Pass {
      guard let textRange else { return EditTrace.Pass([Reading.edit(0..<count, 0..<length, Reading.record)]) }
      let end = textRange.count + escapes.reduce(0) { $0 + $1.output.count - $1.source.count }
      return EditTrace.Pass(
        [Reading.edit(0..<textRange.lowerBound, 0..<0, Reading.record)]
          + escapes.map { Reading.edit($0.source, $0.output, Reading.escape) }
          + [Reading.edit(textRange.upperBound..<count, end..<end, Reading.record)])
    }
  }

  private mutating func read(_ reader: inout JSONReader, _ record: inout Fields, isTraced: Bool) throws {
    let plainField = plainField
    let options = options
    try reader.object { reader, name in
      if name == plainField, reader.isAtString() {
        text.clear()
        if isTraced { reader.escapes = [] }
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
      case options.idField:
        switch value {
        case .string(let id) where !id.isEmpty: record.id = id
        case .number(let id): record.id = id
        default: record.metadata[name] = value
        }
      case options.titleField:
        if case .string(let title) = value { record.title = title } else { record.metadata[name] = value }
      default:
        if name == options.languageField, let tag = value.stringValue, !tag.isEmpty {
          record.language = Language(declared: tag)
        }
        record.metadata[name] = value
      }
    }
  }

  /// Says why a record has no text.
  private func absence(_ record: Fields) -> String {
    var names = record.metadata.members.flatMap { member in
      [member.name] + (member.value.members ?? []).map { "\(member.name).\($0.name)" }
    }
    if record.id != nil { names.append(options.idField) }
    if record.title != nil { names.append(options.titleField) }
    guard let missing = options.textField.all.first(where: { !names.contains($0) }) else {
      return
        "\(options.textField.all.count == 1 ? "the field" : "each of the fields") \(options.textField.description) is not a string"
    }
    return "there is no field '\(missing)'" + NearestName.hint(missing, in: names, "fields")
  }

  // MARK: Texts of several fields

  /// Takes the text out of the values that were read, and joins the strings that it consists of.
  private mutating func joinTexts(_ record: inout Fields) {
    var parts: [String] = []
    var taken: [String] = []
    for path in options.textField.all {
      if path == options.titleField, let title = record.title {
        parts.append(title)
      } else if let value = record.metadata[path] {
        Self.collect(value, into: &parts)
        taken.append(path)
      } else {
        var names = path.utf8.split(separator: UInt8(ascii: ".")).map { String(Substring($0)) }[...]
        guard let first = names.popFirst(), let outer = record.metadata[first] else { continue }
        Self.collect(Self.value(at: names, of: outer), into: &parts)
      }
    }
    guard !parts.isEmpty else { return }
    for path in taken { record.metadata[path] = nil }
    text.clear()
    for (index, part) in parts.enumerated() {
      if index > 0 { text.append(options.join) }
      text.append(part)
    }
    record.hasText = true
    record.textRange = nil
  }

  private static func value(at path: ArraySlice<String>, of value: JSONValue) -> JSONValue {
    guard let name = path.first else { return value }
    // Of a list of objects, each gives its own.
    if let elements = value.elements { return .array(elements.map { Self.value(at: path, of: $0) }) }
    return value[name].map { Self.value(at: path.dropFirst(), of: $0) } ?? .null
  }

  private static func collect(_ value: JSONValue, into parts: inout [String]) {
    switch value {
    case .string(let string): parts.append(string)
    case .array(let elements): for element in elements { collect(element, into: &parts) }
    default: break
    }
  }
}
