import Minwal
import MinwalRecipe

/// Finds the files of an input, one after another, sorted by the bytes of their paths below it.
///
/// Only the folders between the start and the current file are in memory. A folder that contains itself by way of a
/// symbolic link is entered once. A link that leads out of what was named as input is passed over, unless the input
/// says otherwise: who may add to a folder is not to decide what else of this machine is read.
struct FileWalk {
  struct Found {
    /// What to open.
    var path: String
    /// The path below what was named as input.
    var relativePath: String
  }

  private struct Level {
    var path: String
    var relativePath: String
    var identity: [UInt64]
    var names: NameList
    var next = 0
  }

  private let item: InputItem
  private var levels: [Level] = []
  private var single: Found?
  /// Folders that could not be read, with the reason; they do not end the walk.
  private(set) var problems: [FileSystem.Failure] = []
  /// Links that were passed over since they lead out of the folder.
  private(set) var strayLinks = PassedOverPaths()
  /// Pipes, sockets and devices in folders that were passed over.
  private(set) var specialFiles = PassedOverPaths()
  /// Where the walk's own folder is, without links; found out when the first link comes.
  private var realRoot: String?

  /// Begins a walk.
  ///
  /// - Throws: if there is nothing at the path.
  init(_ item: InputItem) throws(FileSystem.Failure) {
    self.item = item
    let root = item.root
    let status = try FileSystem.status(root.isEmpty ? "." : root)
    if status.kind == .folder {
      try enter(root, "", status.identity)
    } else {
      single = Found(path: root, relativePath: FileSystem.split(root).name)
    }
  }

  /// The next file, or `nil` at the end.
  mutating func next() -> Found? {
    if let file = single {
      single = nil
      return file
    }
    while var level = levels.popLast() {
      guard level.next < level.names.count else { continue }
      let name = level.names[level.next]
      let isLink = level.names.isLink(level.next)
      level.next += 1
      levels.append(level)
      let isFolder = name.hasSuffix("/")
      let path = FileSystem.join(level.path, isFolder ? String(name.dropLast()) : name)
      let relativePath = FileSystem.join(level.relativePath, isFolder ? String(name.dropLast()) : name)
      if isFolder {
        descend(path, relativePath, isLink: isLink)
      } else if item.includes(relativePath), !isLink || staysInside(path), isRegular(path) {
        return Found(path: path, relativePath: relativePath)
      }
    }
    return nil
  }

  private mutating func descend(_ path: String, _ relativePath: String, isLink: Bool) {
    // No match lies below.
    if let depth = item.glob?.depth, levels.count >= depth { return }
    if let leftOut = item.leftOut, FileSystem.normalized(path).hasSameBytes(as: leftOut) { return }
    if isLink, !staysInside(path) { return }
    do {
      let status = try FileSystem.status(path)
      guard !levels.contains(where: { $0.identity == status.identity }) else { return }
      try enter(path, relativePath, status.identity)
    } catch {
      problems.append(error)
    }
  }

  private mutating func enter(
    _ path: String, _ relativePath: String, _ identity: [UInt64]
  ) throws(FileSystem.Failure) {
    let names = try NameList(folder: path, includesHidden: item.includesHidden)
    levels.append(Level(path: path, relativePath: relativePath, identity: identity, names: names))
  }

  /// Whether a link may be followed; if not, it is noted. One that leads nowhere may: reading it is an error that is
  /// told.
  private mutating func staysInside(_ path: String) -> Bool {
    guard !item.followsLinks, let target = FileSystem.realPath(path) else { return true }
    let root = realRoot ?? FileSystem.realPath(item.root) ?? item.root
    realRoot = root
    if root == "/" || target.hasSameBytes(as: root) || target.hasBytePrefix(root + "/") { return true }
    strayLinks.add(path)
    return false
  }

  /// Sockets, pipes and devices are read only where they are named themselves.
  private mutating func isRegular(_ path: String) -> Bool {
    guard (try? FileSystem.status(path).kind) == .other else { return true }
    specialFiles.add(path)
    return false
  }
}
