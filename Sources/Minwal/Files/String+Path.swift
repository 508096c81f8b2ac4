extension String {
  /// The names between the slashes of a path, without empty ones.
  ///
  /// Paths are bytes. `Character`s are not: a slash and a mark behind it are one character, and two names may differ in
  /// bytes and yet be equal as strings.
  package var pathParts: [String] { utf8.split(separator: UInt8(ascii: "/")).map { String(Substring($0)) } }

  /// Whether two strings have the same bytes.
  package func hasSameBytes(as other: String) -> Bool { utf8.elementsEqual(other.utf8) }

  /// Whether the string begins with the bytes of another.
  package func hasBytePrefix(_ prefix: String) -> Bool { utf8.starts(with: prefix.utf8) }
}
