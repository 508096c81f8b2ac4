/// A way in which whole files are compressed, known by the first bytes of a file or by the suffix of its name.
public enum Compression: String, CaseIterable, Sendable {
  case gzip
  case zstd
  case bzip2
  case xz

  /// The suffixes of file names, without the dot; the first is the usual one.
  public var suffixes: [String] {
    switch self {
    case .gzip: ["gz", "gzip"]
    case .zstd: ["zst", "zstd"]
    case .bzip2: ["bz2"]
    case .xz: ["xz"]
    }
  }

  /// The bytes that every such file begins with.
  public var signature: [UInt8] {
    switch self {
    case .gzip: [0x1F, 0x8B, 0x08]  // RFC 1952, with deflate as the only method
    case .zstd: [0x28, 0xB5, 0x2F, 0xFD]  // RFC 8878
    case .bzip2: [0x42, 0x5A, 0x68]  // "BZh"
    case .xz: [0xFD, 0x37, 0x7A, 0x58, 0x5A, 0x00]
    }
  }

  /// The word for what a file of it consists of: what can be read, and is checked, alone.
  public var unit: String {
    switch self {
    case .gzip: "member"
    case .zstd: "frame"
    case .bzip2, .xz: "stream"
    }
  }

  /// So many of a file's first bytes are enough to tell.
  public static let headSize = 6

  /// Tells the compression of a file by its first bytes; `nil` if they are those of no compressed file.
  ///
  /// - Parameter head: The first bytes of the file; ``headSize`` are enough.
  public init?(head: Span<UInt8>) {
    for candidate in Self.allCases {
      let signature = candidate.signature
      guard head.count >= signature.count, signature.indices.allSatisfy({ head[$0] == signature[$0] }) else { continue }
      self = candidate
      return
    }
    return nil
  }

  /// Tells the compression of a file by the suffix of its name, whatever its case.
  ///
  /// - Parameter path: A path, or a name.
  /// - Returns: The compression, and the path without the suffix; `nil` if the name has no such suffix.
  public static func bySuffix(of path: String) -> (compression: Compression, rest: String)? {
    let lowercased = path.lowercased()
    for candidate in allCases {
      for suffix in candidate.suffixes where lowercased.hasSuffix("." + suffix) {
        return (candidate, String(path.dropLast(suffix.count + 1)))
      }
    }
    return nil
  }
}
