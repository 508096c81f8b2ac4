import Minwal
import MinwalRecipe

/// Hands out the input in batches, in order. One worker at a time asks it, so it finds records but does not read them.
struct DocumentSource: BatchSource, ~Copyable {
  /// A document may have this many bytes; offsets then fit into 32 bits with room to spare.
  static let documentLimit = 1 << 30

  private var items: ArraySlice<InputItem>
  private let earlier: [InputItem]
  private let readers: ReaderTable
  private let limit: Int
  private var walk: (item: InputItem, finder: KindFinder, files: FileWalk, problems: Int, isEmpty: Bool)?
  private var records: (any RecordFeed)?
  /// The file that ``records`` are of.
  private var recordFile: BatchFile?
  private var pendingFile: FileWalk.Found?
  /// Where in ``pendingFile`` to begin.
  private var pendingStart = 0
  /// Where to stop; `nil` for the end of the input.
  private var end: InputBorder?
  /// How many lines there are in the part of the last file that lies before ``end``.
  private(set) var linesBeforeEnd: Int?
  /// The last file that was taken from ``walk``, by its path below it.
  private var lastFile: String?
  private var nextNumber = 0
  private var nextIndex = 0
  /// The number of the first document.
  private var firstIndex = 0
  /// The documents that are taken; `nil` for all.
  private let sample: Sample?
  /// How many documents were passed over since they are not of the sample.
  private var passed = 0

  /// Creates a source.
  ///
  /// - Parameters:
  ///   - items: What to read, in order.
  ///   - readers: The recipe's readers.
  ///   - limit: How many documents at most.
  ///   - sample: The documents that are taken; `nil` for all.
  init(_ items: [InputItem], _ readers: ReaderTable, limit: Int?, sample: Sample? = nil) {
    self.sample = sample
    self.items = items[...]
    earlier = items
    self.readers = readers
    self.limit = limit ?? .max
  }

  /// Continues where another source has stopped, over the same items. Files that were read are passed by their names.
  ///
  /// - Parameters:
  ///   - items: What to read, in order.
  ///   - readers: The recipe's readers.
  ///   - limit: How many documents at most, with those that were read before.
  ///   - sample: The documents that are taken; `nil` for all.
  ///   - start: Where to begin.
  /// - Throws: if there is no such place: the input has changed.
  init(_ items: [InputItem], _ readers: ReaderTable, limit: Int?, sample: Sample? = nil, from start: SourcePosition)
    throws
  {
    self.init(items, readers, limit: limit, sample: sample)
    nextNumber = start.batches
    nextIndex = start.documents
    passed = start.passed
    empty = start.empty
    guard start.batches > 0 else { return }
    guard start.item < items.count else { throw StageError(.unreadableInput, "the input has become shorter") }
    let item = items[start.item]
    self.items = items[(start.item + 1)...]
    var files = try FileWalk(item)
    let finder = KindFinder(item, readers)
    walk = (item, finder, files, start.problems, start.file == nil)
    guard let last = start.file else { return }
    while let found = files.next() {
      guard found.relativePath.hasSameBytes(as: last) else { continue }
      walk?.files = files
      lastFile = last
      if let position = start.record { try resume(found, item, finder, at: position, start) }
      return
    }
    throw StageError(.unreadableInput, "the file '\(last)', which was read before, is gone")
  }

  /// Hands out what lies between two borders of an input.
  ///
  /// - Parameters:
  ///   - items: What the input has, in order.
  ///   - readers: The recipe's readers.
  ///   - shard: The borders.
  ///   - isNumbered: Whether the numbers of documents are to be in the order of the whole input: by the shard, then by the
  ///     place in it.
  /// - Throws: if there is no such place: the input has changed.
  init(_ items: [InputItem], _ readers: ReaderTable, _ shard: Shard, numbered isNumbered: Bool = false) throws {
    self.init(items, readers, limit: nil)
    let start = shard.start
    end = shard.end
    firstIndex = isNumbered ? shard.number << 40 : 0
    guard start.item < items.count else { throw StageError(.unreadableInput, "the input has become shorter") }
    self.items = items[start.item...]
    guard let name = start.file, let item = self.items.popFirst() else { return }
    var files = try FileWalk(item)
    while let found = files.next() {
      guard found.relativePath.hasSameBytes(as: name) else { continue }
      walk = (item, KindFinder(item, readers), files, 0, false)
      (pendingFile, pendingStart) = (found, start.byte)
      return
    }
    throw StageError(.unreadableInput, "the file '\(name)', at which the shard begins, is gone")
  }

  private mutating func resume(
    _ found: FileWalk.Found, _ item: InputItem, _ finder: KindFinder, at position: RecordPosition,
    _ place: SourcePosition
  ) throws {
    // The start of the file shows the kind.
    let head = try RecordStream(
      found.path, name: found.path.displayedPath, limit: Self.documentLimit, encoding: finder.encoding(found.path))
    let reader = try finder.reader(head, found.path)
    recordFile = file(found, item, reader, isUTF8: head.isUTF8)
    let framing = try readers.sets[item.set].all[reader].instance().reader.framing
    if case .rows(let source) = framing {
      records = try RowStream(found.path, source, from: position.bytes.byte)
      return
    }
    var stream = head
    if head.isTranscoded {
      try stream.skip(to: position, unchecked: place.unchecked)
    } else {
      stream = try RecordStream(
        found.path, name: found.path.displayedPath, limit: Self.documentLimit, from: position,
        unchecked: place.unchecked)
    }
    stream.cut(by: framing, preamble: place.preamble)
    records = stream
  }

  /// How many documents were handed out.
  var count: Int { nextIndex }

  /// Inputs in which there was no file.
  private(set) var empty: [String] = []

  /// Fills the next batch.
  ///
  /// - Returns: `false` at the end of the input.
  mutating func next(into batch: inout RawBatch) throws -> Bool {
    while try nextOfAll(into: &batch) {
      if keepSample(&batch) { return true }
    }
    return false
  }

  /// Leaves only documents of the sample in a batch.
  ///
  /// - Returns: `false` if there is none.
  private mutating func keepSample(_ batch: inout RawBatch) -> Bool {
    guard let sample else { return true }
    let first = passed + batch.firstIndex
    let kept = batch.records.indices.filter { sample.contains(first + $0) }
    let left = batch.count - kept.count
    nextIndex -= left
    passed += left
    if kept.isEmpty, batch.passedOver.counts.isEmpty {
      nextNumber -= 1
      return false
    }
    if left > 0 { batch.keep(kept) }
    batch.end.documents = nextIndex
    batch.end.passed = passed
    return true
  }

  private mutating func nextOfAll(into batch: inout RawBatch) throws -> Bool {
    // What follows the last of a sample need not be read.
    if let sample, sample.count > 0, nextIndex >= sample.count { return false }
    while nextIndex < limit, !RunToken.current.isCancelled {
      batch.clear()
      if records != nil {
        if try takeRecords(&batch) { return true }
        if end?.byte ?? 0 > 0, isEnd(lastFile) {
          linesBeforeEnd = records?.lineCount
          stop()
        }
        records = nil
      } else if walk != nil {
        if try takeFiles(&batch) { return true }
      } else if let item = items.first {
        if end?.file == nil, end?.item == number { return false }
        items.removeFirst()
        if try open(item, &batch) { return true }
      } else {
        return false
      }
    }
    return false
  }

  /// The number of the item that is being read, or is next.
  private var number: Int { earlier.count - items.count - (walk == nil ? 0 : 1) }

  /// Whether a file of the item at hand is the one that the end lies in, or before.
  private func isEnd(_ file: String?) -> Bool {
    guard let end, let name = end.file, let file else { return false }
    return end.item == number && file.hasSameBytes(as: name)
  }

  /// Sees to it that nothing more is handed out.
  private mutating func stop() {
    items = []
    walk = nil
    pendingFile = nil
  }

  private mutating func finish(_ batch: inout RawBatch) throws -> Bool {
    guard !batch.isEmpty else { return false }
    batch.number = nextNumber
    batch.firstIndex = firstIndex + nextIndex
    nextNumber += 1
    nextIndex += batch.count
    batch.end = SourcePosition(
      batches: nextNumber, documents: nextIndex, item: earlier.count - items.count - 1, file: lastFile,
      record: records?.position, preamble: records?.preamble ?? ByteBuffer(),
      unchecked: records?.unchecked ?? 0, problems: walk?.problems ?? 0, empty: empty)
    return true
  }

  private mutating func open(_ item: InputItem, _ batch: inout RawBatch) throws -> Bool {
    guard item.isStandardInput else {
      walk = (item, KindFinder(item, readers), try FileWalk(item), 0, true)
      lastFile = nil
      return false
    }
    return try takeStream(
      FileWalk.Found(path: "-", relativePath: "stdin"), item, KindFinder(item, readers), &batch)
  }

  private func file(
    _ found: FileWalk.Found, _ item: InputItem, _ reader: Int, isUTF8: Bool = false
  ) -> BatchFile {
    BatchFile(
      path: found.path, id: found.relativePath.pathAsID, reader: readers.index(set: item.set, reader), isUTF8: isUTF8,
      tags: item.tags(found.path, found.relativePath))
  }

  // MARK: Records of a file

  private mutating func takeRecords(_ batch: inout RawBatch) throws -> Bool {
    guard var file = recordFile else { return false }
    batch.files.append(file)
    // Behind the last document there may be records that are none.
    guard try records?.next(into: &batch, atMost: limit - nextIndex) == true || !batch.isEmpty else { return false }
    file.preamble = records?.preamble ?? ByteBuffer()
    batch.files[0] = file
    // What is damaged is not read again by a run that resumes behind the document that says so.
    if records?.isDamaged == true { records = nil }
    return try finish(&batch)
  }

  // MARK: Files

  private mutating func takeFiles(_ batch: inout RawBatch) throws -> Bool {
    var size = 0
    while size < ByteSource.size, batch.count < 256, batch.count < limit - nextIndex {
      guard let item = walk?.item, let finder = walk?.finder, let found = pendingFile ?? walk?.files.next() else {
        break
      }
      if end?.byte == 0, isEnd(found.relativePath) {
        if try finish(&batch) {
          pendingFile = found
          return true
        }
        stop()
        return false
      }
      pendingFile = nil
      walk?.isEmpty = false
      let index = earlier.count - items.count - 1
      if earlier[..<index].contains(where: { $0.includes(path: found.path) }) { continue }
      let status = try? FileSystem.status(found.path)
      let isPart = pendingStart > 0 || isEnd(found.relativePath)
      if !isPart, let reader = finder.wholeFile(found.path), status?.kind != .other {
        lastFile = found.relativePath
        batch.add(file(found, item, reader), .file)
        size += 4096 + (status?.size ?? 0)
        continue
      }
      // What is looked into makes a batch of its own, so that a batch ends where its bytes do.
      if batch.count > 0 {
        pendingFile = found
        break
      }
      lastFile = found.relativePath
      return try takeStream(found, item, finder, &batch)
    }
    if try finish(&batch) { return true }
    if let current = walk, current.problems < current.files.problems.count {
      let problem = current.files.problems[current.problems]
      walk?.problems += 1
      batch.add(
        BatchFile(path: problem.path, id: problem.path.pathAsID, reader: 0),
        .unreadable(StageError(.unreadableInput, problem.description)))
      return try finish(&batch)
    }
    if let current = walk, current.isEmpty { empty.append(current.item.written) }
    walk = nil
    return false
  }

  /// Looks into a file, pipe or device, and takes it as one document or begins to take its records.
  private mutating func takeStream(
    _ found: FileWalk.Found, _ item: InputItem, _ finder: KindFinder, _ batch: inout RawBatch
  ) throws -> Bool {
    do {
      let stream = try RecordStream(
        found.path, name: found.path == "-" ? "stdin" : found.path.displayedPath, limit: Self.documentLimit,
        encoding: finder.encoding(found.path))
      let reader = try finder.reader(stream, found.path)
      guard finder.isForWhole(reader) else {
        let framing = try readers.sets[item.set].all[reader].instance().reader.framing
        let start = pendingStart
        pendingStart = 0
        if case .rows(let source) = framing {
          records = try RowStream(found.path, source)
        } else {
          var bytes = stream
          if start > 0 || isEnd(found.relativePath) {
            bytes = try RecordStream(
              found.path, name: found.path.displayedPath, limit: Self.documentLimit,
              lines: start..<max(start, isEnd(found.relativePath) ? end?.byte ?? .max : .max))
          }
          bytes.cut(by: framing)
          records = bytes
        }
        recordFile = file(found, item, reader, isUTF8: stream.isUTF8)
        return false
      }
      batch.add(file(found, item, reader), .file)
      if found.path == "-" || (try? FileSystem.status(found.path).kind) == .other {
        // Half a document is none.
        guard try takeAll(stream, &batch) else { return false }
      }
    } catch let error as FileSystem.Failure where error.operation != "read" {
      // What cannot be opened; where reading fails, the rest may be readable to a run that resumes.
      batch.clear()
      batch.add(
        file(found, item, finder.expected(found.path) ?? 0),
        .unreadable(StageError(.unreadableInput, error.description)))
    } catch let error as StageError {
      batch.clear()
      batch.add(file(found, item, finder.expected(found.path) ?? 0), .unreadable(error))
    }
    return try finish(&batch)
  }

  /// Takes all that comes through a pipe as one document.
  ///
  /// - Returns: `false` if the run is to end before all came.
  private func takeAll(_ stream: RecordStream, _ batch: inout RawBatch) throws -> Bool {
    switch try stream.all(into: &batch.bytes) {
    case .all: batch.records[0].content = .bytes(0..<batch.bytes.count)
    case .tooLarge: batch.records[0].content = .unreadable(Self.tooLarge)
    case .interrupted:
      batch.clear()
      return false
    }
    return true
  }

  static let tooLarge = StageError(.documentTooLarge, "it has more than \(documentLimit >> 20) MiB")
}
