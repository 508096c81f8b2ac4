/// Ensures that no two documents get the same name, also where neither case nor the way in which accents are coded
/// counts, and that no name is a file's and a folder's at once.
package struct NameRegister {
  /// What a document writes besides the file of its name: endings that other documents' names must not meet.
  let companions: [String]
  /// Hashes of the names given out: 16 bytes a document, whatever its name.
  private var files: Set<UInt64> = []
  private var folders: Set<UInt64> = []
  /// The last number given to a name that came several times, so that the next need not try them all.
  private var numbers: [UInt64: Int] = [:]
  private var sequence = ScalarSequence()

  /// Creates a register.
  package init(companions: [String] = []) { self.companions = companions }

  /// `path` and `ending`, or with a number between them if that was given out before.
  package mutating func claim(_ path: String, ending: String = "") -> String {
    var path = path
    if folders(of: fold(path)).contains(where: files.contains) {
      // Below what is a file already there is no room.
      let name = path.utf8.lastIndex(of: UInt8(ascii: "/")).map { String(path[path.utf8.index(after: $0)...]) } ?? path
      path = "\(name)~\(StableHash.hex(StableHash.hash(path)).prefix(12))"
    }
    let key = StableHash.hash(fold(path))
    var number = numbers[key] ?? 1
    var candidate = number > 1 ? "\(path)~\(number)\(ending)" : path + ending
    var folded = fold(candidate)
    Steps.count()
    while !isFree(folded) {
      Steps.count()
      number += 1
      numbers[key] = number
      candidate = "\(path)~\(number)\(ending)"
      folded = fold(candidate)
    }
    take(folded: folded)
    return candidate
  }

  /// Notes a name that was given out before.
  mutating func take(_ name: String) { take(folded: fold(name)) }

  private mutating func take(folded: String) {
    for name in hashes(of: folded) { files.insert(name) }
    for folder in folders(of: folded) { folders.insert(folder) }
  }

  private func isFree(_ folded: String) -> Bool {
    hashes(of: folded).allSatisfy { !files.contains($0) && !folders.contains($0) }
  }

  private func hashes(of folded: String) -> [UInt64] {
    [StableHash.hash(folded)] + companions.map { StableHash.hash(folded + $0) }
  }

  private func folders(of folded: String) -> [UInt64] {
    folded.utf8.indices.filter { folded.utf8[$0] == UInt8(ascii: "/") }.map {
      StableHash.hash(String(folded[..<$0]))
    }
  }

  /// What all names become that some file system takes for one: decomposed, and without case.
  private mutating func fold(_ name: String) -> String {
    if name.utf8.allSatisfy({ $0 < 0x80 }) { return name.lowercased() }
    // Upper case first, since several small letters may share a capital.
    return decompose(decompose(name).uppercased().lowercased())
  }

  private mutating func decompose(_ name: String) -> String {
    sequence.normalize(Text(name).span, .nfd)
    var bytes = ByteBuffer()
    sequence.write(to: &bytes)
    return String(decodingUTF8: bytes.span)
  }
}
