import Minwal

/// Comma-separated values (RFC 4180): CRLF ends a row, quotes surround what needs them and are doubled inside.
enum CSVFormat {
  static func row(_ cells: [String], into output: inout ByteBuffer) {
    for (index, cell) in cells.enumerated() {
      if index > 0 { output.append(UInt8(ascii: ",")) }
      append(cell, into: &output)
    }
    // A row of one empty cell would look like an empty line.
    if cells == [""] { output.append("\"\"") }
    output.append("\r\n")
  }

  private static func append(_ cell: String, into output: inout ByteBuffer) {
    guard cell.utf8.contains(where: { [0x22, 0x2C, 0x0A, 0x0D].contains($0) }) else {
      output.append(cell)
      return
    }
    output.append(UInt8(ascii: "\""))
    for byte in cell.utf8 {
      if byte == UInt8(ascii: "\"") { output.append(byte) }
      output.append(byte)
    }
    output.append(UInt8(ascii: "\""))
  }
}
