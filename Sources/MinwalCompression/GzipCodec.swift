import CCodecs
import CZlib
import MinwalText

/// Reads gzip by zlib.
// Safe: the state of the library lives as long as the object, and nothing else points to it.
@safe final class GzipCodec: Codec {
  private let stream: UnsafeMutablePointer<z_stream>
  /// libdeflate's, which is several times as fast and needs whole members; `nil` if it is not installed.
  private lazy var whole = unsafe minwal_deflate_open()

  init() {
    unsafe stream = .allocate(capacity: 1)
    unsafe stream.initialize(to: z_stream())
    _ = unsafe minwal_inflate_gzip(stream)
  }

  deinit {
    unsafe inflateEnd(stream)
    unsafe stream.deallocate()
    unsafe minwal_deflate_close(whole)
  }

  func wholeMember(_ input: Span<UInt8>, into output: inout ByteBuffer, atMost room: Int) -> Decompressor.Step? {
    guard let whole = unsafe whole else { return nil }
    var (consumed, produced) = (0, 0)
    var result = CInt(0)
    unsafe input.withUnsafeBytes { source in
      unsafe output.appendUnchecked(limit: room) { target in
        result = unsafe minwal_deflate_member(
          whole, source.baseAddress, source.count, target.baseAddress, target.count, &consumed, &produced)
        return result == 0 ? produced : 0
      }
    }
    return result == 0 ? Decompressor.Step(consumed: consumed, endsMember: true) : nil
  }

  func step(
    _ input: Span<UInt8>, into output: inout ByteBuffer, atMost room: Int
  ) throws(Decompressor.Damage) -> Decompressor.Step {
    var result = Z_OK
    var consumed = 0
    unsafe input.withUnsafeBufferPointer { source in
      unsafe output.appendUnchecked(limit: room) { target in
        // zlib does not write through it.
        unsafe stream.pointee.next_in = UnsafeMutablePointer(mutating: source.baseAddress)
        let given = min(source.count, Int(UInt32.max))
        unsafe stream.pointee.avail_in = UInt32(given)
        unsafe stream.pointee.next_out = target.baseAddress?.assumingMemoryBound(to: UInt8.self)
        unsafe stream.pointee.avail_out = UInt32(min(target.count, Int(UInt32.max)))
        let space = unsafe Int(stream.pointee.avail_out)
        result = unsafe inflate(stream, Z_NO_FLUSH)
        consumed = unsafe given - Int(stream.pointee.avail_in)
        return unsafe space - Int(stream.pointee.avail_out)
      }
    }
    switch result {
    case Z_OK, Z_BUF_ERROR: return Decompressor.Step(consumed: consumed, endsMember: false)
    case Z_STREAM_END:
      unsafe inflateReset(stream)
      return Decompressor.Step(consumed: consumed, endsMember: true)
    default:
      let message = unsafe stream.pointee.msg.map { unsafe String(cString: $0) }
      throw Decompressor.Damage("damaged gzip data" + (message.map { ": \($0)" } ?? ""), at: consumed)
    }
  }
}
