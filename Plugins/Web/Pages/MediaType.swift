import Minwal

/// A media type as headers have it: `text/html; charset=UTF-8`.
struct MediaType: Hashable, Sendable {
  /// Type and subtype in small letters.
  let essence: String
  /// What it says of the encoding, as it is written.
  let charset: String?

  /// Reads a header's value.
  ///
  /// - Returns: `nil` if it is none.
  init?(_ value: String) {
    let parts = value.split(separator: ";", omittingEmptySubsequences: false)
    let essence = (parts.first ?? "").filter { !$0.isWhitespace }.lowercased()
    guard essence.utf8.contains(UInt8(ascii: "/")) else { return nil }
    self.essence = essence
    charset =
      parts.dropFirst().lazy.compactMap { part -> String? in
        let sides = part.split(separator: "=", maxSplits: 1)
        guard sides.count == 2, sides[0].filter({ !$0.isWhitespace }).lowercased() == "charset" else { return nil }
        let value = sides[1].filter { !$0.isWhitespace && $0 != "\"" && $0 != "'" }
        return value.isEmpty ? nil : value
      }.first
  }

  /// Whether it is HTML.
  var isHTML: Bool { Self.html.contains(essence) }

  static let html: Set<String> = ["text/html", "application/xhtml+xml"]

  /// The encoding in the `content` of a `meta`, which need not be a media type: the standard's "extract a character
  /// encoding from a meta element".
  static func charset(inContent content: String) -> String? {
    var rest = content[...]
    while let range = rest.firstRange(of: "charset") {
      rest = rest[range.upperBound...].drop(while: \.isWhitespace)
      guard rest.first == "=" else { continue }
      let value = rest.dropFirst().drop(while: \.isWhitespace)
      guard let first = value.first else { return nil }
      if first == "\"" || first == "'" {
        let inner = value.dropFirst()
        return inner.firstIndex(of: first).map { String(inner[..<$0]) }
      }
      return String(value.prefix { !$0.isWhitespace && $0 != ";" })
    }
    return nil
  }
}
