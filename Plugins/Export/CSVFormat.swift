import Minwal

/// Values that are separated by commas (RFC 4180) or by tabs: quotes surround what needs them and are doubled inside.
struct CSVFormat {
  let separator: UInt8
  let lineEnd: String
  /// Whether cells that a spreadsheet would take for formulas are disarmed.
  let escapesFormulas: Bool

  static func commas(escapesFormulas: Bool = false) -> CSVFormat {
    CSVFormat(separator: UInt8(ascii: ","), lineEnd: "\r\n", escapesFormulas: escapesFormulas)
  }

  static func tabs(escapesFormulas: Bool = false) -> CSVFormat {
    CSVFormat(separator: UInt8(ascii: "\t"), lineEnd: "\n", escapesFormulas: escapesFormulas)
  }

  func row(_ cells: [String], into output: inout ByteBuffer) {
    for (index, cell) in cells.enumerated() {
      if index > 0 { output.append(separator) }
      append(cell, into: &output)
    }
    // A row of one empty cell would look like an empty line.
    if cells == [""] { output.append("\"\"") }
    output.append(lineEnd)
  }

  /// Whether a spreadsheet would take a cell for a formula. Some look behind a tab or line break, and some take the
  /// wide forms for the signs.
  private static func isFormula(_ cell: String) -> Bool {
    guard let first = cell.unicodeScalars.first else { return false }
    return "=+-@\t\r\n\u{FF1D}\u{FF0B}\u{FF0D}\u{FF20}".unicodeScalars.contains(first)
  }

  private func append(_ cell: String, into output: inout ByteBuffer) {
    let isFormula = escapesFormulas && Self.isFormula(cell)
    let needsQuotes = isFormula || cell.utf8.contains { $0 == 0x22 || $0 == 0x0A || $0 == 0x0D || $0 == separator }
    guard needsQuotes else {
      output.append(cell)
      return
    }
    output.append(UInt8(ascii: "\""))
    if isFormula { output.append(UInt8(ascii: "'")) }
    for byte in cell.utf8 {
      if byte == UInt8(ascii: "\"") { output.append(byte) }
      output.append(byte)
    }
    output.append(UInt8(ascii: "\""))
  }
}
