import Minwal

/// A run of consecutive records as they lie in the input, not yet read.
struct RawBatch {
  /// Batches are numbered from 0 in the order of the input, without gaps.
  var number = 0
  /// The number of the first document.
  var firstIndex = 0
  /// The files that the records come from.
  var files: [BatchFile] = []
  /// The records, in order.
  var records: [RecordHeader] = []
  /// The bytes of records that were cut out of files; others are read by the worker.
  var bytes = ByteBuffer()
  /// Records between these, and behind them, that are no documents.
  var passedOver = ReasonTally()
  /// Where the next batch begins.
  var end = SourcePosition()
  /// Whether stages that take several documents get one at a time, since one of several has ended the process.
  var documentsGoAlone = false

  /// How many documents there are.
  var count: Int { records.count }

  /// Empties the batch and keeps its memory.
  mutating func clear() {
    files.removeAll(keepingCapacity: true)
    records.removeAll(keepingCapacity: true)
    passedOver.removeAll()
    bytes.clear()
  }

  /// Whether there is nothing in it to be counted.
  var isEmpty: Bool { records.isEmpty && passedOver.counts.isEmpty }

  /// Adds a file that is one record, or could not be opened.
  mutating func add(_ file: BatchFile, _ content: RecordHeader.Content) {
    records.append(RecordHeader(file: files.count, content: content))
    files.append(file)
  }
}

/// A file that records of a batch come from.
struct BatchFile: Hashable, Sendable {
  /// What to open; `-` for standard input.
  var path: String
  /// The name that documents have from it.
  var id: String
  /// The reader, by its place among all of the recipe's.
  var reader: Int
  /// What the framing found at the start of the file that its records need.
  var preamble = ByteBuffer()
  /// Whether its records are UTF-8, whatever the recipe says.
  var isUTF8 = false
  /// What all its documents have besides.
  var tags = FileTags()

  /// The file as people are shown it.
  var shown: String { path == "-" ? "stdin" : path.displayedPath }
}

/// What the recipe says about all documents of a file.
struct FileTags: Hashable, Sendable {
  /// The language of documents that do not say another.
  var language: Language?
  /// Names and values that documents have as metadata.
  var metadata: [JSONMember] = []
  /// Names and values from the path, for documents that do not say them.
  var ofPath: [JSONMember] = []
  /// A file beside it that may have more; `nil` if the recipe names none.
  var sidecar: String?
}

/// A record of a batch: where it lies, and which file it is of.
struct RecordHeader: Hashable, Sendable {
  /// What there is of a record.
  enum Content: Hashable, Sendable {
    /// Bytes of the batch.
    case bytes(Range<Int>)
    /// All of the file, which the worker reads.
    case file
    /// Nothing: it could not be read. It counts as a document, so that it shows up in the counts.
    case unreadable(StageError)
  }

  /// The place of the file in the batch.
  var file: Int
  var content: Content
  /// Where in the file it begins; `nil` if it is all of the file.
  var position: RecordPosition?
  /// The name of its document, where that does not follow from file and position, since it was read before.
  var id: String?
}

extension RawBatch {
  /// The name of a record's document, unless the record says another: the file's, and the byte that it begins at, which
  /// is the same however the input is cut.
  func id(of record: RecordHeader) -> String {
    let file = files[record.file]
    guard record.id == nil, let position = record.position else { return record.id ?? file.id }
    let member = position.bytes.member > 0 ? "\(position.bytes.member)+" : ""
    return "\(file.id)@\(member)\(position.bytes.byte)"
  }

  /// The place of a record, for messages.
  func place(of record: RecordHeader) -> Place {
    let file = files[record.file].shown
    guard let position = record.position else { return Place(file) }
    let bytes = position.bytes
    // A record that is a member of its own is known by where in the file that begins.
    return Place(file, position.line.map { .line($0) } ?? .byte(bytes.byte == 0 ? bytes.member : bytes.byte))
  }

  /// Some of the documents, as a batch of the same number. They have the indices and places that they have in the
  /// whole.
  func part(_ range: Range<Int>) -> RawBatch {
    var part = RawBatch()
    part.number = number
    part.firstIndex = firstIndex + range.lowerBound
    part.documentsGoAlone = documentsGoAlone
    part.files = files
    for var record in records[range] {
      if case .bytes(let range) = record.content {
        let start = part.bytes.count
        part.bytes.append(bytes.span.extracting(range))
        record.content = .bytes(start..<part.bytes.count)
      }
      part.records.append(record)
    }
    return part
  }

  /// Drops all documents but some.
  mutating func keep(_ indices: [Int]) {
    let all = (records, bytes)
    records = []
    bytes = ByteBuffer()
    for index in indices {
      var record = all.0[index]
      if case .bytes(let range) = record.content {
        let start = bytes.count
        bytes.append(all.1.span.extracting(range))
        record.content = .bytes(start..<bytes.count)
      }
      records.append(record)
    }
  }

  /// The bytes of a batch's only document; `nil` if they cannot be read.
  var onlyBytes: ByteBuffer? {
    guard let record = records.first else { return nil }
    switch record.content {
    case .bytes(let range):
      var result = ByteBuffer()
      result.append(bytes.span.extracting(range))
      return result
    case .file: return try? FileSystem.contents(of: files[record.file].path, limit: DocumentSource.documentLimit)
    case .unreadable: return nil
    }
  }
}
