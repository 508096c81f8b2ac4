import Glibc

extension String {
  /// The names between the slashes of a path, without empty ones.
  ///
  /// Paths are bytes. `Character`s are not: a slash and a mark behind it are one character, and two names may differ in
  /// bytes and yet be equal as strings.
  package var pathParts: [String] { utf8.split(separator: UInt8(ascii: "/")).map { String(Substring($0)) } }

  /// Whether two strings have the same bytes.
  package func hasSameBytes(as other: String) -> Bool { utf8.elementsEqual(other.utf8) }

  /// Whether the path is, or lies in, a folder where runs keep what they need to resume.
  package var isReservedForRuns: Bool { pathParts.contains { $0.hasSameBytes(as: ".minwal") } }

  /// Whether the string begins with the bytes of another.
  package func hasBytePrefix(_ prefix: String) -> Bool { utf8.starts(with: prefix.utf8) }
}

// Names of files that are not UTF-8.
//
// In a path, a byte that is not UTF-8 is the private-use character U+10FF00 plus the byte, so that strings can hold any
// path. Where a name has characters of that kind, their bytes are written the same way, so that both ways are exact.
//
// Every path comes in by one of the initializers or by `asPath`, and goes out by `withPathBytes`: a call that got the
// string as it is would look for another file.
extension String {
  private static let escapes: ClosedRange<UInt32> = 0x10_FF80...0x10_FFFF

  /// The path that the string is the text of, as someone has written it into a recipe: that of its UTF-8.
  package var asPath: String { utf8.contains(0xF4) ? String(pathBytes: Array(utf8)) : self }

  /// The text that the path has the bytes of; U+FFFD for what is not UTF-8.
  package var pathText: String { hasPathEscapes ? unsafe withPathBytes { unsafe String(cString: $0) } : self }

  /// A path from the bytes that the operating system has, up to a zero.
  package init(pathCString: UnsafePointer<CChar>) {
    let bytes = unsafe UnsafeBufferPointer(start: pathCString, count: strlen(pathCString))
    self.init(pathBytes: unsafe bytes.map { UInt8(bitPattern: $0) })
  }

  private init(pathBytes bytes: [UInt8]) { self.init(pathBytes: bytes.span) }

  /// A path from the bytes that the operating system has.
  package init(pathBytes bytes: Span<UInt8>) {
    if UTF8Validation.firstInvalid(in: bytes) == nil, bytes.firstIndex(of: 0xF4, from: 0) == nil {
      self.init(decodingUTF8: bytes)
      return
    }
    var scalars = UnicodeScalarView()
    var rest = 0
    while rest < bytes.count {
      let bad = UTF8Validation.firstInvalid(in: bytes.extracting(rest..<bytes.count))
      let end = bad.map { rest + $0.lowerBound } ?? bytes.count
      for scalar in String(decodingUTF8: bytes.extracting(rest..<end)).unicodeScalars {
        if Self.escapes.contains(scalar.value) {
          for byte in UTF8.encode(scalar)! { scalars.append(Self.escape(byte)) }  // every scalar has UTF-8
        } else {
          scalars.append(scalar)
        }
      }
      rest = end + (bad?.count ?? 0)
      for index in end..<rest { scalars.append(Self.escape(bytes[index])) }
    }
    self.init(scalars)
  }

  /// Hands out the path as the operating system has it, with a zero behind it.
  package func withPathBytes<Result>(_ body: (UnsafePointer<CChar>) -> Result) -> Result {
    guard hasPathEscapes else { return unsafe withCString(body) }
    var bytes: [CChar] = []
    for scalar in unicodeScalars {
      if Self.escapes.contains(scalar.value) {
        bytes.append(CChar(truncatingIfNeeded: scalar.value))
      } else {
        for byte in UTF8.encode(scalar)! { bytes.append(CChar(bitPattern: byte)) }  // every scalar has UTF-8
      }
    }
    return unsafe (bytes + [0]).withUnsafeBufferPointer { unsafe body($0.baseAddress!) }  // it is not empty
  }

  /// The path for people: U+FFFD for what is not UTF-8.
  package var displayedPath: String {
    guard hasPathEscapes else { return self }
    return String(UnicodeScalarView(unicodeScalars.map { Self.escapes.contains($0.value) ? "\u{FFFD}" : $0 }))
  }

  /// The path as a document's id: for people, and with a hash of its bytes before the ending if they are not UTF-8,
  /// since such names may look alike.
  package var pathAsID: String {
    guard hasPathEscapes else { return self }
    let hash = StableHash.hex(StableHash.hash(self)).prefix(12)
    let (folder, name) = FileSystem.split(displayedPath)
    let end = name.utf8.lastIndex(of: UInt8(ascii: ".")) ?? name.endIndex
    return FileSystem.join(folder, "\(name[..<end])-\(hash)\(name[end...])")
  }

  private var hasPathEscapes: Bool {
    utf8.contains(0xF4) && unicodeScalars.contains { Self.escapes.contains($0.value) }
  }

  fileprivate static func isEscape(_ scalar: Unicode.Scalar) -> Bool { escapes.contains(scalar.value) }

  private static func escape(_ byte: UInt8) -> Unicode.Scalar {
    // Only bytes from 0x80 on are escaped, and all of these are scalars.
    Unicode.Scalar(0x10_FF00 + UInt32(byte)) ?? "\u{FFFD}"
  }
}

extension Unicode.Scalar {
  /// Whether the character stands for a byte in paths, so that a name which is not a path yet cannot have it.
  package var standsForByte: Bool { String.isEscape(self) }
}
