import Minwal

extension Page {
  /// Whether a line above the body says who has the copyright, and the body is about that: it belongs to a licence.
  func isOfLicence(_ position: Int, _ text: Span<UInt8>, _ body: Body) -> Bool {
    switch line(position).looks {
    case .copyright, .edgePhrase, .phrase: break
    default: return false
    }
    guard Self.namesCopyright(text.extracting(line(position).range)) else { return false }
    return body.lines.contains { position in
      line(position).isProse && Self.namesCopyright(text.extracting(line(position).range))
    }
  }

  /// The word for it that is used in most languages, in small letters.
  private static let word: [UInt8] = Array("copyright".utf8)

  /// Whether a line has the word `copyright`, or the sign ©.
  private static func namesCopyright(_ line: Span<UInt8>) -> Bool {
    line.indices.contains { start in
      if line[start] == 0xC2 { return start + 1 < line.count && line[start + 1] == 0xA9 }
      guard line[start] | 0x20 == word[0], start + word.count <= line.count else { return false }
      return word.indices.allSatisfy { line[start + $0] | 0x20 == word[$0] }
    }
  }
}
