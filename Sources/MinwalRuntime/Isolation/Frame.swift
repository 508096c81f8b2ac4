import Glibc
import Minwal
import MinwalRecipe

/// What both ends of frames must agree on, beside the version of their format.
struct FrameIdentity: Hashable, Sendable {
  /// The recipe's fingerprint, of whose work the frames are; `nil` as long as an end does not know.
  let recipe: UInt64?

  /// The identity of an end that has not been told yet.
  static let unknown = FrameIdentity(recipe: nil)

  init(recipe: UInt64?) { self.recipe = recipe }

  init(fingerprint: String) { recipe = StableHash.hash(fingerprint) }

  init(_ recipe: Recipe) { self.init(fingerprint: recipe.fingerprint) }
}

/// How values cross between processes of a run: a header, then the value's bytes.
///
/// The header has a magic number, the version of the format, the recipe's fingerprint, the count of the bytes that follow,
/// and their XXH64. So an end of another build or another recipe is refused, and what a stage's stray write has spoiled.
struct Frame {
  /// What arrived is not a frame.
  enum Malformed: Error, Hashable {
    /// The header does not begin as one does.
    case magic
    /// It is of another version of the format.
    case version(UInt64)
    /// It is of another recipe's work.
    case recipe
    /// More bytes are announced than a value ever has.
    case size(UInt64)
    /// The bytes are not those that were sent.
    case hash
    /// The other end was closed in the middle.
    case cutShort
  }

  /// How many bytes a header has.
  static let headerSize = 40
  static let version: UInt64 = 2
  /// The most bytes of a frame: documents have at most 1 GiB, and what comes of one is some times its size.
  static let limit: UInt64 = 64 << 30
  private static let magic: UInt64 = 0x0A65_6D61_7266_776D  // "mwframe\n"

  /// How many bytes follow the header.
  let size: Int
  private let hash: UInt64
  private let identity: FrameIdentity

  /// Describes some bytes.
  init(of payload: Span<UInt8>, _ identity: FrameIdentity = .unknown) {
    self.identity = identity
    size = payload.count
    hash = StableHash.hash(payload)
  }

  /// Reads a header, which must be whole, and of the right recipe as far as that is known.
  init(header: ByteBuffer, _ identity: FrameIdentity = .unknown) throws(Malformed) {
    var reader = BinaryReader(header)
    guard let magic = try? reader.read(UInt64.self), let version = try? reader.read(UInt64.self),
      let recipe = try? reader.read(UInt64.self), let size = try? reader.read(UInt64.self),
      let hash = try? reader.read(UInt64.self)
    else { throw .cutShort }
    guard magic == Self.magic else { throw .magic }
    guard version == Self.version else { throw .version(version) }
    if let expected = identity.recipe, recipe != expected { throw .recipe }
    self.identity = FrameIdentity(recipe: recipe)
    guard size <= Self.limit else { throw .size(size) }
    self.size = Int(size)
    self.hash = hash
  }

  /// The header's bytes.
  var header: ByteBuffer {
    var writer = BinaryWriter()
    writer.write(Self.magic)
    writer.write(Self.version)
    writer.write(identity.recipe ?? 0)
    writer.write(size)
    writer.write(hash)
    return writer.buffer
  }

  /// Sees to it that these are the bytes that were described.
  func check(_ payload: Span<UInt8>) throws(Malformed) {
    guard payload.count == size, StableHash.hash(payload) == hash else { throw .hash }
  }
}

extension Frame.Malformed: CustomStringConvertible {
  var description: String {
    switch self {
    case .magic, .size, .hash: "what came is damaged"
    case .version(let version): "it is of version \(version) of the protocol, and this Minwal has \(Frame.version)"
    case .recipe: "it is of another recipe, or of another state of this one"
    case .cutShort: "it is cut off"
    }
  }
}
