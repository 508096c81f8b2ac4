import Minwal
import MinwalRecipe

/// Hands out the input in batches, in order. One worker at a time asks it, so it reads but does not parse.
struct DocumentSource: ~Copyable {
  /// A document may have this many bytes; offsets then fit into 32 bits with room to spare.
  static let documentLimit = 1 << 30

  private var items: ArraySlice<InputItem>
  private let earlier: [InputItem]
  private let limit: Int
  private var walk: (item: InputItem, files: FileWalk, problems: Int, isEmpty: Bool)?
  private var lines: LineChunks?
  private var pendingFile: FileWalk.Found?
  /// The last file that was taken from ``walk``, by its path below it.
  private var lastFile: String?
  private var nextNumber = 0
  private var nextIndex = 0
  /// With one item, ids are paths below it; with several they are paths as named, so that they differ.
  private let usesShortIDs: Bool

  /// Creates a source.
  ///
  /// - Parameters:
  ///   - items: What to read, in order.
  ///   - limit: How many documents at most.
  init(_ items: [InputItem], limit: Int?) {
    self.items = items[...]
    earlier = items
    self.limit = limit ?? .max
    usesShortIDs = items.count == 1
  }

  /// Goes on where another source has stopped, over the same items. Files that were read are passed by their names.
  ///
  /// - Parameters:
  ///   - items: What to read, in order.
  ///   - limit: How many documents at most, with those that were read before.
  ///   - start: Where to begin.
  /// - Throws: if there is no such place: the input has changed.
  init(_ items: [InputItem], limit: Int?, from start: SourcePosition) throws {
    self.init(items, limit: limit)
    nextNumber = start.batches
    nextIndex = start.documents
    empty = start.empty
    guard start.documents > 0 else { return }
    guard start.item < items.count else { throw StageError("unreadable-input", "the input has become shorter") }
    let item = items[start.item]
    self.items = items[(start.item + 1)...]
    var files = try FileWalk(item)
    walk = (item, files, start.problems, start.file == nil)
    guard let last = start.file else { return }
    while let file = files.next() {
      guard file.relativePath.hasSameBytes(as: last) else { continue }
      walk?.files = files
      lastFile = last
      if let place = start.lines {
        lines = try LineChunks(path: file.path, name: id(file), lineLimit: Self.documentLimit, from: place)
      }
      return
    }
    throw StageError("unreadable-input", "the file '\(last)', which was read before, is gone")
  }

  /// How many documents were handed out.
  var count: Int { nextIndex }

  /// Inputs in which there was no file.
  private(set) var empty: [String] = []

  /// Fills the next batch.
  ///
  /// - Returns: `false` at the end of the input.
  mutating func next(into batch: inout RawBatch) throws -> Bool {
    while nextIndex < limit, !Interruption.isRequested {
      if lines != nil {
        if try takeLines(&batch) { return true }
        lines = nil
      } else if walk != nil {
        if try takeFiles(&batch) { return true }
      } else if let item = items.popFirst() {
        if try open(item, &batch) { return true }
      } else {
        return false
      }
    }
    return false
  }

  private mutating func finish(_ batch: inout RawBatch, documents: Int) -> Bool {
    guard documents > 0 else { return false }
    batch.number = nextNumber
    batch.firstIndex = nextIndex
    nextNumber += 1
    nextIndex += documents
    batch.end = SourcePosition(
      batches: nextNumber, documents: nextIndex, item: earlier.count - items.count - 1, file: lastFile,
      lines: lines?.position, problems: walk?.problems ?? 0, empty: empty)
    return true
  }

  private mutating func open(_ item: InputItem, _ batch: inout RawBatch) throws -> Bool {
    guard item.isStandardInput else {
      walk = (item, try FileWalk(item), 0, true)
      lastFile = nil
      return false
    }
    if item.format == .jsonLines {
      lines = try LineChunks(path: "-", name: "stdin", lineLimit: Self.documentLimit)
      return false
    }
    return try takeStream(0, id: "stdin", &batch)
  }

  /// Takes a pipe or device as one document.
  private mutating func takeStream(_ descriptor: Int32, id: String, _ batch: inout RawBatch) throws -> Bool {
    batch.bytes.clear()
    while true {
      // Half a document is none.
      guard Interruption.waitForInput(descriptor) else { return false }
      if try FileSystem.read(descriptor, id, into: &batch.bytes, atMost: 1 << 20) == 0 { break }
      if batch.bytes.count > Self.documentLimit {
        batch.content = .unreadable(id: id, Self.tooLarge)
        return finish(&batch, documents: 1)
      }
    }
    batch.content = .document(id: id)
    return finish(&batch, documents: 1)
  }

  private mutating func takeLines(_ batch: inout RawBatch) throws -> Bool {
    while let name = lines?.name, let chunk = try lines?.next(into: &batch.bytes) {
      switch chunk {
      case .end: return false
      case .tooLong(let line):
        batch.content = .unreadable(id: "\(name):\(line)", Self.tooLarge)
        return finish(&batch, documents: 1)
      case .lines(let first):
        batch.content = .lines(source: name, firstLine: first)
        if finish(&batch, documents: countDocuments(&batch.bytes)) { return true }
      }
    }
    return false
  }

  /// Counts the lines that are not blank, and cuts the batch where the limit is reached.
  private func countDocuments(_ bytes: inout ByteBuffer) -> Int {
    var count = 0
    var end = 0
    JSONLines.forEach(in: bytes.span) { range, _ in
      if count < limit - nextIndex {
        count += 1
        end = range.upperBound
      }
    }
    bytes.truncate(to: end)
    return count
  }

  private mutating func takeFiles(_ batch: inout RawBatch) throws -> Bool {
    var found: [FileWalk.Found] = []
    var size = 0
    while size < LineChunks.size, found.count < 256, found.count < limit - nextIndex {
      guard let item = walk?.item, let file = pendingFile ?? walk?.files.next() else { break }
      pendingFile = nil
      walk?.isEmpty = false
      let index = earlier.count - items.count - 1
      if earlier[..<index].contains(where: { $0.includes(path: file.path) }) { continue }
      if item.holdsJSONLines(file.path) {
        if !found.isEmpty {
          pendingFile = file
          break
        }
        lastFile = file.relativePath
        return try openLines(file, &batch)
      }
      let status = try? FileSystem.status(file.path)
      if status?.kind == .other {
        if !found.isEmpty {
          pendingFile = file
          break
        }
        lastFile = file.relativePath
        return try takeDevice(file, &batch)
      }
      lastFile = file.relativePath
      found.append(FileWalk.Found(path: file.path, relativePath: id(file)))
      size += 4096 + (status?.size ?? 0)
    }
    if !found.isEmpty {
      batch.content = .files(found)
      return finish(&batch, documents: found.count)
    }
    if let current = walk, current.problems < current.files.problems.count {
      let problem = current.files.problems[current.problems]
      walk?.problems += 1
      batch.content = .unreadable(id: problem.path.pathAsID, StageError("unreadable-input", problem.description))
      return finish(&batch, documents: 1)
    }
    if let current = walk, current.isEmpty { empty.append(current.item.written) }
    walk = nil
    return false
  }

  /// Takes a named pipe or device, which is only read where it is named itself.
  private mutating func takeDevice(_ file: FileWalk.Found, _ batch: inout RawBatch) throws -> Bool {
    let descriptor: Int32
    do {
      descriptor = try FileSystem.openForReading(file.path)
    } catch {
      batch.content = .unreadable(id: id(file), StageError("unreadable-input", error.description))
      return finish(&batch, documents: 1)
    }
    defer { FileSystem.close(descriptor) }
    return try takeStream(descriptor, id: id(file), &batch)
  }

  private mutating func openLines(_ file: FileWalk.Found, _ batch: inout RawBatch) throws -> Bool {
    do {
      lines = try LineChunks(path: file.path, name: id(file), lineLimit: Self.documentLimit)
      return false
    } catch {
      batch.content = .unreadable(id: id(file), StageError("unreadable-input", error.description))
      return finish(&batch, documents: 1)
    }
  }

  private func id(_ file: FileWalk.Found) -> String { (usesShortIDs ? file.relativePath : file.path).pathAsID }

  static let tooLarge = StageError("document-too-large", "it has more than \(documentLimit >> 20) MiB")
}
