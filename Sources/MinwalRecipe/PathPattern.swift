/// A pattern of paths that has names for parts of them: `{site}/{year}/*.txt`.
///
/// `{name}` stands for one character or more within a part of a path, `*` for any, and the part `**` for any parts. Of several
/// ways to match, the one in which earlier names are shortest counts.
public struct PathPattern: Hashable, Sendable {
  private enum Piece: Hashable, Sendable {
    case bytes([UInt8])
    case any
    case name(String)
  }

  /// The pattern as the recipe has it.
  public let written: String
  /// The pieces of each part; `nil` for any parts.
  private let parts: [[Piece]?]

  /// Reads a pattern; `nil` if it has no name, one twice, or a brace that stands alone.
  public init?(_ pattern: String) {
    written = pattern
    var names: Set<String> = []
    var parts: [[Piece]?] = []
    for part in pattern.split(separator: "/") {
      if part == "**" {
        parts.append(nil)
        continue
      }
      var pieces: [Piece] = []
      var rest = part[...]
      while let first = rest.first {
        if first == "*" {
          pieces.append(.any)
          rest.removeFirst()
        } else if first == "{" {
          guard let end = rest.firstIndex(of: "}") else { return nil }
          let name = String(rest[rest.index(after: rest.startIndex)..<end])
          guard !name.isEmpty, !name.contains("{"), names.insert(name).inserted else { return nil }
          pieces.append(.name(name))
          rest = rest[rest.index(after: end)...]
        } else {
          let text = rest.prefix { $0 != "*" && $0 != "{" }
          guard !text.contains("}") else { return nil }
          pieces.append(.bytes(Array(text.utf8)))
          rest = rest[text.endIndex...]
        }
      }
      parts.append(pieces)
    }
    guard !names.isEmpty else { return nil }
    self.parts = parts
  }

  /// The values that a path gives to the names, in the order of the pattern; `nil` if it does not match.
  public func values(of path: [String]) -> [(name: String, value: String)]? {
    var found: [(name: String, value: String)] = []
    return match(parts[...], path[...], &found) ? found : nil
  }

  private func match(
    _ parts: ArraySlice<[Piece]?>, _ path: ArraySlice<String>, _ found: inout [(name: String, value: String)]
  ) -> Bool {
    guard let part = parts.first else { return path.isEmpty }
    let before = found.count
    guard let pieces = part else {
      // Patterns have few parts, and paths too.
      for count in 0...path.count where match(parts.dropFirst(), path.dropFirst(count), &found) { return true }
      return false
    }
    guard let name = path.first else { return false }
    if match(pieces[...], Array(name.utf8)[...], &found), match(parts.dropFirst(), path.dropFirst(), &found) {
      return true
    }
    found.removeSubrange(before...)
    return false
  }

  private func match(
    _ pieces: ArraySlice<Piece>, _ bytes: ArraySlice<UInt8>, _ found: inout [(name: String, value: String)]
  ) -> Bool {
    guard let piece = pieces.first else { return bytes.isEmpty }
    let rest = pieces.dropFirst()
    let before = found.count
    switch piece {
    case .bytes(let text): return bytes.starts(with: text) && match(rest, bytes.dropFirst(text.count), &found)
    case .any:
      for count in 0...bytes.count where match(rest, bytes.dropFirst(count), &found) { return true }
      return false
    case .name(let name):
      guard !bytes.isEmpty else { return false }
      for count in 1...bytes.count {
        found.append((name, String(decoding: bytes.prefix(count), as: UTF8.self)))
        if match(rest, bytes.dropFirst(count), &found) { return true }
        found.removeSubrange(before...)
      }
      return false
    }
  }
}
