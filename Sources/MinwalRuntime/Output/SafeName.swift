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
    for part in id.split(separator: "/", omittingEmptySubsequences: true) {
      let safe = safePart(String(part))
      if safe != part { changed = true }
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

  private static func safePart(_ part: String) -> String {
    var result = String.UnicodeScalarView()
    var bytes = 0
    for scalar in part.unicodeScalars {
      let isUnsafe =
        scalar.value < 0x20 || (0x7F...0x9F).contains(scalar.value) || "\\:*?\"<>|~".unicodeScalars.contains(scalar)
        || scalar.properties.generalCategory == .format
      bytes += isUnsafe ? 1 : UTF8.width(scalar)
      if bytes > limit { break }
      result.append(isUnsafe ? "_" : scalar)
    }
    var name = String(result)
    if name.hasPrefix(".") { name = "_" + name.dropFirst() }
    if name.hasSuffix(".") || name.hasSuffix(" ") { name = name.dropLast() + "_" }
    let stem = name.prefix { $0 != "." }.lowercased()
    let isDevice =
      devices.contains(stem)
      || (stem.count == 4 && (stem.hasPrefix("com") || stem.hasPrefix("lpt")) && stem.last?.isNumber == true)
    return isDevice ? "_" + name : name.isEmpty ? "_" : name
  }
}

/// Sees to it that no two documents get one name, also where case does not count.
struct NameRegister {
  /// Hashes of the names given out: 16 bytes a document, whatever its name.
  private var taken: Set<UInt64> = []

  /// `path`, or with a number added if it was given out before.
  mutating func claim(_ path: String) -> String {
    var candidate = path
    var number = 1
    while !taken.insert(StableHash.hash(candidate.lowercased())).inserted {
      number += 1
      candidate = "\(path)~\(number)"
    }
    return candidate
  }
}
