/// Standard output. What was written cannot be taken back.
package struct StandardOutputSink: RecordSink {
  private let shape: FileSink.Shape
  private var frames: FrameQueue?
  private var hasRecords = false
  private var isEmpty = true
  package var description: String { "standard output" }

  /// Begins standard output.
  package init(_ shape: FileSink.Shape) throws {
    self.shape = shape
    frames = shape.compressor.map { FrameQueue($0) }
    try take(shape.header.span)
  }

  package mutating func append(_ records: RecordBatch) throws {
    if frames == nil || records.ends.isEmpty { try append(records.bytes.span) }
    var start = 0
    for record in records.ends where frames != nil {
      try append(records.bytes.span.extracting(start..<record.end))
      start = record.end
    }
    try writeFrames(waits: false)
  }

  private mutating func append(_ records: Span<UInt8>) throws {
    guard records.count > 0 else { return }
    let start = hasRecords ? 0 : min(shape.separatorLength, records.count)
    hasRecords = true
    try take(records.extracting(start..<records.count))
    frames?.cut()
  }

  private mutating func take(_ bytes: Span<UInt8>) throws {
    if frames == nil { try write(bytes) } else { frames?.append(bytes) }
  }

  private mutating func write(_ bytes: Span<UInt8>) throws {
    isEmpty = false
    try FileSystem.write(bytes, to: 1, description)
  }

  private mutating func writeFrames(waits: Bool) throws {
    while let frame = try frames?.next(waits: waits) { try write(frame.span) }
  }

  package mutating func takeWork() -> [SinkWork] { frames?.takeWork() ?? [] }

  package mutating func commit() throws -> SinkPosition? { nil }

  package mutating func finish() throws {
    try writeFrames(waits: true)
    let tail = try frames.map { try $0.last(shape.footer.span, isFirst: isEmpty) } ?? shape.footer
    if let tail { try write(tail.span) }
  }

  package mutating func abandon() -> String? { nil }
}
