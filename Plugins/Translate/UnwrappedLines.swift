import Minwal

extension String {
  /// The text with its lines joined: a line break inside of a sentence is one of the page, and the white space around it
  /// is indentation.
  ///
  /// Lines are joined by a space, but not between two characters of scripts that are written without spaces.
  var unwrapped: String {
    let bytes = utf8.span
    guard bytes.firstIndex(of: 0x0A, from: 0) != nil || bytes.firstIndex(of: 0x0D, from: 0) != nil else { return self }
    let scalars = unicodeScalars
    var result = ""
    var position = scalars.startIndex
    while position < scalars.endIndex {
      var end = position
      var breaks = false
      while end < scalars.endIndex, scalars[end].properties.isWhitespace {
        breaks = breaks || scalars[end] == "\n" || scalars[end] == "\r"
        scalars.formIndex(after: &end)
      }
      guard end > position else {
        result.unicodeScalars.append(scalars[position])
        scalars.formIndex(after: &position)
        continue
      }
      if !breaks {
        result.unicodeScalars.append(contentsOf: scalars[position..<end])
      } else if end < scalars.endIndex, let last = result.unicodeScalars.last {
        if !last.isWrittenWithoutSpaces || !scalars[end].isWrittenWithoutSpaces { result += " " }
      }
      position = end
    }
    return result
  }
}

extension Unicode.Scalar {
  /// Whether a character is an ideograph, of kana, or of their punctuation.
  fileprivate var isWrittenWithoutSpaces: Bool {
    switch value {
    case 0x3001...0x30FF, 0x3400...0x9FFF, 0xF900...0xFAFF, 0xFF01...0xFF60, 0x20000...0x3FFFF: true
    default: false
    }
  }
}
