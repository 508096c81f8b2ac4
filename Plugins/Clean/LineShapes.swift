import Minwal

/// Shapes that are seen in a line's bytes: all its words are addresses, or all are tags.
enum LineShapes {
  /// Whether each word is a web or mail address.
  static func isLinks(_ line: Span<UInt8>) -> Bool { allWords(of: line) { isLink(line.extracting($0)) } }

  /// Whether each word is a hashtag or an account's name.
  static func isTags(_ line: Span<UInt8>) -> Bool {
    allWords(of: line) { word in
      word.count > 1 && (line[word.lowerBound] == UInt8(ascii: "#") || line[word.lowerBound] == UInt8(ascii: "@"))
    }
  }

  private static func allWords(of line: Span<UInt8>, _ isFine: (Range<Int>) -> Bool) -> Bool {
    var position = 0
    var found = false
    while position < line.count {
      guard line[position] > 0x20 else {
        position += 1
        continue
      }
      var end = position
      while end < line.count, line[end] > 0x20 { end += 1 }
      guard isFine(position..<end) else { return false }
      found = true
      position = end
    }
    return found
  }

  private static func isLink(_ word: Span<UInt8>) -> Bool {
    guard word[0] < 0x80 else { return false }
    if prefixes.contains(where: { has($0, word) }) { return true }
    return isAddress(word)
  }

  private static let prefixes: [[UInt8]] = ["http://", "https://", "www.", "mailto:"].map { Array($0.utf8) }

  private static func has(_ prefix: [UInt8], _ word: Span<UInt8>) -> Bool {
    guard word.count > prefix.count else { return false }
    for index in prefix.indices {
      let byte = word[index]
      guard prefix[index] == ((0x41...0x5A).contains(byte) ? byte | 0x20 : byte) else { return false }
    }
    return true
  }

  /// `site.example/path` or `name@site.example`: lower-case ASCII with a dot and a top-level name of letters behind it.
  private static func isAddress(_ word: Span<UInt8>) -> Bool {
    var dot: Int?
    var host = 0
    while host < word.count, word[host] != UInt8(ascii: "/") {
      switch word[host] {
      case UInt8(ascii: "."):
        if host == 0 || dot == host - 1 { return false }
        dot = host
      case UInt8(ascii: "@"):
        if host == 0 || dot != nil && dot == host - 1 { return false }
        dot = nil
      case 0x61...0x7A, 0x30...0x39, UInt8(ascii: "-"), UInt8(ascii: "_"): break
      default: return false
      }
      host += 1
    }
    guard let dot, host - dot > 2 else { return false }
    for index in dot + 1..<host where !(0x61...0x7A).contains(word[index]) { return false }
    return true
  }
}
