import Minwal

/// Makes documents of rows, which are JSON objects by then.
struct DatabaseRecords: Sendable {
  private let options: DatabaseFiles.Options

  private let decoder: TextDecoder

  init(_ options: DatabaseFiles.Options) {
    self.options = options
    decoder = TextDecoder(invalidUTF8: options.invalidUtf8)
  }

  /// Reads a row into a document.
  ///
  /// - Returns: How many malformed sequences became U+FFFD.
  /// - Throws: ``StageError`` `malformed-record` if it has no text, or bytes that are none; `invalid-encoding` or
  ///   `wrong-encoding`.
  func read(_ bytes: Span<UInt8>, into document: inout Document) throws -> Int {
    var row = Text()
    var trace = document.isTraced ? EditTrace() : nil
    let replaced = try decoder.decodeRecord(bytes, into: &row, &trace)
    let valid = row
    try parse(valid.span, trace?.passes ?? [], into: &document)
    return replaced
  }

  private func parse(_ bytes: Span<UInt8>, _ earlier: [EditTrace.Pass], into document: inout Document) throws {
    var members: [JSONMember] = []
    do {
      var reader = JSONReader(bytes)
      guard case .object(let found) = try reader.value() else {
        throw StageError(.malformedRecord, "it is not a row")
      }
      members = found
    } catch let error as JSONError {
      throw StageError(.malformedRecord, "it is not a row: \(error.message)")
    }
    for member in members {
      guard let size = member.value.elements?.first?.intValue else { continue }
      throw StageError(
        .malformedRecord,
        "the column '\(member.name)' has \(size) bytes that are not text; a 'query' that names other columns leaves it out"
      )
    }
    let names = options.textField.all
    let texts = names.filter { name in members.contains { $0.name == name } }
    guard !texts.isEmpty else {
      throw StageError(
        "malformed-record",
        "no column is called \(names.map { "'\($0)'" }.joined(separator: ", ")); the columns are: "
          + members.prefix(12).map(\.name).joined(separator: ", "))
    }
    let parts = texts.compactMap { name in members.first { $0.name == name }?.value.stringValue }
    guard !parts.isEmpty else {
      throw StageError(.malformedRecord, "the row has no text: the column is null or a number")
    }
    let text = parts.filter { !$0.isEmpty }.joined(separator: options.join)
    var metadata = Metadata()
    var id: String?
    var title: String?
    var language: Language?
    for member in members {
      let isText = texts.contains(member.name)
      if isText, texts.count == 1 { continue }
      switch (member.name, member.value) {
      case (options.idField, .string(let value)) where !value.isEmpty: id = value
      case (options.idField, .number(let value)): id = value
      case (options.titleField, .string(let value)): title = value.isEmpty ? nil : value
      case (options.titleField, .null), (options.languageField, .null): break
      case (options.metadataField, .string(let json)):
        if let inner = Self.object(json) {
          for member in inner { metadata[member.name] = member.value }
        } else if !isText {
          metadata[member.name] = member.value
        }
      default:
        if member.name == options.languageField, let tag = member.value.stringValue, !tag.isEmpty {
          language = Language(declared: tag)
        }
        // A language that was found is no metadata of the document; one that it declares is in 'metadata' too.
        if !isText, member.name != options.languageField, member.value != .null { metadata[member.name] = member.value }
      }
    }
    let count = bytes.count
    document.fill(id: id) { output, trace in
      if trace != nil {
        for pass in earlier { trace?.add(pass) }
        let single = texts.count == 1 ? Self.surroundings(of: texts[0], in: bytes) : nil
        trace?.add(single ?? EditTrace.Pass([Reading.edit(0..<count, 0..<text.utf8.count, Reading.record)]))
      }
      TextDecoder.appendWithLineFeeds(text.utf8.span, to: &output, &trace)
    }
    document.title = title
    document.language = language
    document.metadata = metadata
  }

  /// What lies around the text of a row, and the escapes in it; `nil` if it is not a string.
  private static func surroundings(of name: String, in bytes: Span<UInt8>) -> EditTrace.Pass? {
    var reader = JSONReader(bytes)
    var pass: EditTrace.Pass?
    var text = ByteBuffer()
    try? reader.object { reader, member in
      guard member == name, pass == nil, reader.isAtString() else { return _ = try reader.value() }
      reader.escapes = []
      let start = reader.position + 1
      try reader.string(into: &text)
      let end = reader.position - 1
      pass = EditTrace.Pass(
        [Reading.edit(0..<start, 0..<0, Reading.record)]
          + (reader.escapes ?? []).map { Reading.edit($0.source, $0.output, Reading.escape) }
          + [Reading.edit(end..<bytes.count, text.count..<text.count, Reading.record)])
      reader.escapes = nil
    }
    return pass
  }

  private static func object(_ json: String) -> [JSONMember]? {
    let text = Text(json)
    var reader = JSONReader(text.span)
    guard let value = try? reader.value(), (try? reader.end()) != nil else { return nil }
    return value.members
  }
}
