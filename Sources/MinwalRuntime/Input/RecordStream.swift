import Minwal

/// A file or pipe that is cut into records.
final class RecordStream {
  /// The most bytes that a record may have.
  private let limit: Int
  private var source: ByteSource
  private var transcoder: Transcoder?
  /// What was read and belongs to no record yet, and the number of its first byte.
  private var rest = ByteBuffer()
  private var start: Int
  /// The number of the line that ``rest`` begins in; `nil` if lines were not counted.
  private var line: Int?
  private var isAtEnd = false
  private var framer: (any Framer)?
  /// How many bytes of ``rest`` are known to have no line break, so that a long line costs linear time.
  private var searched = 0
  /// Whether the framing looks for lines.
  private var hasLines = false
  /// Why nothing more can be read, which is to be a failed document.
  private var damage: StageError?
  /// Whether that was handed out, so that the file is done with.
  private(set) var isOver = false

  /// Opens a file; `-` is standard input.
  ///
  /// - Parameters:
  ///   - path: The file.
  ///   - name: What messages call it.
  ///   - limit: The most bytes that a record may have.
  ///   - position: Where to begin.
  /// - Throws: ``FileSystem/Failure``, or ``StageError`` if it is damaged.
  init(_ path: String, name: String, limit: Int, from position: RecordPosition = RecordPosition()) throws {
    self.limit = limit
    source = try ByteSource(path, name: name, from: position.bytes)
    line = position.line
    start = source.next
    if position.bytes == BytePosition() { try readHead() }
  }

  /// The first bytes of the file, as far as they were read.
  var head: ByteBuffer { rest }

  /// Whether ``head`` is all of the file.
  var isWhole: Bool { isAtEnd }

  /// Reads enough to see what the file is.
  private func readHead() throws {
    var head = ByteBuffer()
    do {
      while head.count < Self.headSize, !isAtEnd { try fill(&head) }
    } catch let error as StageError {
      // What lies before the damage is read.
      (damage, isAtEnd) = (error, true)
    }
    rest = head
    transcoder = Transcoder(head: rest.span)
    if transcoder != nil {
      let bytes = rest
      rest = ByteBuffer()
      transcoder?.convert(bytes.span, isLast: isAtEnd, into: &rest)
    }
    let before = rest.count
    rest.removeByteOrderMark()
    start += before - rest.count
  }

  /// How much of a file is looked at to see what it is.
  static let headSize = 64 << 10

  /// Says how the file is cut, before the first record is asked for.
  ///
  /// - Parameters:
  ///   - framing: Lines or records.
  ///   - preamble: What the framing found earlier at the start of the file, if this is a later part of it.
  func cut(by framing: Framing, preamble: ByteBuffer = ByteBuffer()) {
    switch framing {
    case .records(var framer):
      if !preamble.isEmpty { framer.preamble = preamble }
      self.framer = framer
    case .lines, .whole, .path: hasLines = true
    }
  }

  /// What the framing found at the start of the file that its records need.
  var preamble: ByteBuffer { framer?.preamble ?? ByteBuffer() }

  /// Where the next record begins.
  var position: RecordPosition {
    RecordPosition(bytes: source.position(of: start), line: line)
  }

  /// Puts the next records into a batch, which has the file as its last one.
  ///
  /// - Returns: `false` at the end of the file.
  /// - Throws: ``FileSystem/Failure``.
  func next(into batch: inout RawBatch, atMost count: Int) throws -> Bool {
    batch.bytes.clear()
    swap(&batch.bytes, &rest)
    while true {
      let end = hasLines ? try cutLines(&batch, count) : try cutFrames(&batch, count)
      if !batch.records.isEmpty || (isAtEnd && end == batch.bytes.count) || damage != nil {
        keepRest(of: &batch, from: end)
        if !batch.records.isEmpty { return true }
        return takeDamage(into: &batch)
      }
      if batch.bytes.count - end > limit { return try tooLarge(&batch, from: end) }
      // What belongs to no record is done with.
      if end > 0 { forget(end, of: &batch) }
      do {
        try fill(&batch.bytes)
      } catch let error as StageError {
        damage = error
        isAtEnd = true
      }
    }
  }

  /// Adds the failed document that stands for what cannot be read, behind all that could.
  ///
  /// - Returns: `false` if nothing is damaged.
  private func takeDamage(into batch: inout RawBatch) -> Bool {
    guard let damage else { return false }
    batch.bytes.clear()
    batch.records.append(
      RecordHeader(file: batch.files.count - 1, content: .unreadable(damage), position: position))
    (self.damage, framer, rest) = (nil, nil, ByteBuffer())
    (hasLines, isAtEnd, isOver) = (true, true, true)
    return true
  }

  /// Drops bytes at the start of a batch in which no record was found.
  private func forget(_ end: Int, of batch: inout RawBatch) {
    var bytes = ByteBuffer()
    bytes.append(batch.bytes.span.extracting(end..<batch.bytes.count))
    batch.bytes = bytes
    start += end
  }

  private func keepRest(of batch: inout RawBatch, from end: Int) {
    rest.clear()
    rest.append(batch.bytes.span.extracting(end..<batch.bytes.count))
    batch.bytes.truncate(to: end)
    start += end
    searched = 0
  }

  /// Reads more, in UTF-8.
  private func fill(_ buffer: inout ByteBuffer) throws {
    guard transcoder != nil else {
      if try source.read(into: &buffer, atMost: ByteSource.size) == 0 { isAtEnd = true }
      return
    }
    var bytes = ByteBuffer()
    if try source.read(into: &bytes, atMost: ByteSource.size) == 0 { isAtEnd = true }
    transcoder?.convert(bytes.span, isLast: isAtEnd, into: &buffer)
  }

  // MARK: Lines

  /// Adds the lines that are whole and not blank.
  ///
  /// - Returns: Where the rest begins.
  private func cutLines(_ batch: inout RawBatch, _ count: Int) throws -> Int {
    // Half a line of a pipe is none, if the run is to end.
    let takesLast = isAtEnd && !source.isInterrupted && damage == nil
    let bytes = batch.bytes
    let all = bytes.span
    guard all.count >= ByteSource.size || isAtEnd else { return 0 }
    var position = 0
    while position < all.count, batch.records.count < count {
      guard let end = all.firstIndex(of: 0x0A, from: max(position, searched)) ?? (takesLast ? all.count : nil) else {
        if position == 0 { searched = all.count }
        break
      }
      searched = 0
      var first = position
      while first < end, [0x20, 0x09, 0x0D].contains(all[first]) { first += 1 }
      if first < end { add(position..<end, to: &batch) }
      position = min(end + 1, all.count)
      line? += 1
    }
    if isAtEnd, !takesLast, batch.records.isEmpty { return all.count }
    return position
  }

  private func add(_ range: Range<Int>, to batch: inout RawBatch) {
    batch.records.append(
      RecordHeader(
        file: batch.files.count - 1, content: .bytes(range),
        position: RecordPosition(bytes: source.position(of: start + range.lowerBound), line: line)))
  }

  // MARK: Records

  /// Adds the records that a framer finds.
  ///
  /// - Returns: Where the rest begins.
  private func cutFrames(_ batch: inout RawBatch, _ count: Int) throws -> Int {
    guard framer != nil else { return batch.bytes.count }
    let bytes = batch.bytes
    let all = bytes.span
    var position = 0
    while position < all.count, batch.records.count < count {
      let frame: FramingStep
      do {
        frame = try framer?.next(in: all, from: position, isAtEnd: isAtEnd) ?? .incomplete
      } catch {
        damage = StageError(wrapping: error)
        return position
      }
      switch frame {
      case .record(let range, let next):
        guard range.lowerBound >= position, next > position, next <= all.count, range.upperBound <= all.count else {
          damage = StageError("stage-failed", "the reader's framer gives records that do not ascend")
          return position
        }
        countLines(all.extracting(position..<range.lowerBound))
        add(range, to: &batch)
        countLines(all.extracting(range.lowerBound..<next))
        position = next
      case .skip(let next):
        guard next > position, next <= all.count else {
          damage = StageError("stage-failed", "the reader's framer skips nothing")
          return position
        }
        countLines(all.extracting(position..<next))
        position = next
      case .incomplete:
        // What is left at the end is a record that is cut off, of which its reader will say so.
        guard isAtEnd, damage == nil else { return position }
        if !source.isInterrupted { add(position..<all.count, to: &batch) }
        return all.count
      }
    }
    return position
  }

  private func countLines(_ bytes: Span<UInt8>) { line? += bytes.occurrences(of: 0x0A) }

  // MARK: Records that are too large

  /// Passes over a line that is too long, or gives up on records of other kinds, whose ends only the framer knows.
  private func tooLarge(_ batch: inout RawBatch, from end: Int) throws -> Bool {
    start += end
    batch.records.append(
      RecordHeader(
        file: batch.files.count - 1, content: .unreadable(DocumentSource.tooLarge), position: position))
    start += batch.bytes.count - end
    while !isAtEnd {
      batch.bytes.clear()
      try fill(&batch.bytes)
      if hasLines, let next = batch.bytes.span.firstIndex(of: 0x0A) {
        rest.clear()
        rest.append(batch.bytes.span.extracting((next + 1)..<batch.bytes.count))
        start += next + 1
        break
      }
      start += batch.bytes.count
    }
    line? += 1
    batch.bytes.clear()
    return true
  }
}

extension RecordStream {
  /// The result of reading all of a file or pipe.
  enum Whole {
    case all
    case tooLarge
    /// The run is to end.
    case interrupted
  }

  /// Puts all bytes into a buffer, as one record; what was transcoded to see what it is is not changed back.
  func all(into buffer: inout ByteBuffer) throws -> Whole {
    buffer.clear()
    buffer.append(head.span)
    while !isWhole {
      if buffer.count > limit { return .tooLarge }
      try fill(&buffer)
    }
    return source.isInterrupted ? .interrupted : .all
  }
}

extension Span where Element == UInt8 {
  /// The offset of the last `byte` at or after `start`.
  func lastIndex(of byte: UInt8, from start: Int) -> Int? {
    var position = count - 1
    while position >= start {
      if self[position] == byte { return position }
      position -= 1
    }
    return nil
  }
}
