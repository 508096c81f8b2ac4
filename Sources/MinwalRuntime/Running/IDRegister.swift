import Minwal

/// Ids that more than one document of a run has. They are legal, and often a mistake.
public struct RepeatedIDs: Hashable, Sendable {
  /// How many documents have an id that one before them has. If there are very many ids, only some of them are looked at, and it
  /// is the least that there are.
  public internal(set) var count = 0
  /// The first few such ids.
  public internal(set) var examples: [String] = []
}

/// Finds ids that come more than once, in bounded memory.
///
/// It keeps a hash of each id. When there are too many, it forgets those above a threshold and looks at no such id any more:
/// which ones it looks at does not depend on their order. Beside the journal, a file has the hashes, for a run that resumes.
struct IDRegister: Sendable {
  /// How far the register is.
  struct Position: Hashable, Sendable {
    var repeated = RepeatedIDs()
    /// How many bytes the file has.
    var length = 0
  }

  private static let mostExamples = 3

  private(set) var repeated: RepeatedIDs
  private var known = HashSample()
  private let path: String?
  private var file: AppendFile?

  /// Begins a register, or resumes one.
  ///
  /// - Parameters:
  ///   - journal: The journal, if there is one.
  ///   - checkpoint: How far an earlier run was.
  /// - Throws: ``FileSystem/Failure`` if the file cannot be written.
  init(_ journal: Journal?, resuming checkpoint: Checkpoint? = nil) throws {
    repeated = checkpoint?.ids.repeated ?? RepeatedIDs()
    path = journal?.nameLog("ids")
    guard let path else { return }
    let length = checkpoint?.ids.length ?? 0
    // Without it, only ids that come from here on are compared: that is no reason not to go on.
    guard length > 0, let bytes = try? FileSystem.contents(of: path, limit: 1 << 30), bytes.count >= length else {
      file = try AppendFile(path, keeping: 0)
      return
    }
    for start in stride(from: 0, to: length - 7, by: 8) {
      var hash: UInt64 = 0
      for index in 0..<8 { hash |= UInt64(bytes[start + index]) << (8 * UInt64(index)) }
      _ = known.insert(hash)
    }
    file = try AppendFile(path, keeping: length)
  }

  /// Takes the ids of the documents that follow.
  mutating func take(_ ids: DocumentIDs) throws {
    var fresh = ByteBuffer()
    for index in 0..<ids.count {
      let hash = ids.hash(index)
      switch known.insert(hash) {
      case .isNew: for part in 0..<8 { fresh.append(UInt8(truncatingIfNeeded: hash >> (8 * UInt64(part)))) }
      case .isKnown:
        repeated.count += 1
        let id = ids[index]
        if repeated.examples.count < Self.mostExamples, !repeated.examples.contains(where: { $0.hasSameBytes(as: id) })
        {
          repeated.examples.append(id)
        }
      case .isLeftOut: break
      }
    }
    try file?.write(fresh.span)
  }

  /// Writes what was taken.
  ///
  /// - Returns: Where another run could go on.
  mutating func commit() throws -> Position {
    // Not as durably as the rest: what a power cut takes away is a warning at most.
    try file?.flush()
    return Position(repeated: repeated, length: file?.length ?? 0)
  }

  /// Removes the file, which is not needed when the run is done.
  mutating func finish() {
    file = nil
    if let path { FileSystem.removeTree(path) }
  }
}

/// A sample of hashes that takes 8 MiB at most.
struct HashSample: Sendable {
  enum Insertion {
    case isNew
    case isKnown
    /// It is above the threshold.
    case isLeftOut
  }

  private static let mostSlots = 1 << 20

  /// Open addressing; 0 is an empty slot.
  private var slots = [UInt64](repeating: 0, count: 1 << 10)
  private var count = 0
  private var threshold = UInt64.max

  /// How many hashes there is room for.
  var room: Int { slots.count }

  /// The hashes that it has.
  var known: Set<UInt64> { Set(slots.filter { $0 != 0 }) }

  /// Adds a hash.
  mutating func insert(_ hash: UInt64) -> Insertion {
    let hash = max(hash, 1)
    guard hash <= threshold else { return .isLeftOut }
    if count * 4 >= slots.count * 3 { grow() }
    guard hash <= threshold else { return .isLeftOut }
    let slot = Self.slot(of: hash, in: slots)
    if slots[slot] == hash { return .isKnown }
    slots[slot] = hash
    count += 1
    return .isNew
  }

  private static func slot(of hash: UInt64, in slots: [UInt64]) -> Int {
    // The low bits, since those above the threshold are the high ones.
    var slot = Int(truncatingIfNeeded: hash) & (slots.count - 1)
    while slots[slot] != 0, slots[slot] != hash { slot = (slot + 1) & (slots.count - 1) }
    return slot
  }

  private mutating func grow() {
    let old = slots
    let isFull = old.count >= Self.mostSlots
    if isFull { threshold /= 2 }
    slots = [UInt64](repeating: 0, count: isFull ? old.count : old.count * 2)
    count = 0
    for hash in old where hash != 0 && hash <= threshold {
      slots[Self.slot(of: hash, in: slots)] = hash
      count += 1
    }
  }
}

extension IDRegister.Position: BinaryCodable {
  func encode(into writer: inout BinaryWriter) {
    writer.write(repeated.count)
    writer.write(repeated.examples)
    writer.write(length)
  }

  init(from reader: inout BinaryReader) throws {
    repeated.count = try reader.readAmount()
    repeated.examples = try reader.read([String].self)
    length = try reader.readAmount()
  }
}
