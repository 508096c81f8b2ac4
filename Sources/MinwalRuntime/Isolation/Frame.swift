import Glibc
import Minwal

/// How values cross between a run and its child processes: a header, then the value's bytes.
///
/// The header has a magic number, the count of the bytes that follow, and their XXH64. The sender is of the same
/// build, so that the format needs no version; what is checked is whether a stage's stray write came in between.
struct Frame {
  /// What arrived is not a frame.
  enum Malformed: Error, Hashable {
    /// The header does not begin as one does.
    case magic
    /// More bytes are announced than a value ever has.
    case size(UInt64)
    /// The bytes are not those that were sent.
    case hash
    /// The other end was closed in the middle.
    case cutShort
  }

  /// How many bytes a header has.
  static let headerSize = 24
  /// The most bytes of a frame: documents have at most 1 GiB, and what comes of one is some times its size.
  static let limit: UInt64 = 64 << 30
  private static let magic: UInt64 = 0x0A65_6D61_7266_776D  // "mwframe\n"

  /// How many bytes follow the header.
  let size: Int
  private let hash: UInt64

  /// Describes some bytes.
  init(of payload: Span<UInt8>) {
    size = payload.count
    hash = StableHash.hash(payload)
  }

  /// Reads a header, which must be whole.
  init(header: ByteBuffer) throws(Malformed) {
    var reader = BinaryReader(header)
    guard let magic = try? reader.read(UInt64.self), let size = try? reader.read(UInt64.self),
      let hash = try? reader.read(UInt64.self)
    else { throw .cutShort }
    guard magic == Self.magic else { throw .magic }
    guard size <= Self.limit else { throw .size(size) }
    self.size = Int(size)
    self.hash = hash
  }

  /// The header's bytes.
  var header: ByteBuffer {
    var writer = BinaryWriter()
    writer.write(Self.magic)
    writer.write(size)
    writer.write(hash)
    return writer.buffer
  }

  /// Sees to it that these are the bytes that were described.
  func check(_ payload: Span<UInt8>) throws(Malformed) {
    guard payload.count == size, StableHash.hash(payload) == hash else { throw .hash }
  }
}
