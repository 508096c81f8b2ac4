public import Minwal

/// The documents that a reader makes of a small file, to show what it does.
public struct ReaderPreview: Sendable {
  /// The documents, in order; an error in the place of one that cannot be read.
  public private(set) var documents: [Result<Document, StageError>] = []

  /// Reads the contents of a file.
  ///
  /// - Parameters:
  ///   - instance: The reader.
  ///   - contents: What is in the file.
  ///   - file: Its name.
  /// - Throws: What the reader's framer throws.
  public init(_ instance: ReaderInstance, _ contents: Text, file: String) throws {
    var instance = instance
    let bytes = contents.buffer
    switch instance.reader.framing {
    case .whole, .path: add(0..<bytes.count, of: bytes, &instance, Record(bytes.span, id: file, place: Place(file)))
    case .rows: throw StageError(.wrongKind, "'\(instance.spec.name)' reads files only")
    case .lines, .records:
      var records = BufferedRecords(bytes, instance.reader.framing, isWhole: true)
      while let (range, line) = try records.next() {
        let record = Record(
          bytes.span.extracting(range), id: "\(file)@\(range.lowerBound)", place: Place(file, .line(line)),
          preamble: records.preamble)
        add(range, of: bytes, &instance, record)
      }
    }
  }

  private mutating func add(
    _ range: Range<Int>, of bytes: ByteBuffer, _ instance: inout ReaderInstance, _ record: borrowing Record
  ) {
    var document = Document(id: record.id)
    do {
      _ = try instance.reader.read(record, into: &document)
      documents.append(.success(document))
    } catch {
      documents.append(.failure(StageError(wrapping: error)))
    }
  }
}
