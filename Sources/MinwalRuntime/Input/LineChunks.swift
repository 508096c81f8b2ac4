import Minwal

/// Reads a file or pipe in pieces of whole lines.
struct LineChunks: ~Copyable {
  /// What came of a read.
  enum Chunk {
    /// Whole lines; the number of the first.
    case lines(first: Int)
    /// A line that is longer than a document may be was passed over.
    case tooLong(line: Int)
    case end
  }

  /// A piece has about so many bytes, unless a line is longer.
  static let size = 256 << 10

  let name: String
  private let descriptor: Int32
  private let isRegular: Bool
  private let lineLimit: Int
  /// What was read behind the last line break.
  private var rest = ByteBuffer()
  private var line: Int
  /// How far the file was read.
  private var offset: Int
  private var isAtEnd = false

  /// Opens a file; `-` is standard input.
  ///
  /// - Parameters:
  ///   - path: The file.
  ///   - name: What messages call it.
  ///   - lineLimit: The most bytes that a line may have.
  ///   - start: Where to begin; only a regular file can be begun elsewhere than at its start.
  init(
    path: String, name: String, lineLimit: Int, from start: LinePosition = LinePosition()
  ) throws(FileSystem.Failure) {
    self.name = name
    self.lineLimit = lineLimit
    isRegular = path != "-" && (try? FileSystem.status(path).kind) == .file
    line = start.line
    offset = start.offset
    descriptor = path == "-" ? 0 : try FileSystem.openForReading(path, at: start.offset)
  }

  /// Where the next piece begins.
  var position: LinePosition { LinePosition(offset: offset - rest.count, line: line) }

  deinit { if descriptor > 0 { FileSystem.close(descriptor) } }

  /// Puts the next lines into `buffer`.
  mutating func next(into buffer: inout ByteBuffer) throws(FileSystem.Failure) -> Chunk {
    buffer.clear()
    buffer.append(rest.span)
    rest.clear()
    var lastBreak: Int? = nil
    var searched = 0
    while true {
      if lastBreak == nil || buffer.count < Self.size {
        // Look at new bytes only, so that one long line costs linear time.
        if let found = buffer.span.lastIndex(of: 0x0A, from: searched) { lastBreak = found }
        searched = buffer.count
      }
      if let lastBreak, buffer.count >= Self.size || isAtEnd { return cut(&buffer, at: lastBreak + 1) }
      if isAtEnd {
        guard !buffer.isEmpty else { return .end }
        return cut(&buffer, at: buffer.count)
      }
      if lastBreak == nil, buffer.count > lineLimit { return try skipLine(&buffer) }
      try fill(&buffer)
      if lastBreak != nil, isAtEnd {
        if let found = buffer.span.lastIndex(of: 0x0A, from: searched) { lastBreak = found }
      }
    }
  }

  private mutating func cut(_ buffer: inout ByteBuffer, at end: Int) -> Chunk {
    rest.append(buffer.span.extracting(end..<buffer.count))
    buffer.truncate(to: end)
    if line == 1 { buffer.removeByteOrderMark() }
    defer { line += buffer.span.occurrences(of: 0x0A) }
    return .lines(first: line)
  }

  private mutating func skipLine(_ buffer: inout ByteBuffer) throws(FileSystem.Failure) -> Chunk {
    defer { line += 1 }
    while !isAtEnd {
      buffer.clear()
      try fill(&buffer)
      if let end = buffer.span.firstIndex(of: 0x0A) {
        rest.append(buffer.span.extracting((end + 1)..<buffer.count))
        break
      }
    }
    buffer.clear()
    return .tooLong(line: line)
  }

  private mutating func fill(_ buffer: inout ByteBuffer) throws(FileSystem.Failure) {
    if !isRegular, !Interruption.waitForInput(descriptor) {
      // The run is to end. What is there behind the last line break may be half a line.
      buffer.truncate(to: (buffer.span.lastIndex(of: 0x0A, from: 0) ?? -1) + 1)
      isAtEnd = true
      return
    }
    let count = try FileSystem.read(descriptor, name, into: &buffer, atMost: Self.size)
    offset += count
    if count == 0 { isAtEnd = true }
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
