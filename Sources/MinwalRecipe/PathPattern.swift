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
    var failed: Set<Place> = []
    return match(parts[...], path[...], &found, &failed) ? found : nil
  }

  /// How far a match has come: in the pattern, and in what is matched. From where it has failed once, it is not tried again, so
  /// that a hostile name takes time in proportion to its length.
  private struct Place: Hashable {
    var pattern: Int
    var subject: Int
  }

  private func match(
    _ parts: ArraySlice<[Piece]?>, _ path: ArraySlice<String>, _ found: inout [(name: String, value: String)],
    _ failed: inout Set<Place>
  ) -> Bool {
    guard let part = parts.first else { return path.isEmpty }
    let place = Place(pattern: parts.startIndex, subject: path.startIndex)
    guard !failed.contains(place) else { return false }
    let before = found.count
    if let pieces = part {
      if let name = path.first {
        var failedPieces: Set<Place> = []
        if match(pieces[...], Array(name.utf8)[...], &found, &failedPieces),
          match(parts.dropFirst(), path.dropFirst(), &found, &failed)
        {
          return true
        }
      }
    } else {
      for count in 0...path.count where match(parts.dropFirst(), path.dropFirst(count), &found, &failed) {
        return true
      }
    }
    found.removeSubrange(before...)
    failed.insert(place)
    return false
  }

  private func match(
    _ pieces: ArraySlice<Piece>, _ bytes: ArraySlice<UInt8>, _ found: inout [(name: String, value: String)],
    _ failed: inout Set<Place>
  ) -> Bool {
    guard let piece = pieces.first else { return bytes.isEmpty }
    let place = Place(pattern: pieces.startIndex, subject: bytes.startIndex)
    guard !failed.contains(place) else { return false }
    let rest = pieces.dropFirst()
    let before = found.count
    switch piece {
    case .bytes(let text):
      if bytes.starts(with: text), match(rest, bytes.dropFirst(text.count), &found, &failed) { return true }
    case .any:
      for count in 0...bytes.count where match(rest, bytes.dropFirst(count), &found, &failed) { return true }
    case .name(let name):
      for count in stride(from: 1, through: bytes.count, by: 1) {
        found.append((name, String(decoding: bytes.prefix(count), as: UTF8.self)))
        if match(rest, bytes.dropFirst(count), &found, &failed) { return true }
        found.removeSubrange(before...)
      }
    }
    failed.insert(place)
    return false
  }
}
