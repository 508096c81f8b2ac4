import Minwal

/// A file or pipe that is cut into records.
final class RecordStream {
  /// The most bytes that a record may have.
  private let limit: Int
  private var source: ByteSource
  private var transcoder: Transcoder?
  /// What was read and belongs to no record yet, and the number of its first byte.
  private var rest = ByteBuffer()
  /// The head as it lies in the file, if ``rest`` is not that: without its byte order mark, or in UTF-8.
  private var original: ByteBuffer?
  private var start: Int
  /// The number of the line that ``rest`` begins in; `nil` if lines were not counted.
  private var line: Int?
  private var isAtEnd = false
  /// Whether what is handed out is UTF-8, whatever the recipe says.
  private(set) var isUTF8 = false
  private var framer: (any Framer)?
  /// How many bytes of ``rest`` are known to have no line break, so that a long line costs linear time.
  private var searched = 0
  /// Whether the framing looks for lines.
  private var hasLines = false
  /// Why nothing more can be read, which is to be a failed document behind what was read before.
  private var damage: StageError?
  /// Whether the framer can go no further, whatever follows.
  private var isStuck = false
  /// Where the part of the file ends that is wanted: the last record is the last that begins before this byte.
  private var end = Int.max
  /// Whether the framer has seen the end, or that is the end of a record that is cut off.
  private var hasSeenEnd = false
  /// Whether nothing more comes, since the failed document that says why was handed out.
  private(set) var isDamaged = false
  /// The compressed member that the last record ends in, and how many records end in it. What is checked is the member, when
  /// all of it was read.
  private var current = (member: 0, records: 0)

  /// Opens a file; `-` is standard input.
  ///
  /// - Parameters:
  ///   - path: The file.
  ///   - name: What messages call it.
  ///   - limit: The most bytes that a record may have.
  ///   - position: Where to begin.
  ///   - unchecked: How many records before that are of the same compressed member.
  ///   - encoding: What the recipe says that it is in; only UTF-16 and UTF-32 matter here.
  /// - Throws: ``FileSystem/Failure``, or ``StageError`` if it is damaged.
  init(
    _ path: String, name: String, limit: Int, from position: RecordPosition = RecordPosition(), unchecked: Int = 0,
    encoding: Encoding? = nil
  ) throws {
    self.limit = limit
    current = (position.bytes.member, unchecked)
    source = try ByteSource(path, name: name, from: position.bytes)
    line = position.line
    start = source.next
    if position.bytes == BytePosition() { try readHead(encoding) }
  }

  /// Opens a file of which the head is at hand, and begins elsewhere. Files in UTF-16 and UTF-32 have no places but in what
  /// they became, so that they are read from their start.
  ///
  /// - Throws: ``FileSystem/Failure``, or ``StageError`` if it is damaged or has become shorter.
  func skip(to position: RecordPosition, unchecked: Int) throws {
    current = (0, unchecked)
    while start + rest.count < position.bytes.byte {
      guard !isAtEnd else { throw StageError(.unreadableInput, "\(source.name) has become shorter") }
      start += rest.count
      rest.clear()
      try fill(&rest)
    }
    var later = ByteBuffer()
    later.append(rest.span.extracting((position.bytes.byte - start)..<rest.count))
    rest = later
    start = position.bytes.byte
    line = position.line
  }

  /// Opens a part of a file that is cut into lines.
  ///
  /// - Parameters:
  ///   - path: The file.
  ///   - name: What messages call it.
  ///   - limit: The most bytes that a record may have.
  ///   - part: Which bytes: the first line is the first that begins at or behind the start, the last one the last that
  ///     begins before the end. Lines are counted from the first one.
  /// - Throws: ``FileSystem/Failure``, or ``StageError``.
  convenience init(_ path: String, name: String, limit: Int, lines part: Range<Int>) throws {
    // Whether a line begins at the start is told by the byte before.
    let before = BytePosition(member: 0, byte: max(0, part.lowerBound - 1))
    try self.init(path, name: name, limit: limit, from: RecordPosition(bytes: before))
    // A byte order mark is of the first line.
    end = part.lowerBound == 0 ? max(part.upperBound, start + 1) : part.upperBound
    while part.lowerBound > 0 {
      let bytes = rest
      let lineEnd = bytes.span.firstIndex(of: 0x0A, from: 0)
      let next = lineEnd.map { $0 + 1 } ?? bytes.count
      rest = ByteBuffer()
      rest.append(bytes.span.extracting(next..<bytes.count))
      start += next
      if lineEnd != nil { return }
      guard !isAtEnd else { return }
      try fill(&rest)
    }
  }

  /// How many lines were passed since the first, if they are counted.
  var lineCount: Int? { line.map { $0 - 1 } }

  /// Whether what is handed out is not what lies in the file.
  var isTranscoded: Bool { transcoder != nil }

  /// Whether the file is compressed.
  var isCompressed: Bool { source.compression != nil }

  /// The first bytes of the file, as far as they were read.
  var head: ByteBuffer { rest }

  /// Whether ``head`` is all of the file.
  var isWhole: Bool { isAtEnd && damage == nil }

  /// Reads enough to see what the file is.
  private func readHead(_ encoding: Encoding?) throws {
    var head = ByteBuffer()
    do {
      while head.count < Self.headSize, !isAtEnd { try fill(&head) }
    } catch let error as StageError {
      // What lies before the damage is read.
      (damage, isAtEnd) = (error, true)
    }
    rest = head
    defer { if rest.count < head.count || transcoder != nil { original = head } }
    transcoder = Transcoder(head: rest.span, encoding: encoding)
    if transcoder != nil {
      let bytes = rest
      rest = ByteBuffer()
      transcoder?.convert(bytes.span, isLast: isAtEnd, into: &rest)
    }
    let before = rest.count
    rest.removeByteOrderMark()
    start += before - rest.count
    isUTF8 = transcoder != nil || rest.count < before
  }

  /// How much of a file is looked at to see what it is.
  static let headSize = 64 << 10

  /// Says how the file is cut, before the first record is asked for.
  ///
  /// - Parameters:
  ///   - framing: Lines or records.
  ///   - preamble: What the framing found earlier at the start of the file, if this is a later part of it.
  func cut(by framing: Framing, preamble: ByteBuffer = ByteBuffer()) {
    original = nil
    switch framing {
    case .records(var framer):
      if !preamble.isEmpty { framer.preamble = preamble }
      if !framer.countsLines { line = nil }
      self.framer = framer
    case .lines, .whole, .path, .rows: hasLines = true
    }
  }

  /// What the framing found at the start of the file that its records need.
  var preamble: ByteBuffer { framer?.preamble ?? ByteBuffer() }

  /// Where the next record begins.
  var position: RecordPosition {
    position(of: start, line: line)
  }

  /// A place in the file. Of what was transcoded, it counts the bytes of what it became.
  private func position(of byte: Int, line: Int?) -> RecordPosition {
    RecordPosition(bytes: isTranscoded ? BytePosition(member: 0, byte: byte) : source.position(of: byte), line: line)
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
      let isDone = start + end >= self.end
      if batch.records.isEmpty, isAtEnd, end == batch.bytes.count, !isDone { askForEnd() }
      if !batch.records.isEmpty || isDone || (isAtEnd && end == batch.bytes.count && damage == nil) {
        keepRest(of: &batch, from: end)
        return !batch.records.isEmpty
      }
      if let damage {
        start += end
        giveUp(damage, &batch)
        return true
      }
      if batch.bytes.count - end > limit { return try tooLarge(&batch, from: end) }
      // What belongs to no record is done with.
      if end > 0 { forget(end, of: &batch) }
      try fillUntilDamage(&batch.bytes)
    }
  }

  /// Asks the framer whether the file may end where it does.
  private func askForEnd() {
    guard damage == nil, !hasSeenEnd, !source.isInterrupted else { return }
    hasSeenEnd = true
    do { try framer?.end() } catch { damage = StageError(wrapping: error) }
  }

  /// How many records before ``position`` are of the compressed member that it is in, and so not checked yet.
  var unchecked: Int {
    source.compression != nil && position.bytes.member == current.member ? current.records : 0
  }

  /// Hands out the failed document that says why nothing more can be read, and what of that which was read it makes doubtful.
  private func giveUp(_ damage: StageError, _ batch: inout RawBatch) {
    var damage = damage
    if let member = source.damagedMember, damage.code == .damagedFile, let unit = source.compression?.unit {
      let count = isTranscoded || member == current.member ? current.records : 0
      damage.message +=
        count == 0
        ? "; no record of it was read"
        : "; \(count == 1 ? "the record" : "the \(count) records") of this \(unit) that \(count == 1 ? "was" : "were") read before may be damaged, since a \(unit) is checked as a whole"
    }
    batch.records.append(
      RecordHeader(file: batch.files.count - 1, content: .unreadable(damage), position: position))
    batch.bytes.clear()
    rest.clear()
    self.damage = nil
    isDamaged = true
    isAtEnd = true
  }

  /// Reads more; what is damaged ends the file.
  private func fillUntilDamage(_ buffer: inout ByteBuffer) throws {
    do {
      try fill(&buffer)
    } catch let error as StageError {
      (damage, isAtEnd) = (error, true)
    }
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
      let memberLimit = ByteSource.memberSize
      if try source.read(into: &buffer, atMost: ByteSource.size, memberAtMost: memberLimit) == 0 { isAtEnd = true }
      return
    }
    var bytes = ByteBuffer()
    if try source.read(into: &bytes, atMost: ByteSource.size) == 0 { isAtEnd = true }
    transcoder?.convert(bytes.span, isLast: isAtEnd, into: &buffer)
  }

  /// Whether the end of what was read ends a record. Half a record is none if the run is to end, or if what follows is damaged.
  private var takesLast: Bool { isAtEnd && !source.isInterrupted && damage == nil }

  // MARK: Lines

  /// Adds the lines that are whole and not blank.
  ///
  /// - Returns: Where the rest begins.
  private func cutLines(_ batch: inout RawBatch, _ count: Int) throws -> Int {
    let takesLast = takesLast
    let bytes = batch.bytes
    let all = bytes.span
    guard all.count >= ByteSource.size || isAtEnd else { return 0 }
    var position = 0
    let stop = min(all.count, self.end - start)
    while position < stop, batch.records.count < count {
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
    if isAtEnd, source.isInterrupted, damage == nil, batch.records.isEmpty { return all.count }
    return position
  }

  private func add(_ range: Range<Int>, to batch: inout RawBatch) {
    defer { if source.compression != nil { countOfMember(range) } }
    batch.records.append(
      RecordHeader(
        file: batch.files.count - 1, content: .bytes(range),
        position: position(of: start + range.lowerBound, line: line)))
  }

  private func countOfMember(_ range: Range<Int>) {
    let member = isTranscoded ? 0 : source.member(of: start + max(range.lowerBound, range.upperBound - 1))
    if member != current.member { current = (member, 0) }
    current.records += 1
  }

  // MARK: Records

  /// Adds the records that a framer finds.
  ///
  /// - Returns: Where the rest begins.
  private func cutFrames(_ batch: inout RawBatch, _ count: Int) throws -> Int {
    guard framer != nil, !isStuck else { return isStuck ? 0 : batch.bytes.count }
    // Of a file of many members, each may come by itself; a batch has about as much as is read at once.
    guard batch.bytes.count >= ByteSource.size || isAtEnd else { return 0 }
    let takesLast = takesLast
    let bytes = batch.bytes
    let all = bytes.span
    var position = 0
    while position < all.count, batch.records.count < count {
      let frame: FramingStep
      do {
        frame = try framer?.next(in: all, from: position, isAtEnd: takesLast) ?? .incomplete
      } catch {
        return stop(position, StageError(wrapping: error))
      }
      switch frame {
      case .record(let range, let next):
        guard range.lowerBound >= position, next > position, next <= all.count, range.upperBound <= all.count else {
          return stop(position, StageError(.stageFailed, "the reader's framer gives records that do not ascend"))
        }
        countLines(all.extracting(position..<range.lowerBound))
        add(range, to: &batch)
        countLines(all.extracting(range.lowerBound..<next))
        position = next
      case .passOver(let reason, let next):
        guard next > position, next <= all.count else {
          return stop(position, StageError(.stageFailed, "the reader's framer passes over nothing"))
        }
        batch.passedOver.add(reason)
        countLines(all.extracting(position..<next))
        position = next
      case .skip(let next):
        guard next > position, next <= all.count else {
          return stop(position, StageError(.stageFailed, "the reader's framer skips nothing"))
        }
        countLines(all.extracting(position..<next))
        position = next
      case .incomplete:
        guard takesLast else { return source.isInterrupted && damage == nil && isAtEnd ? all.count : position }
        // What is left at the end is a record that is cut off, of which its reader will say so.
        add(position..<all.count, to: &batch)
        hasSeenEnd = true
        return all.count
      }
    }
    return position
  }

  /// Notes that the framer can go no further.
  private func stop(_ position: Int, _ error: StageError) -> Int {
    (damage, isStuck) = (error, true)
    return position
  }

  private func countLines(_ bytes: Span<UInt8>) {
    guard let line else { return }
    self.line = line + bytes.occurrences(of: 0x0A)
  }

  // MARK: Records that are too large

  /// Passes over a line that is too long, or gives up on records of other kinds, whose ends only the framer knows.
  private func tooLarge(_ batch: inout RawBatch, from end: Int) throws -> Bool {
    start += end
    batch.records.append(
      RecordHeader(
        file: batch.files.count - 1, content: .unreadable(DocumentSource.tooLarge), position: position))
    start += batch.bytes.count - end
    searched = 0
    while !isAtEnd {
      batch.bytes.clear()
      try fillUntilDamage(&batch.bytes)
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

  /// Puts all bytes into a buffer, as one record, as they lie in the file.
  ///
  /// - Throws: ``FileSystem/Failure``, or ``StageError`` `damaged-file`.
  func all(into buffer: inout ByteBuffer) throws -> Whole {
    buffer.clear()
    let start = original ?? rest
    buffer.append(start.span)
    if let damage { throw damage }
    while !isAtEnd {
      if buffer.count > limit { return .tooLarge }
      if try source.read(into: &buffer, atMost: ByteSource.size) == 0 { isAtEnd = true }
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
