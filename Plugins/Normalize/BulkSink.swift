import Minwal

/// Writes the changed text and counts, when the document is not traced. Nothing is copied before the first change.
///
/// Between close changes lie few bytes; they are gathered in a small array, four vectors at a time at the most, which
/// costs less than a call for each.
struct BulkSink: EditSink, ~Copyable, ~Escapable {
  /// The source with its padding.
  private let source: RawSpan
  private let sourceCount: Int
  private var output: ByteBuffer
  private var position = 0
  private var staged = InlineArray<512, UInt8>(repeating: 0)
  private var stagedCount = 0
  private var counts = InlineArray<32, Int>(repeating: 0)
  private var hasChanged = false

  @_lifetime(copy source)
  init(_ source: RawSpan, count: Int, output: consuming ByteBuffer) {
    self.source = source
    sourceCount = count
    self.output = output
  }

  mutating func remove(_ range: Range<Int>, _ cause: Cause) {
    keep(upTo: range.lowerBound)
    position = range.upperBound
    count(cause)
  }

  mutating func replace(_ range: Range<Int>, with bytes: Span<UInt8>, _ cause: Cause) {
    keep(upTo: range.lowerBound)
    if bytes.count <= 64 {
      for index in bytes.indices { staged[stagedCount + index] = bytes[index] }
      advance(bytes.count)
    } else {
      flush()
      output.append(bytes)
    }
    position = range.upperBound
    count(cause)
  }

  @inline(__always)
  private mutating func keep(upTo end: Int) {
    let length = end - position
    guard length <= 64 else { return keepLong(upTo: end) }
    var target = staged.mutableSpan
    var bytes = unsafe target.mutableBytes
    var copied = 0
    while copied < length {
      // Whole vectors, of which the bytes after `length` are written over by what comes next.
      let block = unsafe source.unsafeLoadUnaligned(fromByteOffset: position + copied, as: SIMD16<UInt8>.self)
      bytes.storeBytes(of: block, toByteOffset: stagedCount + copied, as: SIMD16<UInt8>.self)
      copied += 16
    }
    advance(length)
  }

  @inline(never)
  private mutating func keepLong(upTo end: Int) {
    flush()
    output.append(Span<UInt8>(_bytes: source.extracting(position..<end)))
  }

  private mutating func advance(_ count: Int) {
    stagedCount += count
    if stagedCount > staged.count - 128 { flush() }
  }

  private mutating func flush() {
    output.append(staged.span.extracting(0..<stagedCount))
    stagedCount = 0
  }

  private mutating func count(_ cause: Cause) {
    counts[Int(cause.rawValue)] += 1
    hasChanged = true
  }

  /// The whole output, and whether it differs.
  consuming func finish(_ reasons: inout ReasonTally) -> (output: ByteBuffer, changed: Bool) {
    if hasChanged {
      keep(upTo: sourceCount)
      flush()
      for cause in Cause.allCases where counts[Int(cause.rawValue)] > 0 {
        reasons.add(cause.reason, counts[Int(cause.rawValue)])
      }
    }
    return (output, hasChanged)
  }
}
