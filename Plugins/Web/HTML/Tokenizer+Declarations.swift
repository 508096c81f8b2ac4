import Minwal

extension Tokenizer {
  /// Reads what begins with `<!`; `false` if it is the start of a CDATA section.
  mutating func readDeclaration(at place: Int) -> Bool {
    let start = place + 2
    if start + 1 < end, bytes.byte(at: start) == UInt8(ascii: "-"), bytes.byte(at: start + 1) == UInt8(ascii: "-") {
      return readComment(at: place, contentStart: start + 2)
    }
    if isWord("doctype", at: start) { return readDoctype(at: place, from: start + 7) }
    if isInForeignContent, isWord("[CDATA[", at: start, anyCase: false) {
      position = start + 7
      state = .cdata
      return false
    }
    return readBogusComment(at: place, contentStart: start)
  }

  /// Whether a word is at a place; if in any case, the word must be in lower case.
  mutating func isWord(_ word: StaticString, at place: Int, anyCase: Bool = true) -> Bool {
    guard place + word.utf8CodeUnitCount <= end else { return false }
    var next = place
    for letter in "\(word)".utf8 {
      let byte = bytes.byte(at: next)
      guard (anyCase ? byte.inLowerCase : byte) == letter else { return false }
      next += 1
    }
    return true
  }

  // MARK: Comments

  private mutating func readComment(at place: Int, contentStart: Int) -> Bool {
    // `<!-->` and `<!--->` are comments too.
    var next = contentStart
    if next < end, bytes.byte(at: next) == UInt8(ascii: "-") { next += 1 }
    if next < end, bytes.byte(at: next) == UInt8(ascii: ">") {
      return emitComment(at: place, contentStart..<contentStart, end: next + 1)
    }
    while let found = firstGreaterThan(from: next) {
      if found - 2 >= contentStart, isDash(found - 1), isDash(found - 2) {
        return emitComment(at: place, contentStart..<found - 2, end: found + 1)
      }
      if found - 3 >= contentStart, bytes.byte(at: found - 1) == UInt8(ascii: "!"), isDash(found - 2), isDash(found - 3)
      {
        return emitComment(at: place, contentStart..<found - 3, end: found + 1)
      }
      next = found + 1
    }
    // What could have been the beginning of the comment's end is none of its content.
    var contentEnd = end
    if contentEnd - 3 >= contentStart, bytes.byte(at: end - 1) == UInt8(ascii: "!"), isDash(end - 2), isDash(end - 3) {
      contentEnd -= 3
    } else if contentEnd - 1 >= contentStart, isDash(end - 1) {
      contentEnd -= contentEnd - 2 >= contentStart && isDash(end - 2) ? 2 : 1
    }
    return emitComment(at: place, contentStart..<contentEnd, end: end)
  }

  @inline(__always)
  private mutating func isDash(_ place: Int) -> Bool { bytes.byte(at: place) == UInt8(ascii: "-") }

  /// Reads markup that is none as a comment, as the standard has it.
  mutating func readBogusComment(at place: Int, contentStart: Int) -> Bool {
    let found = firstGreaterThan(from: contentStart)
    return emitComment(at: place, contentStart..<(found ?? end), end: found.map { $0 + 1 } ?? end)
  }

  /// Reads what begins with `<?`: a processing instruction, or else a comment.
  mutating func readInstruction(at place: Int) -> Bool {
    let start = place + 2
    guard readsInstructions else { return readBogusComment(at: place, contentStart: place + 1) }
    // The page ends in an instruction: that is none.
    guard start < end else { return emitRest(from: end) }
    var targetEnd = start
    while targetEnd < end, isInTarget(bytes.byte(at: targetEnd)) { targetEnd += 1 }
    let first = bytes.byte(at: start)
    guard first.isASCIILetter || first == UInt8(ascii: "_") else {
      return readBogusComment(at: place, contentStart: place + 1)
    }
    guard targetEnd < end else { return emitRest(from: end) }
    let next = bytes.byte(at: targetEnd)
    let isXML = targetEnd - start == 3 && isWord("xml", at: start)
    let isStyle = targetEnd - start == 14 && isWord("xml-stylesheet", at: start)
    guard !isXML, !isStyle, next.isHTMLSpace || next == UInt8(ascii: "?") || next == UInt8(ascii: ">") else {
      return readBogusComment(at: place, contentStart: place + 1)
    }
    let dataStart = skipSpace(from: targetEnd)
    guard let found = firstGreaterThan(from: dataStart) else { return emitRest(from: end) }
    let dataEnd = found > dataStart && bytes.byte(at: found - 1) == UInt8(ascii: "?") ? found - 1 : found
    defer { token.isInstruction = true }
    return emitComment(at: place, dataStart..<dataEnd, end: found + 1)
  }

  private func isInTarget(_ byte: UInt8) -> Bool {
    byte.isASCIIAlphanumeric || byte == UInt8(ascii: "-") || byte == UInt8(ascii: "_")
  }

  private mutating func firstGreaterThan(from start: Int) -> Int? {
    var place = start
    while place < end {
      if let lane = bytes.block(at: place).equal(UInt8(ascii: ">")).first {
        return place + lane < end ? place + lane : nil
      }
      place += 16
    }
    return nil
  }

  private mutating func emitComment(at place: Int, _ range: Range<Int>, end tokenEnd: Int) -> Bool {
    token.kind = .comment
    token.isInstruction = false
    token.start = place
    token.end = tokenEnd
    token.contentStart = range.lowerBound
    token.contentEnd = range.upperBound
    token.value = value(of: range, alwaysMade: false)
    position = tokenEnd
    return true
  }

  /// Makes the value of some bytes in which references have no meaning: its index plus one, or 0 if the bytes stand for
  /// themselves.
  private mutating func value(of range: Range<Int>, alwaysMade: Bool) -> UInt32 {
    var maker: ValueMaker?
    if alwaysMade { maker = ValueMaker(content, from: range.lowerBound) }
    var place = range.lowerBound
    while place < range.upperBound {
      let block = bytes.block(at: place)
      guard let lane = (block.equal(0) .| block.equal(0x0D)).first else {
        place += 16
        continue
      }
      place += lane
      guard place < range.upperBound else { break }
      if maker == nil { maker = ValueMaker(content, from: range.lowerBound) }
      if bytes.byte(at: place) == 0 {
        maker?.replace(place..<place + 1, with: .replacementCharacter(end: place + 1), in: bytes, &content)
      } else {
        maker?.replaceCarriageReturn(at: place, end: end, in: bytes, &content)
      }
      place += 1
    }
    return maker?.finish(at: range.upperBound, in: bytes, &content) ?? 0
  }

  // MARK: Document types

  private mutating func readDoctype(at place: Int, from start: Int) -> Bool {
    token.kind = .doctype
    token.start = place
    doctype = HTMLDoctype()
    let isWhole = readDoctypeParts(from: start)
    if !isWhole { doctype.forcesQuirks = true }
    token.end = position
    return true
  }

  /// Reads what follows `<!DOCTYPE`, up to its end; `false` if it is malformed.
  private mutating func readDoctypeParts(from start: Int) -> Bool {
    position = skipSpace(from: start)
    guard position < end else { return false }
    guard bytes.byte(at: position) != UInt8(ascii: ">") else {
      position += 1
      return false
    }
    doctype.name = doctypeName()
    position = skipSpace(from: position)
    guard position < end else { return false }
    if bytes.byte(at: position) == UInt8(ascii: ">") {
      position += 1
      return true
    }
    let isPublic = isWord("public", at: position)
    guard isPublic || isWord("system", at: position) else { return bogusDoctype(isWhole: false) }
    position = skipSpace(from: position + 6)
    guard let first = identifier() else { return bogusDoctype(isWhole: false) }
    if isPublic { doctype.publicID = first.value } else { doctype.systemID = first.value }
    guard first.isClosed else { return bogusDoctype(isWhole: false) }
    position = skipSpace(from: position)
    guard position < end else { return false }
    if bytes.byte(at: position) == UInt8(ascii: ">") {
      position += 1
      return true
    }
    guard isPublic else { return bogusDoctype(isWhole: true) }
    guard let second = identifier() else { return bogusDoctype(isWhole: false) }
    doctype.systemID = second.value
    guard second.isClosed else { return bogusDoctype(isWhole: false) }
    position = skipSpace(from: position)
    guard position < end else { return false }
    return bogusDoctype(isWhole: true)
  }

  private mutating func skipSpace(from start: Int) -> Int {
    var place = start
    while place < end, bytes.byte(at: place).isHTMLSpace { place += 1 }
    return place
  }

  /// Skips to behind the `>`; the declaration is malformed as well if the page ends before.
  private mutating func bogusDoctype(isWhole: Bool) -> Bool {
    guard let found = firstGreaterThan(from: position) else {
      position = end
      // What comes behind a system identifier does no harm, not even the page's end.
      return isWhole
    }
    position = found + 1
    return isWhole
  }

  private mutating func doctypeName() -> UInt32 {
    let start = position
    while position < end, !bytes.byte(at: position).isHTMLSpace, bytes.byte(at: position) != UInt8(ascii: ">") {
      position += 1
    }
    let value = value(of: start..<position, alwaysMade: true)
    let made = content.values[Int(value) - 1]
    for index in Int(made.start)..<Int(made.end) where content.replacements[index] &- UInt8(ascii: "A") < 26 {
      content.replacements[index] |= 0x20
    }
    return value
  }

  /// Reads an identifier in quotation marks, which `>` ends as well; `nil` if there is none.
  private mutating func identifier() -> (value: UInt32, isClosed: Bool)? {
    guard position < end else { return nil }
    let quote = bytes.byte(at: position)
    guard quote == UInt8(ascii: "\"") || quote == UInt8(ascii: "'") else { return nil }
    let start = position + 1
    var place = start
    while place < end, bytes.byte(at: place) != quote, bytes.byte(at: place) != UInt8(ascii: ">") { place += 1 }
    let isClosed = place < end && bytes.byte(at: place) == quote
    position = isClosed ? place + 1 : place
    return (value(of: start..<place, alwaysMade: true), isClosed)
  }
}
