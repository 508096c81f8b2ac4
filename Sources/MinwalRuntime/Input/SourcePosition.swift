import Minwal

/// A place between two documents of an input, behind a batch, at which another run can go on reading.
struct SourcePosition: Hashable, Sendable {
  /// How many batches, and documents, lie before it.
  var batches = 0
  var documents = 0
  /// How many documents before it are not of the run's sample.
  var passed = 0
  /// The number of the item that was being read.
  var item = 0
  /// The last file taken of the item, by its path below it; `nil` before the first.
  var file: String?
  /// Where in that file the next record begins; `nil` if the file was read to its end.
  var record: RecordPosition?
  /// What that file's framing found at its start.
  var preamble = ByteBuffer()
  /// How many records before ``record`` are of the compressed member that it is in.
  var unchecked = 0
  /// How many folders of the item that cannot be read were reported.
  var problems = 0
  /// Items before this one in which there was no file.
  var empty: [String] = []
}

/// A place between two records of a file.
struct RecordPosition: Hashable, Sendable {
  /// Where the bytes of the next one begin.
  var bytes = BytePosition()
  /// The number of the line that begins there, from 1; `nil` if lines before it were not counted.
  var line: Int? = 1
}

/// A place in the bytes of a file as readers get them: decompressed.
struct BytePosition: Hashable, Sendable {
  /// Where in the file the member or frame begins that the byte is of; 0 in a file that is not compressed.
  var member = 0
  /// How many bytes lie between that and the place.
  var byte = 0
}

extension SourcePosition: BinaryCodable {
  func encode(into writer: inout BinaryWriter) {
    for number in [batches, documents, passed, item, problems, unchecked] { writer.write(number) }
    writer.write(file)
    writer.write(record)
    writer.write(preamble)
    writer.write(empty)
  }

  init(from reader: inout BinaryReader) throws {
    batches = try reader.read()
    documents = try reader.read()
    passed = try reader.read()
    item = try reader.read()
    problems = try reader.read()
    unchecked = try reader.readAmount()
    file = try reader.read()
    record = try reader.read()
    preamble = try reader.read()
    empty = try reader.read()
  }
}

extension RecordPosition: BinaryCodable {
  func encode(into writer: inout BinaryWriter) {
    writer.write(bytes.member)
    writer.write(bytes.byte)
    writer.write(line)
  }

  init(from reader: inout BinaryReader) throws {
    bytes.member = try reader.readAmount()
    bytes.byte = try reader.readAmount()
    line = try reader.read()
  }
}
