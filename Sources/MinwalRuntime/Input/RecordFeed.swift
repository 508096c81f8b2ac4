import Minwal

/// A file that gives record after record.
protocol RecordFeed: AnyObject {
  /// Where the next record begins.
  var position: RecordPosition { get }
  /// What the framing found at the start of the file that its records need.
  var preamble: ByteBuffer { get }
  /// How many lines were passed, if they are counted.
  var lineCount: Int? { get }
  /// Whether nothing more comes, since the failed document that says why was handed out.
  var isDamaged: Bool { get }
  /// How many records before ``position`` are of the compressed member that it is in, and so not checked yet.
  var unchecked: Int { get }

  /// Puts the next records into a batch, which has the file as its last one.
  ///
  /// - Returns: `false` at the end of the file.
  func next(into batch: inout RawBatch, atMost count: Int) throws -> Bool
}

extension RecordStream: RecordFeed {}

/// The rows of a file that a reader opens itself.
final class RowStream: RecordFeed {
  private var cursor: any RowCursor
  private var next: Int
  private var isAtEnd = false
  private var damage: StageError?
  private(set) var isDamaged = false
  var preamble: ByteBuffer { ByteBuffer() }
  var lineCount: Int? { nil }
  var unchecked: Int { 0 }

  /// Opens a file.
  ///
  /// - Throws: ``StageError`` if it cannot be read.
  init(_ path: String, _ source: any RowSource, from start: Int = 0) throws {
    cursor = try source.open(path, from: start)
    next = start
  }

  var position: RecordPosition { RecordPosition(bytes: BytePosition(member: 0, byte: next), line: nil) }

  func next(into batch: inout RawBatch, atMost count: Int) throws -> Bool {
    while damage == nil, !isDamaged, !isAtEnd, batch.records.count < count, batch.bytes.count < ByteSource.size {
      let start = batch.bytes.count
      do {
        guard let number = try cursor.next(into: &batch.bytes) else {
          isAtEnd = true
          break
        }
        guard number >= next else {
          throw StageError(.stageFailed, "the reader gives rows that do not ascend")
        }
        add(.bytes(start..<batch.bytes.count), number, to: &batch)
        next = number + 1
      } catch {
        batch.bytes.truncate(to: start)
        let failure = StageError(wrapping: error)
        // The run ends, and another resumes at this row.
        if failure.isInterruption { return !batch.records.isEmpty }
        damage = failure
      }
    }
    if batch.records.isEmpty, let damage {
      add(.unreadable(damage), next, to: &batch)
      self.damage = nil
      isDamaged = true
    }
    return !batch.records.isEmpty
  }

  private func add(_ content: RecordHeader.Content, _ number: Int, to batch: inout RawBatch) {
    batch.records.append(
      RecordHeader(
        file: batch.files.count - 1, content: content,
        position: RecordPosition(bytes: BytePosition(member: 0, byte: number), line: nil)))
  }
}
