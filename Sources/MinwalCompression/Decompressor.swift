public import MinwalText

/// A stream of compressed bytes that is being read.
///
/// A file may consist of several members (RFC 1952) or frames (RFC 8878), one behind the other. Each ends with
/// ``Step/endsMember``; at such a place reading can begin without what lies before it. A reference, since the libraries
/// keep pointers into their state.
public final class Decompressor {
  /// The result of a step.
  public struct Step: Sendable {
    /// How many bytes of the input were taken.
    public var consumed: Int
    /// Whether a member ended there.
    public var endsMember: Bool
  }

  /// The error of bytes that are not what their beginning promised.
  public struct Damage: Error, Hashable, Sendable, CustomStringConvertible {
    /// The compression, and what its library says.
    public var description: String
    /// How many bytes of the input lie before the place where it was noticed.
    public var consumed: Int

    /// Describes damage.
    public init(_ description: String, at consumed: Int = 0) {
      self.description = description
      self.consumed = consumed
    }
  }

  private let codec: any Codec

  /// Begins to read.
  public init(_ compression: Compression) {
    codec =
      switch compression {
      case .gzip: GzipCodec()
      case .zstd: ZstdCodec()
      case .bzip2: BZip2Codec()
      case .xz: XZCodec()
      }
  }

  /// Decompresses some bytes, within one member.
  ///
  /// - Parameters:
  ///   - input: What comes next of the file.
  ///   - output: Gets what comes out, behind what it has.
  ///   - room: How many bytes may come out.
  /// - Returns: How far it got. If nothing was taken and nothing came out, it needs more input.
  /// - Throws: ``Damage``.
  public func step(
    _ input: Span<UInt8>, into output: inout ByteBuffer, atMost room: Int
  ) throws(Damage) -> Step {
    try codec.step(input, into: &output, atMost: room)
  }

  /// Decompresses a member that is there as a whole, and small, faster than step by step.
  ///
  /// - Parameters:
  ///   - input: What comes next of the file: the start of a member.
  ///   - output: Gets what comes out, behind what it has.
  ///   - room: How many bytes may come out.
  /// - Returns: How far it got; `nil` if there is no such way, and nothing was taken.
  public func wholeMember(_ input: Span<UInt8>, into output: inout ByteBuffer, atMost room: Int) -> Step? {
    codec.wholeMember(input, into: &output, atMost: room)
  }
}

/// A library's decompressor. A reference, since the libraries keep pointers into their state.
protocol Codec: AnyObject {
  func step(
    _ input: Span<UInt8>, into output: inout ByteBuffer, atMost room: Int
  ) throws(Decompressor.Damage) -> Decompressor.Step

  func wholeMember(_ input: Span<UInt8>, into output: inout ByteBuffer, atMost room: Int) -> Decompressor.Step?
}

extension Codec {
  func wholeMember(_ input: Span<UInt8>, into output: inout ByteBuffer, atMost room: Int) -> Decompressor.Step? { nil }
}
