import Minwal

/// What a page says of its encoding in its first bytes: the standard's "prescan a byte stream to determine its encoding".
struct EncodingDeclaration {
  /// So many bytes are looked at before anything else is asked.
  static let reach = 1024
  /// So many, if nothing else tells: where browsers find a declaration that comes later, they read the page again.
  static let farReach = 64 << 10

  private var position = 0

  /// Finds the first encoding that is known.
  ///
  /// - Parameter bytes: The beginning of a page.
  /// - Returns: The encoding as iconv calls it; `nil` if there is none.
  static func encoding(in bytes: Span<UInt8>) -> String? {
    var scan = EncodingDeclaration()
    return scan.run(bytes)
  }

  private mutating func run(_ bytes: Span<UInt8>) -> String? {
    if let declared = Self.ofXML(bytes) { return declared }
    while let start = bytes.firstIndex(of: UInt8(ascii: "<"), from: position), start + 1 < bytes.count {
      position = start + 1
      if bytes.has("!--", at: position) {
        // The end may overlap the beginning: <!-->
        position += 1
        while position < bytes.count, !bytes.has("-->", at: position) { position += 1 }
      } else if bytes.has("meta", at: position), position + 4 < bytes.count,
        bytes[position + 4].isHTMLSpace || bytes[position + 4] == UInt8(ascii: "/")
      {
        position += 4
        if let found = meta(bytes) { return found }
      } else if bytes[position].isASCIILetter || bytes[position] == UInt8(ascii: "/") {
        while position < bytes.count, !bytes[position].isHTMLSpace, bytes[position] != UInt8(ascii: ">") {
          position += 1
        }
        while attribute(bytes) != nil {}
      } else if [UInt8(ascii: "!"), UInt8(ascii: "?")].contains(bytes[position]) {
        position = bytes.firstIndex(of: UInt8(ascii: ">"), from: position) ?? bytes.count
      }
    }
    return nil
  }

  /// What a `meta` says, behind its name.
  private mutating func meta(_ bytes: Span<UInt8>) -> String? {
    var (isContentType, charset, content): (Bool, String?, String?) = (false, nil, nil)
    var seen: Set<String> = []
    while let (name, value) = attribute(bytes) {
      guard seen.insert(name).inserted else { continue }
      switch name {
      case "http-equiv": isContentType = value == "content-type"
      case "content": content = MediaType.charset(inContent: value)
      case "charset": charset = value
      default: break
      }
    }
    guard let label = charset ?? (isContentType ? content : nil) else { return nil }
    return EncodingLabel.name(label, isMeta: true)
  }

  /// The next attribute of a tag, name and value in small letters.
  private mutating func attribute(_ bytes: Span<UInt8>) -> (name: String, value: String)? {
    while position < bytes.count, bytes[position].isHTMLSpace || bytes[position] == UInt8(ascii: "/") { position += 1 }
    guard position < bytes.count, bytes[position] != UInt8(ascii: ">") else { return nil }
    let nameStart = position
    while position < bytes.count, !bytes[position].isHTMLSpace,
      ![UInt8(ascii: "/"), UInt8(ascii: ">")].contains(bytes[position]),
      bytes[position] != UInt8(ascii: "=") || position == nameStart
    {
      position += 1
    }
    let name = bytes.lowercased(nameStart..<position)
    skipSpace(bytes)
    guard position < bytes.count, bytes[position] == UInt8(ascii: "=") else { return (name, "") }
    position += 1
    skipSpace(bytes)
    guard position < bytes.count else { return nil }
    let quote = bytes[position]
    let isQuoted = quote == UInt8(ascii: "\"") || quote == UInt8(ascii: "'")
    if isQuoted { position += 1 }
    let valueStart = position
    while position < bytes.count,
      isQuoted ? bytes[position] != quote : !bytes[position].isHTMLSpace && bytes[position] != UInt8(ascii: ">")
    {
      position += 1
    }
    let value = bytes.lowercased(valueStart..<position)
    // Where a value is cut off, nothing is known.
    guard position < bytes.count else { return nil }
    if isQuoted { position += 1 }
    return (name, value)
  }

  private mutating func skipSpace(_ bytes: Span<UInt8>) {
    while position < bytes.count, bytes[position].isHTMLSpace { position += 1 }
  }

  /// The encoding of an XML declaration, with which XHTML begins.
  private static func ofXML(_ bytes: Span<UInt8>) -> String? {
    guard bytes.has("<?xml", at: 0), let end = bytes.firstIndex(of: UInt8(ascii: ">"), from: 5), end < 256 else {
      return nil
    }
    let declaration = bytes.lowercased(5..<end)
    guard let range = declaration.firstRange(of: "encoding") else { return nil }
    let rest = declaration[range.upperBound...].drop { $0 == " " || $0 == "=" }
    guard let quote = rest.first, quote == "\"" || quote == "'" else { return nil }
    return EncodingLabel.name(String(rest.dropFirst().prefix { $0 != quote }), isMeta: true)
  }
}

extension Span where Element == UInt8 {
  /// Whether a word of small ASCII letters stands at a place, in whatever case.
  func has(_ word: StaticString, at start: Int) -> Bool {
    let length = word.utf8CodeUnitCount
    guard start >= 0, start + length <= count else { return false }
    // Safe: a static string is there as long as the program.
    let letters = unsafe UnsafeBufferPointer(start: word.utf8Start, count: length)
    for index in 0..<length where unsafe self[start + index].inLowerCase != letters[index] { return false }
    return true
  }

  /// Bytes as a string, in small letters of ASCII.
  func lowercased(_ range: Range<Int>) -> String {
    String(decoding: range.map { self[$0].inLowerCase }, as: UTF8.self)
  }
}
