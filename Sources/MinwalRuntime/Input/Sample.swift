import Minwal

/// So many documents of an input, chosen by a hash of where each stands: always the same ones of the same input.
///
/// To choose them, the input is gone through once without reading a document: files are cut into records, and those with the
/// least hashes stay. So it takes memory for the sample only.
struct Sample: Sendable {
  /// The numbers of the documents, from 0 in the order of the input, ascending.
  private let chosen: [Int]

  /// Chooses documents.
  ///
  /// - Parameters:
  ///   - count: How many; all, if there are fewer.
  ///   - items: What is to be read.
  ///   - readers: The recipe's readers.
  /// - Throws: if the input cannot be read, or ``StageError`` that says that the run is to end.
  init(_ count: Int, of items: [InputItem], _ readers: ReaderTable) throws {
    var source = DocumentSource(items, readers, limit: nil)
    var batch = RawBatch()
    var least: [(hash: UInt64, number: Int)] = []
    var most = UInt64.max
    while try source.next(into: &batch) {
      let files = batch.files.map { StableHash.hash($0.id) }
      for (offset, record) in batch.records.enumerated() {
        let hash = Self.hash(files[record.file], record.position?.bytes ?? BytePosition())
        guard hash <= most else { continue }
        least.append((hash, batch.firstIndex + offset))
        // Now and then those that are too many go, so that each costs little.
        guard least.count >= 2 * count + 4096 else { continue }
        Self.keep(count, of: &least)
        most = least[count - 1].hash
      }
    }
    if RunToken.current.isCancelled { throw StageError.interrupted }
    Self.keep(count, of: &least)
    chosen = least.map(\.number).sorted()
  }

  /// How many there are.
  var count: Int { chosen.count }

  /// Whether the document of a number is one of them.
  func contains(_ number: Int) -> Bool {
    var (low, high) = (0, chosen.count)
    while low < high {
      let middle = (low + high) / 2
      if chosen[middle] < number { low = middle + 1 } else { high = middle }
    }
    return low < chosen.count && chosen[low] == number
  }

  private static func keep(_ count: Int, of least: inout [(hash: UInt64, number: Int)]) {
    least.sort { ($0.hash, $0.number) < ($1.hash, $1.number) }
    if least.count > count { least.removeSubrange(count...) }
  }

  /// The hash of a place in a file; its bits are mixed as in SplitMix64 (Steele, Lea and Flood, 2014).
  private static func hash(_ file: UInt64, _ position: BytePosition) -> UInt64 {
    var hash = file
    for part in [position.member, position.byte] {
      hash = hash &+ 0x9E37_79B9_7F4A_7C15 &+ UInt64(truncatingIfNeeded: part)
      hash = (hash ^ hash >> 30) &* 0xBF58_476D_1CE4_E5B9
      hash = (hash ^ hash >> 27) &* 0x94D0_49BB_1331_11EB
      hash ^= hash >> 31
    }
    return hash
  }
}
