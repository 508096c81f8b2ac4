import CZlib
import CZstd
public import MinwalText

/// A way to write compressed files, as a row of gzip members or zstd frames that can each be read alone.
///
/// The same bytes give the same member or frame: there is no time and no name in it.
public struct Compressor: Hashable, Sendable {
  /// The reason why bytes cannot be compressed: memory ran out.
  public struct Failure: Error, CustomStringConvertible {
    public var description: String
  }

  public let compression: Compression
  /// How hard to try: larger is smaller and slower.
  public let level: Int

  /// Creates a compressor, unless the format can be read only, or does not have the level.
  ///
  /// - Parameters:
  ///   - compression: The format.
  ///   - level: How hard to try, one of ``levels(of:)``; `nil` for what is usual.
  public init?(_ compression: Compression, level: Int? = nil) {
    guard let levels = Self.levels(of: compression) else { return nil }
    let level = level ?? Self.usualLevel(of: compression)
    guard levels.contains(level) else { return nil }
    self.compression = compression
    self.level = level
  }

  /// The levels of a format; `nil` if it can be read only.
  public static func levels(of compression: Compression) -> ClosedRange<Int>? {
    switch compression {
    case .gzip: 1...9
    case .zstd: 1...19
    case .bzip2, .xz: nil
    }
  }

  /// The level of a format that its own program has by default.
  public static func usualLevel(of compression: Compression) -> Int { compression == .zstd ? 3 : 6 }

  /// Compresses some bytes to a member or frame of its own, also if there are none.
  ///
  /// - Parameter bytes: What to compress.
  /// - Returns: The member or frame.
  /// - Throws: ``Failure``.
  public func compress(_ bytes: Span<UInt8>) throws(Failure) -> ByteBuffer {
    compression == .zstd ? try zstd(bytes) : try gzip(bytes)
  }

  private func gzip(_ bytes: Span<UInt8>) throws(Failure) -> ByteBuffer {
    var stream = unsafe z_stream()
    // 16 more than the window says: with the header and the check sum of gzip.
    guard
      unsafe deflateInit2_(
        &stream, Int32(level), Z_DEFLATED, MAX_WBITS + 16, 8, Z_DEFAULT_STRATEGY, ZLIB_VERSION,
        Int32(MemoryLayout<z_stream>.size)) == Z_OK
    else { throw Failure(description: "gzip has no memory") }
    defer { unsafe deflateEnd(&stream) }
    let room = Int(unsafe deflateBound(&stream, UInt(bytes.count)))
    var output = ByteBuffer()
    var isDone = false
    unsafe output.appendUnchecked(limit: room) { target in
      unsafe bytes.withUnsafeBufferPointer { source in
        // zlib does not write to its input, though its declaration does not say so.
        unsafe stream.next_in = UnsafeMutablePointer(mutating: source.baseAddress)
        unsafe stream.avail_in = UInt32(truncatingIfNeeded: source.count)
        unsafe stream.next_out = target.baseAddress?.assumingMemoryBound(to: UInt8.self)
        unsafe stream.avail_out = UInt32(truncatingIfNeeded: room)
        isDone = unsafe deflate(&stream, Z_FINISH) == Z_STREAM_END
        return Int(unsafe stream.total_out)
      }
    }
    guard isDone else { throw Failure(description: "gzip has failed") }
    return output
  }

  private func zstd(_ bytes: Span<UInt8>) throws(Failure) -> ByteBuffer {
    guard let context = unsafe ZSTD_createCCtx() else { throw Failure(description: "zstd has no memory") }
    defer { unsafe ZSTD_freeCCtx(context) }
    unsafe ZSTD_CCtx_setParameter(context, ZSTD_c_compressionLevel, Int32(level))
    unsafe ZSTD_CCtx_setParameter(context, ZSTD_c_checksumFlag, 1)
    let room = ZSTD_compressBound(bytes.count)
    var output = ByteBuffer()
    var code = 0
    unsafe output.appendUnchecked(limit: room) { target in
      unsafe bytes.withUnsafeBytes { source in
        code = unsafe ZSTD_compress2(context, target.baseAddress, room, source.baseAddress, source.count)
        return ZSTD_isError(code) != 0 ? 0 : code
      }
    }
    guard ZSTD_isError(code) == 0 else {
      throw Failure(description: "zstd has failed: \(unsafe String(cString: ZSTD_getErrorName(code)))")
    }
    return output
  }
}
