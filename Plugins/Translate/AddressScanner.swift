import Minwal

/// Finds addresses and names that programs read: `https://…`, `mailto:…`, `www.…`, `a@b.c`, `@name`, `example.org/a`,
/// `/usr/share`, `C:\…`, `page.html`, `snake_case`, `object.field`, `call()`.
enum AddressScanner {
  /// Where the address or name that begins at `position` ends; `nil` if none begins there.
  static func end(at position: Int, in text: Span<UInt8>) -> Int? {
    let first = text[position]
    guard isWord(first) || first >= 0x80 || isOneOf(first, "@/.~_") else { return nil }
    // Within a word nothing begins; but Arabic writes prefixes before an address.
    if position > 0 {
      let previous = text[position - 1]
      guard !isWord(previous), previous != UInt8(ascii: "_"), first < 0x80 || previous < 0x80 else { return nil }
    }
    switch first {
    case UInt8(ascii: "@"): return mention(at: position, in: text)
    case UInt8(ascii: "/"), UInt8(ascii: "."), UInt8(ascii: "~"): return path(at: position, in: text)
    default: return named(at: position, in: text)
    }
  }

  /// No label, local part or name is longer; the bound keeps long chains of them linear.
  private static let longestName = 256
  private static let longestAddress = 2048

  private static func named(at position: Int, in text: Span<UInt8>) -> Int? {
    var end = position
    var isASCII = true
    let limit = min(text.count, position + longestName)
    while end < limit, isWord(text[end]) || text[end] >= 0x80 || isOneOf(text[end], "_-.+%") {
      if text[end] >= 0x80 {
        if endsAddress(text, at: end) { break }
        isASCII = false
      }
      end += 1
    }
    let follower = end < text.count ? text[end] : 0x20
    let next = end + 1 < text.count ? text[end + 1] : 0x20
    if follower == UInt8(ascii: "@"), isWord(next) || next >= 0x80 { return hostEnd(from: end + 1, in: text) }
    guard isASCII else { return hostInOtherLetters(position, end, in: text) }
    if follower == UInt8(ascii: ":") {
      if next == UInt8(ascii: "/"), end + 2 < text.count, text[end + 2] == UInt8(ascii: "/") {
        return addressEnd(from: end + 3, in: text)
      }
      if next == UInt8(ascii: "\\"), end == position + 1 { return addressEnd(from: end + 2, in: text) }
      if isWord(next) || next == UInt8(ascii: "+"), isScheme(text.extracting(position..<end)) {
        return addressEnd(from: end + 1, in: text)
      }
    }
    while end > position, !isWord(text[end - 1]), text[end - 1] != UInt8(ascii: "_") { end -= 1 }
    guard end > position else { return nil }
    let name = text.extracting(position..<end)
    let isCall = follower == UInt8(ascii: "(") && next == UInt8(ascii: ")") && text[end] == follower
    if isCall { return end + 2 }
    if end < text.count, text[end] == UInt8(ascii: "/"), let path = relativePath(position, end, in: text) {
      return path
    }
    if name.count > 4, name[3] == UInt8(ascii: "."), String(decodingUTF8: name.extracting(0..<3)).lowercased() == "www"
    {
      return addressEnd(from: end, in: text)
    }
    switch lastLabel(of: name) {
    case .domain: return addressEnd(from: end, in: text)
    case .file: return end
    case .none: return joinsByUnderscore(name) ? end : nil
    }
  }

  /// The end of a host whose labels have letters beyond ASCII, if the last one is known, and of what belongs to it.
  private static func hostInOtherLetters(_ position: Int, _ end: Int, in text: Span<UInt8>) -> Int? {
    var labelEnd = end
    while labelEnd > position, text[labelEnd - 1] == UInt8(ascii: ".") { labelEnd -= 1 }
    var dot = labelEnd - 1
    while dot > position, text[dot] != UInt8(ascii: ".") { dot -= 1 }
    guard dot > position, dot + 1 < labelEnd,
      domains.contains(String(decodingUTF8: text.extracting(dot + 1..<labelEnd)).lowercased())
    else { return nil }
    return addressEnd(from: labelEnd, in: text)
  }

  /// What the label behind the last dot of a name says.
  private enum Label {
    case domain
    case file
    case none
  }

  private static let domains: Set<String> = [
    "com", "org", "net", "edu", "gov", "int", "mil", "info", "biz", "name", "news", "app", "dev", "online", "site",
    "tv",
  ]
  private static let files: Set<String> = [
    "html", "htm", "php", "aspx", "jsp", "pdf", "txt", "csv", "tsv", "json", "jsonl", "xml", "yaml", "yml", "md", "jpg",
    "jpeg", "png", "gif", "svg", "webp", "css", "js", "ts", "py", "c", "h", "cpp", "java", "swift", "go", "rs", "sh",
    "doc", "docx", "xls", "xlsx", "ppt", "pptx", "odt", "zip", "gz", "tar", "exe", "dll", "mp3", "mp4", "mov", "log",
    "conf", "ini", "sql", "db", "epub",
  ]

  private static func lastLabel(of name: Span<UInt8>) -> Label {
    var dot = name.count - 1
    while dot > 0, name[dot] != UInt8(ascii: ".") { dot -= 1 }
    guard dot > 0, isWord(name[dot - 1]) else { return .none }
    let label = String(decodingUTF8: name.extracting(dot + 1..<name.count))
    if files.contains(label.lowercased()) { return .file }
    if domains.contains(label.lowercased()) { return .domain }
    // «i.e.» and «e.g.» have one letter before the dot.
    guard dot > 1, isWord(name[dot - 2]) || name[dot - 2] == UInt8(ascii: "-") else { return .none }
    // Two small letters are a country; more of them, behind small ones, are a field of something. No sentence ends so.
    guard label.utf8.count > 1, label.utf8.allSatisfy({ (0x61...0x7A).contains($0) }) else { return .none }
    if label.utf8.count == 2 { return .domain }
    return (0x61...0x7A).contains(name[dot - 1]) ? .file : .none
  }

  private static func joinsByUnderscore(_ name: Span<UInt8>) -> Bool {
    // One underscore around a word is emphasis.
    if name.count > 4, name[0] == UInt8(ascii: "_"), name[1] == name[0], name[name.count - 1] == name[0],
      name[name.count - 2] == name[0]
    {
      return true
    }
    for index in name.indices.dropFirst().dropLast() where name[index] == UInt8(ascii: "_") {
      if isWord(name[index - 1]) && isWord(name[index + 1]) { return true }
    }
    return false
  }

  private static func isScheme(_ name: Span<UInt8>) -> Bool {
    ["mailto", "tel", "sms", "urn", "data", "javascript", "file", "doi"]
      .contains(String(decodingUTF8: name).lowercased())
  }

  private static func mention(at position: Int, in text: Span<UInt8>) -> Int? {
    var end = position + 1
    while end < text.count, isWord(text[end]) || text[end] == UInt8(ascii: "_") { end += 1 }
    return end > position + 2 ? end : nil
  }

  /// A path from the root, the home or the folder that one is in. A slash between words begins none.
  private static func path(at position: Int, in text: Span<UInt8>) -> Int? {
    if position > 0, !isSpace(text[position - 1]), !isOneOf(text[position - 1], "(\"'[=:") { return nil }
    var end = position
    while end < text.count, text[end] == UInt8(ascii: ".") || text[end] == UInt8(ascii: "~") { end += 1 }
    guard end - position <= 2, end < text.count, text[end] == UInt8(ascii: "/") else { return nil }
    let pathEnd = pathEnd(from: end, in: text)
    var slashes = 0
    for offset in end..<pathEnd where text[offset] == UInt8(ascii: "/") { slashes += 1 }
    guard pathEnd > end + 1, end > position || slashes > 1 || hasFileName(text.extracting(end..<pathEnd)) else {
      return nil
    }
    return pathEnd
  }

  /// `folder/file.txt` and `example.org/page`, but not `and/or`.
  private static func relativePath(_ position: Int, _ slash: Int, in text: Span<UInt8>) -> Int? {
    if case .domain = lastLabel(of: text.extracting(position..<slash)) { return addressEnd(from: slash, in: text) }
    let end = pathEnd(from: slash, in: text)
    return hasFileName(text.extracting(slash..<end)) ? end : nil
  }

  private static func hasFileName(_ path: Span<UInt8>) -> Bool {
    if case .file = lastLabel(of: path) { true } else { false }
  }

  private static func pathEnd(from start: Int, in text: Span<UInt8>) -> Int {
    var end = start
    let limit = min(text.count, start + longestName)
    while end < limit, isWord(text[end]) || isOneOf(text[end], "/_-.+%~*") { end += 1 }
    while end > start, text[end - 1] == UInt8(ascii: ".") { end -= 1 }
    return end
  }

  private static func hostEnd(from start: Int, in text: Span<UInt8>) -> Int {
    var end = start
    let limit = min(text.count, start + longestName)
    while end < limit,
      isWord(text[end]) || text[end] >= 0x80 && !endsAddress(text, at: end) || isOneOf(text[end], "-.")
    {
      end += 1
    }
    while end > start, text[end - 1] == UInt8(ascii: ".") || text[end - 1] == UInt8(ascii: "-") { end -= 1 }
    return end
  }

  /// The end of the run up to white space, quotation marks or brackets of markup, without the punctuation of the text.
  private static func addressEnd(from start: Int, in text: Span<UInt8>) -> Int {
    var end = start
    let limit = min(text.count, start + longestAddress)
    while end < limit, !isSpace(text[end]), !isOneOf(text[end], "<>\"`|"), !endsAddress(text, at: end) { end += 1 }
    while end > start, isOneOf(text[end - 1], ".,;:!?'") { end -= 1 }
    return end
  }

  /// Whether punctuation beyond ASCII stands at a place: the Arabic comma, semicolon and question mark, « », quotation
  /// marks, wide ones.
  private static func endsAddress(_ text: Span<UInt8>, at position: Int) -> Bool {
    guard text[position] >= 0xC2 else { return false }
    return switch text.scalar(at: position).value {
    case 0xA0, 0xAB, 0xBB, 0x60C, 0x61B, 0x61F, 0x6D4, 0x2000...0x200A, 0x2018...0x201F, 0x2026, 0x3000...0x3003: true
    case 0x3008...0x3011, 0xFF01, 0xFF08...0xFF09, 0xFF0C, 0xFF1A...0xFF1B, 0xFF1F: true
    default: false
    }
  }

  @inline(__always)
  private static func isOneOf(_ byte: UInt8, _ signs: StaticString) -> Bool {
    signs.withUTF8Buffer { unsafe $0.contains(byte) }
  }

  private static func isSpace(_ byte: UInt8) -> Bool { byte == 0x20 || (0x09...0x0D).contains(byte) }

  private static func isWord(_ byte: UInt8) -> Bool {
    (0x41...0x5A).contains(byte & 0xDF) || (0x30...0x39).contains(byte)
  }
}
