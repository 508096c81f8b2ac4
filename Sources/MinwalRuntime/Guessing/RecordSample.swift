import Minwal

/// The first records of a file of records, as names and values, to guess what their fields are.
struct RecordSample {
  private(set) var records: [[JSONMember]] = []
  /// What separates the cells of a table; `nil` for what is none.
  private(set) var delimiter: Character?

  /// Takes the elements of a JSON array, or objects one behind the other.
  ///
  /// - Parameters:
  ///   - json: The start of a file.
  ///   - limit: How many records at most.
  init(json: ByteBuffer, atMost limit: Int) {
    var position = 0
    var start: Int?
    var depth = 0
    var isInString = false
    while position < json.count, records.count < limit {
      let byte = json[position]
      position += 1
      if isInString {
        if byte == UInt8(ascii: "\\") { position += 1 } else if byte == UInt8(ascii: "\"") { isInString = false }
        continue
      }
      switch byte {
      case UInt8(ascii: "\""): isInString = true
      case UInt8(ascii: "{"):
        if depth == 0 { start = position - 1 }
        depth += 1
      case UInt8(ascii: "}"):
        depth -= 1
        guard depth == 0, let first = start else { continue }
        let text = Text(String(decodingUTF8: json.span.extracting(first..<position)))
        var reader = JSONReader(text.span)
        guard case .object(let members)? = try? reader.value() else { return }
        records.append(members)
      default: break
      }
      if depth < 0 { return }
    }
  }

  /// Takes the rows of a table whose first one has the names of the columns.
  ///
  /// - Parameters:
  ///   - table: The start of a file.
  ///   - usual: What separates cells, unless the row of names speaks for something else.
  ///   - isCut: Whether more follows.
  ///   - limit: How many rows at most.
  init(table: String, usual: Character, isCut: Bool, atMost limit: Int) {
    var text = table[...]
    if text.hasPrefix("\u{FEFF}") { text.removeFirst() }
    let first = text.prefix { !$0.isNewline }
    if first.hasPrefix("sep="), first.count == 5, let said = first.last {
      delimiter = said
      text = text[first.endIndex...].dropFirst()
    } else {
      delimiter = Self.delimiter(of: first, usual: usual)
    }
    guard let delimiter else { return }
    var rows = Self.rows(of: text, delimiter, atMost: limit + 2)
    if isCut, rows.count < limit + 2 { rows = Array(rows.dropLast()) }
    guard let names = rows.first, names.count > 1 || rows.count > 1 else { return }
    records = rows.dropFirst().prefix(limit).filter { $0.count == names.count }.map { row in
      zip(names, row).map { JSONMember($0, .string($1)) }
    }
  }

  private static func delimiter(of names: Substring, usual: Character) -> Character? {
    var counts: [Character: Int] = [:]
    var isQuoted = false
    for character in names {
      if character == "\"" { isQuoted.toggle() } else if !isQuoted { counts[character, default: 0] += 1 }
    }
    if counts[usual] ?? 0 > 0 { return usual }
    let others: [Character] = [",", ";", "\t", "|"]
    let best = others.max { counts[$0] ?? 0 < counts[$1] ?? 0 }
    return best.flatMap { counts[$0] ?? 0 > 0 ? $0 : nil } ?? (names.isEmpty ? nil : usual)
  }

  private static func rows(of text: Substring, _ delimiter: Character, atMost limit: Int) -> [[String]] {
    var rows: [[String]] = []
    var row: [String] = []
    var cell = ""
    var isQuoted = false
    var isStart = true
    var last: Character?
    for character in text {
      defer { last = character }
      if isQuoted {
        if character == "\"" { isQuoted = false } else { cell.append(character) }
      } else if character == "\"", isStart || last == "\"" {
        if !isStart { cell.append(character) }
        isQuoted = true
      } else if character == delimiter {
        row.append(cell)
        cell = ""
        isStart = true
        continue
      } else if character.isNewline {
        if !row.isEmpty || !cell.isEmpty { rows.append(row + [cell]) }
        (row, cell, isStart) = ([], "", true)
        if rows.count >= limit { return rows }
        continue
      } else {
        cell.append(character)
      }
      isStart = false
    }
    if !row.isEmpty || !cell.isEmpty { rows.append(row + [cell]) }
    return rows
  }
}
