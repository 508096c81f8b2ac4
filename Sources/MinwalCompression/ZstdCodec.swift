import CZstd
import MinwalText

/// Reads zstd by its library.
// Safe: the state of the library lives as long as the object, and nothing else points to it.
@safe final class ZstdCodec: Codec {
  private let stream: OpaquePointer?

  init() { unsafe stream = ZSTD_createDStream() }

  deinit { _ = unsafe ZSTD_freeDStream(stream) }

  func step(
    _ input: Span<UInt8>, into output: inout ByteBuffer, atMost room: Int
  ) throws(Decompressor.Damage) -> Decompressor.Step {
    var result = 0
    var consumed = 0
    unsafe input.withUnsafeBufferPointer { source in
      unsafe output.appendUnchecked(limit: room) { target in
        var from = unsafe ZSTD_inBuffer(src: source.baseAddress, size: source.count, pos: 0)
        var to = unsafe ZSTD_outBuffer(dst: target.baseAddress, size: target.count, pos: 0)
        result = unsafe ZSTD_decompressStream(stream, &to, &from)
        consumed = unsafe from.pos
        return unsafe to.pos
      }
    }
    if ZSTD_isError(result) != 0 {
      let message = unsafe String(cString: ZSTD_getErrorName(result))
      throw Decompressor.Damage("damaged zstd data: \(message)", at: consumed)
    }
    return Decompressor.Step(consumed: consumed, endsMember: result == 0 && consumed > 0)
  }
}
