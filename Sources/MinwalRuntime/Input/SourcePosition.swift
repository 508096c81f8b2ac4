import Minwal

/// A place between two documents of an input, behind a batch, at which another run can go on reading.
struct SourcePosition: Hashable, Sendable {
  /// How many batches, and documents, lie before it.
  var batches = 0
  var documents = 0
  /// The number of the item that was being read.
  var item = 0
  /// The last file taken of the item, by its path below it; `nil` before the first.
  var file: String?
  /// Where in that file the next line begins; `nil` if the file was read to its end.
  var lines: LinePosition?
  /// How many folders of the item that cannot be read were told of.
  var problems = 0
  /// Items before this one in which there was no file.
  var empty: [String] = []
}

/// A place between two lines of a file.
struct LinePosition: Hashable, Sendable {
  /// Bytes before it.
  var offset = 0
  /// The number of the line that begins there, from 1.
  var line = 1
}

extension SourcePosition: BinaryCodable {
  func encode(into writer: inout BinaryWriter) {
    for number in [batches, documents, item, problems] { writer.write(number) }
    writer.write(file)
    writer.write(lines)
    writer.write(empty)
  }

  init(from reader: inout BinaryReader) throws {
    batches = try reader.read()
    documents = try reader.read()
    item = try reader.read()
    problems = try reader.read()
    file = try reader.read()
    lines = try reader.read()
    empty = try reader.read()
  }
}

extension LinePosition: BinaryCodable {
  func encode(into writer: inout BinaryWriter) {
    writer.write(offset)
    writer.write(line)
  }

  init(from reader: inout BinaryReader) throws {
    offset = try reader.read()
    line = try reader.read()
  }
}
