import Minwal

/// Finds the lines of a text and what each looks like.
struct LineReader {
  /// More lines than any web page has: a text of more is left as it is, so that memory stays bounded.
  static let mostLines = 1 << 20
  /// How many bytes of a word there are about, for lines that are not read.
  private static let bytesPerWord = 10

  private let table: PhraseTable
  private let isOff: Set<Clean.Rule>
  private var folding = Folding()

  init(_ table: PhraseTable, isOff: Set<Clean.Rule>) {
    self.table = table
    self.isOff = isOff
  }

  /// Reads the lines that are not blank; `false` if there are too many.
  mutating func read(_ text: Span<UInt8>, into lines: inout [Line]) -> Bool {
    lines.removeAll(keepingCapacity: true)
    var position = 0
    var gap = false
    while position < text.count {
      let end = text.firstIndex(of: UInt8(ascii: "\n"), from: position) ?? text.count
      var line = Line(range: position..<end, next: min(end + 1, text.count))
      if look(at: text.extracting(position..<end), &line) {
        guard lines.count < Self.mostLines else { return false }
        if gap { line.traits.insert(.hasGap) }
        lines.append(line)
        gap = false
      } else {
        gap = true
      }
      position = line.next
    }
    lookAtEdges(of: text, &lines)
    return true
  }

  /// Long lines at the edges may be notices: cookies, copyright. Only their beginning is compared.
  private mutating func lookAtEdges(of text: Span<UInt8>, _ lines: inout [Line]) {
    for index in lines.indices where index < 4 || index >= lines.count - 12 {
      guard lines[index].traits.contains(.isLong), lines[index].range.count <= 4096 else { continue }
      let start = lines[index].range.lowerBound
      var end = min(start + table.longestLine, lines[index].range.upperBound)
      while !text.isCharacterBoundary(end) { end -= 1 }
      let shape = folding.fold(text.extracting(start..<end))
      let match = table.match(of: folding.bytes.span.extracting(0..<shape.count), isCut: true)
      if let match, match.section != .bylines, match.section != .sections { mark(&lines[index], match) }
    }
  }

  /// Judges one line; `false` if it is blank.
  private mutating func look(at line: Span<UInt8>, _ result: inout Line) -> Bool {
    if line.count > table.longestLine {
      guard !Self.isBlank(line) else { return false }
      result.looks = .prose
      result.traits = .isLong
      result.words = line.count / Self.bytesPerWord
      return true
    }
    let shape = folding.fold(line)
    guard shape.count > 0 || shape.hasSigns else { return false }
    let folded = folding.bytes.span.extracting(0..<shape.count)
    result.words = shape.words
    result.hash = StableHash.hash(folded)
    if shape.ending == .open { result.traits.insert(.endsOpen) }
    if shape.isMarked { result.traits.insert(.isMarked) }
    if shape.numbers > 0 { result.traits.insert(.hasNumber) }
    if shape.hasComma { result.traits.insert(.hasComma) }
    if let match = table.match(of: folded), fits(match, shape) {
      mark(&result, match)
      if result.looks != .plain { return true }
    }
    result.looks = looks(of: line, folded, shape)
    return true
  }

  /// Headings and by-lines are short; `more about *` or `by *` may also begin a sentence.
  private func fits(_ match: PhrasePattern, _ shape: Folding.Shape) -> Bool {
    switch match.section {
    case .list: match.isExact || shape.words <= 8
    case .bylines: match.isExact || shape.words <= 12 && shape.ending != .stop
    default: true
    }
  }

  private func mark(_ line: inout Line, _ match: PhrasePattern) {
    if !match.isExact { line.traits.insert(.isOpenPhrase) }
    switch match.section {
    case .anywhere: line.looks = .phrase
    case .edges: line.looks = .edgePhrase
    case .list: line.looks = .listHeading
    case .end: line.looks = .endOfArticle
    case .sections: line.looks = isOff.contains(.sectionName) ? .plain : .section
    case .bylines: line.looks = isOff.contains(.byline) ? .plain : .byline
    case .keep: line.traits.insert(.isProtected)
    case .dateWords: break
    }
  }

  private func looks(of line: Span<UInt8>, _ folded: Span<UInt8>, _ shape: Folding.Shape) -> Line.Looks {
    if shape.count == 0 {
      // "...", "?!" are turns of a dialogue.
      return shape.ending == .call || shape.ending == .stop || isOff.contains(.separator) ? .plain : .separator
    }
    if !isOff.contains(.linkOnly), LineShapes.isLinks(line) { return .link }
    if !isOff.contains(.tagList), LineShapes.isTags(line) { return .tags }
    if shape.numbers > 0, shape.words <= 14 {
      if !shape.hasLetters, !shape.hasDateNumber {
        return isOff.contains(.numericLine) ? .plain : .number
      }
      if !isOff.contains(.dateLine), let words = table.dateWords(in: folded), words > 0 || shape.hasDateNumber {
        return .date
      }
    }
    if shape.dividers > 0, shape.longestPiece <= 4, shape.ending != .stop, shape.numbers == 0, !isOff.contains(.linkBar)
    {
      return .bar
    }
    let isLongSentence = shape.words >= 25 || shape.words >= 14 && shape.hasComma && shape.ending != .open
    let isSentence = shape.words >= 6 && shape.ending == .stop
    return isLongSentence || isSentence ? .prose : .plain
  }

  /// Whether a long line is nothing but spaces and marks that are not seen.
  private static func isBlank(_ line: Span<UInt8>) -> Bool {
    var position = 0
    while position < line.count {
      let (scalar, length) = line.scalar(at: position)
      switch Folding.folded(scalar).class {
      case .space, .dropped: position += length
      default: return false
      }
    }
    return true
  }
}
