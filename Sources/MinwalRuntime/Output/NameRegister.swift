import Minwal

/// Sees to it that no two documents get one name, also where case does not count, and that no name is a file's and a
/// folder's at once.
struct NameRegister {
  /// What a document writes besides the file of its name: endings that other documents' names must not meet.
  let companions: [String]
  /// Hashes of the names given out: 16 bytes a document, whatever its name.
  private var files: Set<UInt64> = []
  private var folders: Set<UInt64> = []
  /// The last number given to a name that came several times, so that the next need not try them all.
  private var numbers: [UInt64: Int] = [:]

  /// Creates a register.
  init(companions: [String] = []) { self.companions = companions }

  /// `path` and `ending`, or with a number between them if that was given out before.
  mutating func claim(_ path: String, ending: String = "") -> String {
    var path = path
    if Self.folders(of: path).contains(where: files.contains) {
      // Below what is a file already there is no room.
      let name = path.utf8.lastIndex(of: UInt8(ascii: "/")).map { String(path[path.utf8.index(after: $0)...]) } ?? path
      path = "\(name)~\(StableHash.hex(StableHash.hash(path)).prefix(12))"
    }
    let key = Self.hash(path)
    var number = numbers[key] ?? 1
    var candidate = number > 1 ? "\(path)~\(number)\(ending)" : path + ending
    while !isFree(candidate) {
      number += 1
      numbers[key] = number
      candidate = "\(path)~\(number)\(ending)"
    }
    take(candidate)
    return candidate
  }

  /// Notes a name that was given out before.
  mutating func take(_ name: String) {
    for name in [name] + companions.map({ name + $0 }) { files.insert(Self.hash(name)) }
    for folder in Self.folders(of: name) { folders.insert(folder) }
  }

  private func isFree(_ name: String) -> Bool {
    ([name] + companions.map { name + $0 }).map(Self.hash).allSatisfy { !files.contains($0) && !folders.contains($0) }
  }

  private static func folders(of path: String) -> [UInt64] {
    path.utf8.indices.filter { path.utf8[$0] == UInt8(ascii: "/") }.map { hash(String(path[..<$0])) }
  }

  private static func hash(_ name: String) -> UInt64 { StableHash.hash(name.lowercased()) }
}
