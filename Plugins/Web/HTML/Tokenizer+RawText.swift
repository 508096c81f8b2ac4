import Minwal

extension Tokenizer {
  /// Whether the `<` at a place begins the end tag that the raw text ends with.
  mutating func isRawEndTag(at place: Int) -> Bool {
    isName(rawName, endingTagAt: place)
  }

  /// Whether `</`, a name and what may follow one are at a place.
  private mutating func isName(_ name: [UInt8], endingTagAt place: Int) -> Bool {
    guard !name.isEmpty, place + 1 < end, bytes.byte(at: place + 1) == UInt8(ascii: "/") else { return false }
    return isName(name, at: place + 2)
  }

  /// Whether a name in any case and something that may follow one are at a place.
  private mutating func isName(_ name: [UInt8], at place: Int) -> Bool {
    let nameEnd = place + name.count
    guard nameEnd < end else { return false }
    for offset in 0..<name.count {
      let byte = bytes.byte(at: place + offset)
      guard byte.inLowerCase == name[offset] else { return false }
    }
    let next = bytes.byte(at: nameEnd)
    return next.isHTMLSpace || next == UInt8(ascii: "/") || next == UInt8(ascii: ">")
  }

  /// Emits what was read of raw text before a U+0000 or a carriage return, or what stands for that; `false` if that is
  /// nothing.
  private mutating func emitRaw(from start: Int, until place: Int) -> Bool {
    if place > start { return emitText(start, place) }
    if bytes.byte(at: place) == 0 {
      return emit(.replacementCharacter(end: place + 1), at: place)
    }
    if emitControl(at: place) { return true }
    position = place + 1
    return false
  }

  /// Reads a token of raw text.
  mutating func nextOfRawText() -> Bool {
    let start = position
    var place = start
    while place < end {
      let block = bytes.block(at: place)
      let special = block.equal(UInt8(ascii: "<")) .| block.equal(0) .| block.equal(0x0D)
      guard let lane = special.first else {
        place += 16
        continue
      }
      place += lane
      guard place < end else { break }
      guard bytes.byte(at: place) == UInt8(ascii: "<") else { return emitRaw(from: start, until: place) }
      if isRawEndTag(at: place) {
        if place > start { return emitText(start, place) }
        state = .data
        return readTag(at: place, isEnd: true)
      }
      place += 1
    }
    return emitRest(from: start)
  }

  /// Reads a token of text that nothing ends.
  mutating func nextOfPlainText() -> Bool {
    let start = position
    var place = start
    while place < end {
      let block = bytes.block(at: place)
      guard let lane = (block.equal(0) .| block.equal(0x0D)).first else {
        place += 16
        continue
      }
      guard place + lane < end else { break }
      return emitRaw(from: start, until: place + lane)
    }
    return emitRest(from: start)
  }

  /// Reads a token of a script.
  mutating func nextOfScript() -> Bool {
    let start = position
    var place = start
    while place < end {
      let block = bytes.block(at: place)
      var special = block.equal(UInt8(ascii: "<")) .| block.equal(0) .| block.equal(0x0D)
      if scriptState != .plain { special = special .| block.equal(UInt8(ascii: ">")) }
      guard let lane = special.first else {
        place += 16
        continue
      }
      place += lane
      guard place < end else { break }
      switch bytes.byte(at: place) {
      case UInt8(ascii: "<"):
        if scriptState != .doubleEscaped, isRawEndTag(at: place) {
          if place > start { return emitText(start, place) }
          state = .data
          return readTag(at: place, isEnd: true)
        }
        place = scriptPlace(behindLessThanAt: place)
      case UInt8(ascii: ">"):
        // The dashes may be those that the comment began with.
        if place - 2 >= escapeStart, bytes.byte(at: place - 1) == UInt8(ascii: "-"),
          bytes.byte(at: place - 2) == UInt8(ascii: "-")
        {
          scriptState = .plain
        }
        place += 1
      default: return emitRaw(from: start, until: place)
      }
    }
    return emitRest(from: start)
  }

  /// Notes whether a comment in a script, or a script in such a comment, begins or ends; returns where to read on.
  private mutating func scriptPlace(behindLessThanAt place: Int) -> Int {
    switch scriptState {
    case .plain:
      guard place + 3 < end, bytes.byte(at: place + 1) == UInt8(ascii: "!"),
        bytes.byte(at: place + 2) == UInt8(ascii: "-"), bytes.byte(at: place + 3) == UInt8(ascii: "-")
      else { return place + 1 }
      scriptState = .escaped
      escapeStart = place + 2
      return place + 4
    case .escaped:
      guard isName(Self.script, at: place + 1) else { return place + 1 }
      scriptState = .doubleEscaped
      escapeStart = place + 2 + Self.script.count
      return escapeStart
    case .doubleEscaped:
      guard isName(Self.script, endingTagAt: place) else { return place + 1 }
      scriptState = .escaped
      escapeStart = place + 3 + Self.script.count
      return escapeStart
    }
  }

  private static let script = Array("script".utf8)

  /// Reads a token of a CDATA section, or its end, which is none.
  mutating func nextOfCDATA() -> Bool {
    let start = position
    var place = start
    while place < end {
      let block = bytes.block(at: place)
      let special = block.equal(UInt8(ascii: "]")) .| block.equal(0) .| block.equal(0x0D)
      guard let lane = special.first else {
        place += 16
        continue
      }
      place += lane
      guard place < end else { break }
      guard bytes.byte(at: place) == UInt8(ascii: "]") else {
        if place > start { return emitText(start, place) }
        if emitControl(at: place) { return true }
        position = place + 1
        return false
      }
      if place + 2 < end, bytes.byte(at: place + 1) == UInt8(ascii: "]"),
        bytes.byte(at: place + 2) == UInt8(ascii: ">")
      {
        if place > start { return emitText(start, place) }
        position = place + 3
        state = .data
        return false
      }
      place += 1
    }
    return emitRest(from: start)
  }
}
