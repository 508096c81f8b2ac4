import Minwal
import MinwalRecipe

/// Cuts an input into shards by its files and their sizes. No document is read; of files in which a border would lie, the
/// first bytes are looked at, to see whether they are cut into lines.
struct Planner {
  /// What a file costs beside its bytes, in bytes.
  private static let costOfFile = 64

  private let items: [InputItem]
  private let readers: ReaderTable
  /// What lies before the place at hand, by cost.
  private var before = 0
  /// Between which costs the borders are to lie.
  private let total: Int
  private let count: Int
  private var nextBorder = 1
  private var shards = [Shard(number: 0)]
  /// Whether the next file begins a shard.
  private var isDue = false

  /// Cuts an input.
  ///
  /// - Parameters:
  ///   - items: The items of the input.
  ///   - readers: The recipe's readers.
  ///   - scan: What files it has.
  ///   - count: How many shards there are to be, at most; there may be fewer, since not all files can be cut.
  /// - Returns: The shards.
  static func shards(_ items: [InputItem], _ readers: ReaderTable, _ scan: InputScan, count: Int) -> [Shard] {
    var planner = Planner(
      items: items, readers: readers, total: scan.bytes + scan.files * costOfFile, count: max(1, count))
    for index in items.indices {
      guard var walk = try? FileWalk(items[index]) else { continue }
      while let file = walk.next() {
        // It is read once, with the first item that names it.
        if items[..<index].contains(where: { $0.includes(path: file.path) }) { continue }
        planner.add(file, index)
      }
    }
    return planner.shards
  }

  private init(items: [InputItem], readers: ReaderTable, total: Int, count: Int) {
    self.items = items
    self.readers = readers
    self.total = total
    self.count = count
  }

  /// The cost of what lies before the next border.
  private var border: Int {
    nextBorder < count ? Int((Double(nextBorder) * Double(total) / Double(count)).rounded()) : .max
  }

  private mutating func add(_ file: FileWalk.Found, _ item: Int) {
    let size = (try? FileSystem.status(file.path))?.size ?? 0
    let cost = size + Self.costOfFile
    while border <= before { beginNext() }
    let canBeCut = border < before + size && isCutIntoLines(file, items[item])
    // A border in a file that is not cut goes to its nearer end.
    while !canBeCut, border < before + cost / 2 { beginNext() }
    if isDue, before > 0 { begin(InputBorder(item: item, file: file.relativePath)) }
    isDue = false
    shards[shards.count - 1].note(file, of: items[item], size: size)
    var done = 0
    while border < before + cost {
      let byte = border - before
      nextBorder += 1
      guard canBeCut, byte < size else {
        isDue = true
        continue
      }
      guard byte > done else { continue }
      shards[shards.count - 1].bytes += byte - done
      done = byte
      begin(InputBorder(item: item, file: file.relativePath, byte: byte))
      shards[shards.count - 1].note(file, of: items[item], size: size)
    }
    shards[shards.count - 1].bytes += size - done
    before += cost
  }

  /// Has the next file begin a shard.
  private mutating func beginNext() {
    isDue = true
    nextBorder += 1
  }

  private mutating func begin(_ border: InputBorder) {
    shards[shards.count - 1].end = border
    shards.append(Shard(number: shards.count, start: border))
  }

  /// Whether a file may be cut anywhere, since its records are lines as they lie in it.
  private func isCutIntoLines(_ file: FileWalk.Found, _ item: InputItem) -> Bool {
    let finder = KindFinder(item, readers)
    guard
      let stream = try? RecordStream(
        file.path, name: file.path.displayedPath, limit: DocumentSource.documentLimit,
        encoding: finder.encoding(file.path)),
      !stream.isCompressed, !stream.isTranscoded, let reader = try? finder.reader(stream, file.path),
      let instance = try? readers.sets[item.set].all[reader].instance()
    else { return false }
    return if case .lines = instance.reader.framing { true } else { false }
  }
}
