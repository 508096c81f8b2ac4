import Minwal

/// Makes file names of documents' ids, which may hold anything.
enum SafeName {
  /// The longest name of a file or folder, in bytes; file systems allow 255, and an ending comes on top.
  private static let limit = 160
  private static let devices: Set<String> = ["con", "prn", "aux", "nul"]

  /// A relative path that stays below its folder on every common file system.
  ///
  /// Slashes of the id make folders. Where a part had to be changed, a hash of the whole id is added, so that
  /// different ids have different names.
  static func path(for id: String) -> String {
    var changed = false
    var parts: [String] = []
    // By scalars: a slash that is one character with a mark or sign beside it still separates folders.
    for part in id.unicodeScalars.split(separator: "/") {
      let safe = safePart(part)
      if safe != String(part) { changed = true }
      parts.append(safe)
    }
    if parts.joined(separator: "/") != id { changed = true }
    if parts.count > 16 {
      parts = [parts[0]]
      changed = true
    }
    if parts.isEmpty { parts = ["document"] }
    if changed { parts[parts.count - 1] += "~" + StableHash.hex(StableHash.hash(id)).prefix(12) }
    return parts.joined(separator: "/")
  }

  private static func safePart(_ part: String.UnicodeScalarView.SubSequence) -> String {
    var result = String.UnicodeScalarView()
    var bytes = 0
    for scalar in part {
      let isUnsafe =
        scalar.value < 0x20 || (0x7F...0x9F).contains(scalar.value) || "\\:*?\"<>|~".unicodeScalars.contains(scalar)
        || scalar.properties.generalCategory == .format
      bytes += isUnsafe ? 1 : UTF8.width(scalar)
      if bytes > limit { break }
      result.append(isUnsafe ? "_" : scalar)
    }
    if result.first == "." { result.replaceSubrange(...result.startIndex, with: ["_"]) }
    var name = String(result)
    if name.hasSuffix(".") || name.hasSuffix(" ") { name = name.dropLast() + "_" }
    let stem = name.prefix { $0 != "." }.lowercased()
    let isDevice =
      devices.contains(stem)
      || (stem.count == 4 && (stem.hasPrefix("com") || stem.hasPrefix("lpt")) && stem.last?.isNumber == true)
    return isDevice ? "_" + name : name.isEmpty ? "_" : name
  }
}

/// Sees to it that no two documents get one name, also where neither case nor the way in which accents are coded counts,
/// and that no name is a file's and a folder's at once.
struct NameRegister {
  /// What a document writes besides the file of its name: endings that other documents' names must not meet.
  let companions: [String]
  /// Hashes of the names given out: 16 bytes a document, whatever its name.
  private var files: Set<UInt64> = []
  private var folders: Set<UInt64> = []
  /// The last number given to a name that came several times, so that the next need not try them all.
  private var numbers: [UInt64: Int] = [:]
  private var sequence = ScalarSequence()

  /// Creates a register.
  init(companions: [String] = []) { self.companions = companions }

  /// `path` and `ending`, or with a number between them if that was given out before.
  mutating func claim(_ path: String, ending: String = "") -> String {
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
    while !isFree(folded) {
      number += 1
      numbers[key] = number
      candidate = "\(path)~\(number)\(ending)"
      folded = fold(candidate)
    }
    for name in hashes(of: folded) { files.insert(name) }
    for folder in folders(of: folded) { folders.insert(folder) }
    return candidate
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
