/// Which short pieces of text were removed most: the lines that a corpus is better off without.
///
/// Counts are exact until there are ``limit`` different pieces; then the rarest are forgotten. The same documents in
/// the same order always give the same counts.
public struct RemovalCounts: Sendable {
  /// A piece and how often it was removed.
  public struct Entry: Hashable, Sendable {
    public var text: String
    public var count: Int
  }

  /// How many different pieces are counted at most.
  public static let limit = 8192
  /// Longer pieces, in bytes, are not counted.
  private static let longest = 120

  private var positions: [UInt64: Int] = [:]
  private var entries: [Entry] = []
  /// The hash of each of ``entries``.
  private var hashes: [UInt64] = []

  /// Creates empty counts.
  public init() {}

  /// Counts a piece, without the white space around it.
  mutating func add(_ bytes: Span<UInt8>) {
    var (start, end) = (0, bytes.count)
    // ASCII white space and controls, and no-break spaces (C2 A0).
    while start < end, bytes[start] <= 0x20 || bytes[start] == 0xC2 && bytes[min(start + 1, end - 1)] == 0xA0 {
      start += bytes[start] == 0xC2 ? 2 : 1
    }
    while end > start, bytes[end - 1] <= 0x20 || bytes[end - 1] == 0xA0 && bytes[max(end - 2, start)] == 0xC2 {
      end -= bytes[end - 1] == 0xA0 ? 2 : 1
    }
    guard start < end, end - start <= Self.longest else { return }
    let piece = bytes.extracting(start..<end)
    let hash = StableHash.hash(piece)
    if let position = positions[hash] {
      entries[position].count += 1
    } else {
      insert(Entry(text: String(decodingUTF8: piece), count: 1), hash)
    }
  }

  /// Adds the counts of documents that come later.
  public mutating func merge(_ later: RemovalCounts) {
    for (entry, hash) in zip(later.entries, later.hashes) {
      if let position = positions[hash] {
        entries[position].count += entry.count
      } else {
        insert(entry, hash)
      }
    }
  }

  /// The pieces that were removed most, the most frequent first.
  public func top(_ count: Int) -> [Entry] {
    Array(entries.sorted { ($1.count, $0.text) < ($0.count, $1.text) }.prefix(count))
  }

  /// Forgets everything and keeps the memory.
  mutating func removeAll() {
    guard !entries.isEmpty else { return }
    positions.removeAll(keepingCapacity: true)
    entries.removeAll(keepingCapacity: true)
    hashes.removeAll(keepingCapacity: true)
  }

  private mutating func insert(_ entry: Entry, _ hash: UInt64) {
    if entries.count == Self.limit { forgetTheRarest() }
    positions[hash] = entries.count
    entries.append(entry)
    hashes.append(hash)
  }

  private mutating func forgetTheRarest() {
    var least = 1
    while entries.lazy.filter({ $0.count > least }).count > Self.limit / 2 { least *= 2 }
    let frequent = zip(entries, hashes).filter { $0.0.count > least }
    removeAll()
    for (entry, hash) in frequent {
      positions[hash] = entries.count
      entries.append(entry)
      hashes.append(hash)
    }
  }
}

extension RemovalCounts: BinaryCodable {
  public func encode(into writer: inout BinaryWriter) {
    writer.write(entries.map(\.text))
    for entry in entries { writer.write(entry.count) }
  }

  public init(from reader: inout BinaryReader) throws {
    for text in try reader.read([String].self) {
      let hash = StableHash.hash(text)
      guard entries.count < Self.limit, positions[hash] == nil else {
        throw reader.malformed("at most \(Self.limit) different pieces")
      }
      insert(Entry(text: text, count: 0), hash)
    }
    for index in entries.indices { entries[index].count = try reader.readAmount() }
  }
}
