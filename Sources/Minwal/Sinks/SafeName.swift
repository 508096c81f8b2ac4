/// Makes file names of documents' ids, which may hold anything.
package enum SafeName {
  /// The longest name of a file or folder, in bytes; file systems allow 255, and an ending comes on top.
  private static let limit = 160
  private static let devices: Set<String> = ["con", "prn", "aux", "nul"]

  /// A relative path that stays below its folder on every common file system.
  ///
  /// Slashes of the id make folders. Where a part had to be changed, a hash of the whole id is added, so that
  /// different ids have different names.
  package static func path(for id: String) -> String {
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
        scalar.value < 0x20 || scalar.standsForByte || (0x7F...0x9F).contains(scalar.value)
        || "\\:*?\"<>|~".unicodeScalars.contains(scalar)
        || scalar.properties.generalCategory == .format
      bytes += isUnsafe ? 1 : UTF8.width(scalar)
      if bytes > limit { break }
      result.append(isUnsafe ? "_" : scalar)
    }
    // Programs would take a name that begins so for an option.
    if result.first == "." || result.first == "-" { result.replaceSubrange(...result.startIndex, with: ["_"]) }
    var name = String(result)
    if name.hasSuffix(".") || name.hasSuffix(" ") { name = name.dropLast() + "_" }
    let stem = name.prefix { $0 != "." }.lowercased()
    let isDevice =
      devices.contains(stem)
      || (stem.count == 4 && (stem.hasPrefix("com") || stem.hasPrefix("lpt")) && stem.last?.isNumber == true)
    return isDevice ? "_" + name : name.isEmpty ? "_" : name
  }
}
