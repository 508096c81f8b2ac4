import CCodecs
import CZlib
public import MinwalText

/// A way in which servers compress what they send (RFC 9110, section 8.4.1).
public enum ContentCoding: Sendable {
  case gzip
  /// zlib (RFC 1950), or bare deflate (RFC 1951), which some servers send instead.
  case deflate
  /// RFC 8878.
  case zstd
  /// RFC 7932, by the system's library.
  case brotli

  /// The coding of a name; `nil` if it is another one.
  public init?(name: String) {
    switch name.lowercased() {
    case "gzip", "x-gzip": self = .gzip
    case "deflate": self = .deflate
    case "zstd": self = .zstd
    case "br": self = .brotli
    default: return nil
    }
  }

  /// Whether its library is installed.
  public var isAvailable: Bool { self != .brotli || minwal_brotli_is_there() != 0 }

  /// Decompresses some bytes.
  ///
  /// - Parameters:
  ///   - bytes: All of what was sent.
  ///   - output: Gets what it was, behind what it has.
  ///   - limit: How many bytes may come out.
  /// - Throws: ``Decompressor/Damage`` if they are not of the coding, are cut off, or are more than `limit`.
  public func decode(
    _ bytes: Span<UInt8>, into output: inout ByteBuffer, atMost limit: Int
  ) throws(Decompressor.Damage) {
    switch self {
    case .gzip: try Self.members(.gzip, bytes, &output, limit)
    case .zstd: try Self.members(.zstd, bytes, &output, limit)
    case .deflate:
      let start = output.count
      // Its first two bytes are a multiple of 31, and name the method.
      let isWrapped = bytes.count >= 2 && bytes[0] & 0x0F == 8 && (Int(bytes[0]) << 8 | Int(bytes[1])) % 31 == 0
      do throws(Decompressor.Damage) {
        try Self.inflate(bytes, windowBits: isWrapped ? MAX_WBITS : -MAX_WBITS, &output, limit)
      } catch {
        guard isWrapped else { throw error }
        output.truncate(to: start)
        try Self.inflate(bytes, windowBits: -MAX_WBITS, &output, limit)
      }
    case .brotli: try Self.brotli(bytes, &output, limit)
    }
  }

  /// How many bytes come out at once.
  private static let piece = 64 << 10

  private static func tooMuch(_ limit: Int) -> Decompressor.Damage {
    Decompressor.Damage("it decompresses to more than \(limit) bytes")
  }

  private static let cutOff = Decompressor.Damage("it is cut off")

  private static func members(
    _ compression: Compression, _ bytes: Span<UInt8>, _ output: inout ByteBuffer, _ limit: Int
  ) throws(Decompressor.Damage) {
    let decompressor = Decompressor(compression)
    let start = output.count
    var position = 0
    var isBetweenMembers = false
    while position < bytes.count {
      let before = output.count
      let step = try decompressor.step(bytes.extracting(position..<bytes.count), into: &output, atMost: piece)
      position += step.consumed
      isBetweenMembers = step.endsMember
      guard output.count - start <= limit else { throw tooMuch(limit) }
      // What follows the last member is none.
      if isBetweenMembers, Compression(head: bytes.extracting(position..<bytes.count)) != compression { return }
      guard step.consumed > 0 || output.count > before || isBetweenMembers else { break }
    }
    guard isBetweenMembers else { throw cutOff }
  }

  private static func inflate(
    _ bytes: Span<UInt8>, windowBits: Int32, _ output: inout ByteBuffer, _ limit: Int
  ) throws(Decompressor.Damage) {
    var stream = unsafe z_stream()
    guard unsafe inflateInit2_(&stream, windowBits, ZLIB_VERSION, Int32(MemoryLayout<z_stream>.size)) == Z_OK else {
      throw Decompressor.Damage("zlib has no memory")
    }
    defer { unsafe inflateEnd(&stream) }
    let start = output.count
    var position = 0
    while true {
      var result = Z_OK
      var (consumed, produced) = (0, 0)
      unsafe bytes.extracting(position..<bytes.count).withUnsafeBufferPointer { source in
        unsafe output.appendUnchecked(limit: piece) { target in
          // zlib does not write to its input, though its declaration does not say so.
          unsafe stream.next_in = UnsafeMutablePointer(mutating: source.baseAddress)
          let given = min(source.count, Int(UInt32.max))
          unsafe stream.avail_in = UInt32(given)
          unsafe stream.next_out = target.baseAddress?.assumingMemoryBound(to: UInt8.self)
          unsafe stream.avail_out = UInt32(target.count)
          result = unsafe CZlib.inflate(&stream, Z_NO_FLUSH)
          consumed = unsafe given - Int(stream.avail_in)
          produced = unsafe target.count - Int(stream.avail_out)
          return produced
        }
      }
      position += consumed
      guard output.count - start <= limit else { throw tooMuch(limit) }
      if result == Z_STREAM_END { return }
      guard result == Z_OK || result == Z_BUF_ERROR else { throw Decompressor.Damage("damaged deflate data") }
      guard consumed > 0 || produced > 0 else { throw cutOff }
    }
  }

  private static func brotli(
    _ bytes: Span<UInt8>, _ output: inout ByteBuffer, _ limit: Int
  ) throws(Decompressor.Damage) {
    guard let stream = unsafe minwal_brotli_open() else {
      throw Decompressor.Damage("libbrotlidec is not installed (Debian's package is libbrotli1)")
    }
    defer { unsafe minwal_brotli_close(stream) }
    let start = output.count
    var position = 0
    while true {
      var result = CInt(0)
      var left = 0
      unsafe bytes.extracting(position..<bytes.count).withUnsafeBufferPointer { source in
        unsafe output.appendUnchecked(limit: piece) { target in
          var (input, room) = (source.baseAddress, target.count)
          left = source.count
          var place = unsafe target.baseAddress?.assumingMemoryBound(to: UInt8.self)
          result = unsafe minwal_brotli_step(stream, &left, &input, &room, &place)
          return target.count - room
        }
      }
      position = bytes.count - left
      guard output.count - start <= limit else { throw tooMuch(limit) }
      if Int(result) == minwal_brotli_done { return }
      guard Int(result) == minwal_brotli_needs_output else {
        throw Int(result) == minwal_brotli_needs_input ? cutOff : Decompressor.Damage("damaged Brotli data")
      }
    }
  }
}
