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

  /// The name that stands for a value that is not there; no value is called so.
  package static let none = "none"

  /// A name of one part for a value, from which the value can be read: what no file system, shell or program may take
  /// for something else is written as `%` and two hexadecimal digits for each byte, `%` itself too. Only a value that is too
  /// long ends in `~` and a hash.
  ///
  /// - Parameters:
  ///   - value: The value; not empty.
  ///   - separator: A character that is not to be in it either.
  /// - Returns: The name. Different values have different names, and none has ``none``.
  package static func part(for value: String, escaping separator: Unicode.Scalar? = nil) -> String {
    let scalars = Array(value.unicodeScalars)
    let stem = value.prefix { $0 != "." }.lowercased()
    let isTaken = value.lowercased() == none || isDevice(stem)
    var result = ""
    for (index, scalar) in scalars.enumerated() {
      let isFirst = index == 0 && (scalar == "." || scalar == "-" || isTaken)
      let isLast = index == scalars.count - 1 && (scalar == "." || scalar.properties.isWhitespace)
      let isEscaped = isFirst || isLast || isUnsafe(scalar) || scalar == "/" || scalar == "%" || scalar == separator
      let piece = isEscaped ? escaped(scalar) : String(scalar)
      if result.utf8.count + piece.utf8.count > limit {
        return result + "~" + StableHash.hex(StableHash.hash(value)).prefix(12)
      }
      result += piece
    }
    return result
  }

  private static func escaped(_ scalar: Unicode.Scalar) -> String {
    UTF8.encode(scalar).map { units in
      units.map { unit in
        let digits = String(unit, radix: 16, uppercase: true)
        return "%" + (digits.utf8.count == 1 ? "0" : "") + digits
      }.joined()
    } ?? ""
  }

  private static func isUnsafe(_ scalar: Unicode.Scalar) -> Bool {
    scalar.value < 0x20 || scalar.standsForByte || (0x7F...0x9F).contains(scalar.value)
      || "\\:*?\"<>|~".unicodeScalars.contains(scalar)
      || scalar.properties.generalCategory == .format
  }

  /// Whether Windows keeps a name for a device.
  private static func isDevice(_ stem: String) -> Bool {
    devices.contains(stem)
      || (stem.count == 4 && (stem.hasPrefix("com") || stem.hasPrefix("lpt")) && stem.last?.isNumber == true)
  }

  private static func safePart(_ part: String.UnicodeScalarView.SubSequence) -> String {
    var result = String.UnicodeScalarView()
    var bytes = 0
    for scalar in part {
      let isUnsafe = isUnsafe(scalar)
      bytes += isUnsafe ? 1 : UTF8.width(scalar)
      if bytes > limit { break }
      result.append(isUnsafe ? "_" : scalar)
    }
    // Programs would take a name that begins so for an option.
    if result.first == "." || result.first == "-" { result.replaceSubrange(...result.startIndex, with: ["_"]) }
    var name = String(result)
    if name.hasSuffix(".") || name.hasSuffix(" ") { name = name.dropLast() + "_" }
    return isDevice(name.prefix { $0 != "." }.lowercased()) ? "_" + name : name.isEmpty ? "_" : name
  }
}
