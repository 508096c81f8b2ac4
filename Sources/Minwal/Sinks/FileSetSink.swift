/// Several files: one for each group of documents, each perhaps cut into parts. All appear at the end.
package struct FileSetSink: RecordSink {
  /// A part that is whole.
  package struct Part: Hashable, Sendable, BinaryCodable {
    var length: Int
    var hash: UInt64

    init(length: Int, hash: UInt64) {
      self.length = length
      self.hash = hash
    }

    package func encode(into writer: inout BinaryWriter) {
      writer.write(length)
      writer.write(hash)
    }

    package init(from reader: inout BinaryReader) throws {
      length = try reader.readAmount()
      hash = try reader.read()
    }
  }

  /// How far the files of a group are.
  package struct GroupPosition: Sendable, BinaryCodable {
    var path: String
    var parts: [Part] = []
    /// Documents and bytes in the file at hand.
    var documents = 0
    var bytes = 0
    /// How far the file at hand is; `nil` if it was not begun.
    var file: FileSink.Position?

    init(path: String) { self.path = path }

    package func encode(into writer: inout BinaryWriter) {
      writer.write(path)
      writer.write(parts)
      writer.write(documents)
      writer.write(bytes)
      writer.write(file)
    }

    package init(from reader: inout BinaryReader) throws {
      path = try reader.read()
      parts = try reader.read()
      documents = try reader.readAmount()
      bytes = try reader.readAmount()
      file = try reader.read(FileSink.Position?.self)
    }
  }

  /// How far a set is.
  struct Position: Sendable, BinaryCodable {
    var base: String
    var hasParts: Bool
    var groups: [GroupPosition]
    /// Files of runs before, below the base, that go when this set appears unless they are of it.
    var stale: [String]

    /// The files of the set, below its base.
    var files: [String] {
      groups.flatMap { group in
        (0..<(group.parts.count + (group.file == nil ? 0 : 1))).map {
          hasParts ? FileSet.part($0, of: group.path) : group.path
        }
      }
    }

    init(base: String, hasParts: Bool, groups: [GroupPosition], stale: [String]) {
      self.base = base
      self.hasParts = hasParts
      self.groups = groups
      self.stale = stale
    }

    func encode(into writer: inout BinaryWriter) {
      writer.write(base)
      writer.write(hasParts)
      writer.write(groups)
      writer.write(stale)
    }

    init(from reader: inout BinaryReader) throws {
      base = try reader.read()
      hasParts = try reader.read()
      groups = try reader.read([GroupPosition].self)
      stale = try reader.read([String].self)
    }
  }

  private struct Group {
    var position: GroupPosition
    /// The file at hand; `nil` if it is closed for now, or was not begun.
    var sink: FileSink?
    /// Parts that an earlier run has put in their places already.
    var placed = 0
    /// Whether the file at hand is in its place, so that it is copied before anything is added.
    var isPlaced = false
    /// When it was last written to.
    var used = 0
  }

  /// How many files are open at a time.
  private static let openLimit = 64

  private let base: String
  private let set: FileSet
  private let shape: FileSink.Shape
  private let lock: FolderLock
  private var groups: [Group] = []
  private var indices: [String: Int] = [:]
  private var clock = 0
  private var open = 0
  /// Files of runs before, which are not to stay beside those of this one.
  private var stale: [String] = []
  package let description: String

  /// Begins, or resumes, a set of files.
  ///
  /// - Parameters:
  ///   - place: The path of the set, with its values' names.
  ///   - set: The names of the files.
  ///   - shape: How each file is made.
  ///   - start: Where to begin.
  ///   - earlier: How far the set of the run before was.
  /// - Throws: ``FileSystem/Failure``.
  package init(
    _ place: String, _ set: FileSet, _ shape: FileSink.Shape, _ start: SinkStart, earlier: SinkPosition? = nil
  ) throws {
    description = place
    self.set = FileSet(place, limit: set.limit)
    self.shape = shape
    base = self.set.base
    try FileSystem.createFolders(base)
    lock = try FolderLock(base, isShared: true)
    switch start {
    case .new:
      // Another set, such as one in another place, stays where it is.
      if let earlier = try? earlier?.value(Position.self), earlier.base == base {
        stale = earlier.files + earlier.stale
      }
    case .resumed(let position, let isDone):
      let position = try position.value(Position.self)
      stale = position.stale
      for group in position.groups { try resume(group, isDone: isDone) }
    case .adding(let position):
      for group in try position.value(Position.self).groups {
        add(Group(position: group, sink: nil, placed: group.parts.count, isPlaced: group.file != nil))
      }
    }
  }

  private mutating func add(_ group: Group) {
    indices[group.position.path] = groups.count
    groups.append(group)
  }

  private mutating func resume(_ position: GroupPosition, isDone: Bool) throws {
    var group = Group(position: position)
    while isDone, group.placed < position.parts.count,
      (try? FileSystem.status(path(position.path, group.placed) + ".partial")) == nil
    {
      group.placed += 1
    }
    if isDone, position.file != nil,
      (try? FileSystem.status(path(position.path, position.parts.count) + ".partial")) == nil
    {
      group.isPlaced = true
    }
    add(group)
  }

  /// The path of a part of a group.
  private func path(_ group: String, _ number: Int) -> String {
    FileSystem.join(base, set.limit == nil ? group : FileSet.part(number, of: group))
  }

  package mutating func append(_ records: RecordBatch) throws {
    var start = 0
    var index = 0
    while index < records.ends.count {
      // Neighbours of one group go together, as far as the part has room.
      let group = try self.group(records.ends[index].group ?? plainPath)
      repeat {
        let end = records.ends[index].end
        try groups[group].sink?.append(records.bytes.span.extracting(start..<end))
        groups[group].position.documents += 1
        groups[group].position.bytes += end - start
        start = end
        index += 1
      } while !isFull(group) && index < records.ends.count && records.ends[index].group == records.ends[index - 1].group
      try groups[group].sink?.writeReady()
      if isFull(group) { try closePart(group) }
    }
  }

  /// The path below ``base`` where documents make no difference.
  private var plainPath: String { self.set.path { _ in nil } }

  private func isFull(_ group: Int) -> Bool {
    switch set.limit {
    case nil: false
    case .bytes(let limit): groups[group].position.bytes >= limit
    case .documents(let limit): groups[group].position.documents >= limit
    }
  }

  /// A group, whose file at hand is open.
  private mutating func group(_ path: String) throws -> Int {
    let index: Int
    if let known = indices[path] {
      index = known
    } else {
      // A name that comes from a document meets no link.
      if !set.values.isEmpty { try FileSystem.forbidLinks(to: path, below: base) }
      index = groups.count
      add(Group(position: GroupPosition(path: path)))
    }
    clock += 1
    groups[index].used = clock
    guard groups[index].sink == nil else { return index }
    if open >= Self.openLimit { try closeOldest() }
    let file = self.path(path, groups[index].position.parts.count)
    if let position = groups[index].position.file {
      groups[index].sink =
        groups[index].isPlaced
        ? try FileSink(path: file, shape, adding: position)
        : try FileSink(path: file, shape, resuming: position, isDone: false)
      groups[index].isPlaced = false
    } else {
      groups[index].sink = try FileSink(path: file, shape)
    }
    open += 1
    return index
  }

  /// Closes the file that was not written to for longest, which may be opened again.
  private mutating func closeOldest() throws {
    guard let oldest = groups.indices.filter({ groups[$0].sink != nil }).min(by: { groups[$0].used < groups[$1].used })
    else { return }
    groups[oldest].position.file = try groups[oldest].sink?.pause()
    groups[oldest].sink = nil
    open -= 1
  }

  /// Ends the part at hand; it stays where it is until all are whole.
  private mutating func closePart(_ index: Int) throws {
    guard let hash = try groups[index].sink?.close() else { return }
    groups[index].position.parts.append(Part(length: hash.count, hash: hash.value))
    groups[index].position.documents = 0
    groups[index].position.bytes = 0
    groups[index].position.file = nil
    groups[index].sink = nil
    open -= 1
  }

  package mutating func takeWork() -> [SinkWork] {
    var work: [SinkWork] = []
    guard shape.compressor != nil else { return work }
    for index in groups.indices where groups[index].sink != nil { work += groups[index].sink?.takeWork() ?? [] }
    return work
  }

  package mutating func commit() throws -> SinkPosition? {
    for index in groups.indices where groups[index].sink != nil {
      groups[index].position.file = try groups[index].sink?.hold()
    }
    try lock.syncFileSystem()
    return SinkPosition(position)
  }

  private var position: Position {
    Position(base: base, hasParts: set.limit != nil, groups: groups.map(\.position), stale: stale)
  }

  package var files: WrittenFiles { WrittenFiles(position.files.map { FileSystem.join(base, $0) }) }

  package mutating func finish() throws {
    if groups.isEmpty, set.values.isEmpty { _ = try group(plainPath) }
    for index in groups.indices {
      if groups[index].position.file != nil, groups[index].sink == nil, !groups[index].isPlaced {
        _ = try group(groups[index].position.path)
      }
      try groups[index].sink?.seal()
    }
    try lock.syncFileSystem()
    for index in groups.indices {
      let name = groups[index].position.path
      for number in groups[index].placed..<groups[index].position.parts.count {
        let path = path(name, number)
        guard try FileSystem.status(path + ".partial").size == groups[index].position.parts[number].length else {
          throw FileSystem.Failure("finish", path + ".partial", code: FileSystem.Failure.changedByAnother)
        }
        try FileSystem.rename(path + ".partial", to: path)
      }
      groups[index].placed = groups[index].position.parts.count
      if groups[index].sink != nil { open -= 1 }
      try groups[index].sink?.publish()
      groups[index].sink = nil
      groups[index].isPlaced = groups[index].position.file != nil
      if set.limit != nil { removeLeftovers(groups[index].position) }
    }
    removeStale()
    try lock.syncFileSystem()
  }

  /// Removes the files of runs before that this one has not written: a mix of two runs is no one's output.
  private func removeStale() {
    guard !stale.isEmpty else { return }
    let own = Set(position.files)
    for name in stale where !own.contains(name) {
      let path = FileSystem.join(base, name)
      guard (try? FileSystem.forbidLinks(to: name, below: base)) != nil,
        (try? FileSystem.status(path, followingLinks: false).kind) == .file
      else { continue }
      FileSystem.removeTree(path)
      FileSystem.removeEmptyFolders(FileSystem.split(name).folder, in: base)
    }
  }

  /// Removes the parts of an earlier run that had more of them.
  private func removeLeftovers(_ position: GroupPosition) {
    var number = position.parts.count + (position.documents > 0 || position.parts.isEmpty ? 1 : 0)
    while (try? FileSystem.status(path(position.path, number), followingLinks: false).kind) == .file {
      FileSystem.removeTree(path(position.path, number))
      number += 1
    }
  }

  package mutating func abandon() -> String? {
    for index in groups.indices { _ = groups[index].sink?.abandon() }
    return groups.isEmpty ? nil : "\(description).partial"
  }

  package mutating func discard() {
    for index in groups.indices {
      groups[index].sink?.discard()
      for number in groups[index].placed...groups[index].position.parts.count {
        FileSystem.removeTree(path(groups[index].position.path, number) + ".partial")
      }
    }
  }

  // MARK: What is there

  /// Finds out why a set of files cannot be resumed, or added to.
  package static func problem(_ place: String, _ set: FileSet, _ shape: FileSink.Shape, _ start: SinkStart) throws
    -> String?
  {
    let set = FileSet(place, limit: set.limit)
    var isDone = true
    var mustBeDone = true
    let position: SinkPosition
    switch start {
    case .new: return nil
    case .resumed(let found, let done):
      position = found
      isDone = done
      mustBeDone = false
    case .adding(let found): position = found
    }
    for group in try position.value(Position.self).groups {
      func path(_ number: Int) -> String {
        FileSystem.join(set.base, set.limit == nil ? group.path : FileSet.part(number, of: group.path))
      }
      for (number, part) in group.parts.enumerated() {
        let place = path(number)
        let isThere = try isWhole(place, part, isDone) || (!mustBeDone && isWhole(place + ".partial", part, true))
        if !isThere { return "'\(isDone ? place : place + ".partial")' is gone, or not what it was" }
      }
      if let file = group.file,
        let problem = FileSink.problem(
          path: path(group.parts.count), shape, file, isDone: isDone, mustBeDone: mustBeDone)
      {
        return problem
      }
    }
    return nil
  }

  private static func isWhole(_ path: String, _ part: Part, _ isAsked: Bool) throws -> Bool {
    guard isAsked, let status = try? FileSystem.status(path, followingLinks: false), status.kind == .file,
      status.size == part.length
    else { return false }
    return try FileSink.hash(path, upTo: part.length)?.value == part.hash
  }
}
