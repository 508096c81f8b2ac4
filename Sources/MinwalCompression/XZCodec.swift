import CLZMA
import MinwalText

/// Reads xz by liblzma.
// Safe: the state of the library lives as long as the object, and nothing else points to it.
@safe final class XZCodec: Codec {
  /// The most memory that a stream may ask for; `xz -9` asks for 65 MB.
  private static let memoryLimit: UInt64 = 512 << 20

  private let stream: UnsafeMutablePointer<lzma_stream>

  init() {
    unsafe stream = .allocate(capacity: 1)
    unsafe stream.initialize(to: minwal_lzma_stream())
    _ = unsafe lzma_stream_decoder(stream, Self.memoryLimit, 0)
  }

  deinit {
    unsafe lzma_end(stream)
    unsafe stream.deallocate()
  }

  func step(
    _ input: Span<UInt8>, into output: inout ByteBuffer, atMost room: Int
  ) throws(Decompressor.Damage) -> Decompressor.Step {
    var result = LZMA_OK
    var consumed = 0
    unsafe input.withUnsafeBufferPointer { source in
      unsafe output.appendUnchecked(limit: room) { target in
        unsafe stream.pointee.next_in = source.baseAddress
        unsafe stream.pointee.avail_in = source.count
        unsafe stream.pointee.next_out = target.baseAddress?.assumingMemoryBound(to: UInt8.self)
        unsafe stream.pointee.avail_out = target.count
        result = unsafe lzma_code(stream, LZMA_RUN)
        consumed = unsafe source.count - stream.pointee.avail_in
        return unsafe target.count - stream.pointee.avail_out
      }
    }
    switch result {
    case LZMA_OK, LZMA_BUF_ERROR: return Decompressor.Step(consumed: consumed, endsMember: false)
    case LZMA_STREAM_END:
      _ = unsafe lzma_stream_decoder(stream, Self.memoryLimit, 0)
      return Decompressor.Step(consumed: consumed, endsMember: true)
    case LZMA_MEMLIMIT_ERROR: throw Decompressor.Damage("xz data that need more than 512 MB to be read")
    case LZMA_DATA_ERROR: throw Decompressor.Damage("damaged xz data: incorrect data or check", at: consumed)
    default: throw Decompressor.Damage("damaged xz data (error \(result.rawValue))", at: consumed)
    }
  }
}
