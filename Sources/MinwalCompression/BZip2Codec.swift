import CBZip2
import MinwalText

/// Reads bzip2 by its library.
// Safe: the state of the library lives as long as the object, and nothing else points to it.
@safe final class BZip2Codec: Codec {
  private let stream: UnsafeMutablePointer<bz_stream>

  init() {
    unsafe stream = .allocate(capacity: 1)
    unsafe stream.initialize(to: bz_stream())
    _ = unsafe BZ2_bzDecompressInit(stream, 0, 0)
  }

  deinit {
    unsafe BZ2_bzDecompressEnd(stream)
    unsafe stream.deallocate()
  }

  func step(
    _ input: Span<UInt8>, into output: inout ByteBuffer, atMost room: Int
  ) throws(Decompressor.Damage) -> Decompressor.Step {
    var result = BZ_OK
    var consumed = 0
    unsafe input.withUnsafeBufferPointer { source in
      unsafe output.appendUnchecked(limit: room) { target in
        let given = min(source.count, Int(UInt32.max))
        let space = min(target.count, Int(UInt32.max))
        unsafe source.withMemoryRebound(to: CChar.self) { source in
          unsafe target.withMemoryRebound(to: CChar.self) { target in
            // The library does not write through it.
            unsafe stream.pointee.next_in = UnsafeMutablePointer(mutating: source.baseAddress)
            unsafe stream.pointee.avail_in = UInt32(given)
            unsafe stream.pointee.next_out = target.baseAddress
            unsafe stream.pointee.avail_out = UInt32(space)
            result = unsafe BZ2_bzDecompress(stream)
          }
        }
        consumed = unsafe given - Int(stream.pointee.avail_in)
        return unsafe space - Int(stream.pointee.avail_out)
      }
    }
    switch result {
    case BZ_OK: return Decompressor.Step(consumed: consumed, endsMember: false)
    case BZ_STREAM_END:
      unsafe BZ2_bzDecompressEnd(stream)
      unsafe stream.pointee = bz_stream()
      _ = unsafe BZ2_bzDecompressInit(stream, 0, 0)
      return Decompressor.Step(consumed: consumed, endsMember: true)
    case BZ_DATA_ERROR: throw Decompressor.Damage("damaged bzip2 data: incorrect data check", at: consumed)
    default: throw Decompressor.Damage("damaged bzip2 data (error \(result))", at: consumed)
    }
  }
}
