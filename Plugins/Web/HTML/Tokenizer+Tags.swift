import Minwal

extension Tokenizer {
  /// Reads the tag that begins with the `<` at `place`. A tag that the page ends in is none: the end comes instead.
  mutating func readTag(at place: Int, isEnd: Bool) -> Bool {
    tagCount &+= 1
    token.kind = isEnd ? .endTag : .startTag
    token.start = place
    token.isSelfClosing = false
    token.firstAttribute = content.attributes.count
    let known: UInt8
    var next: Int
    (next, known) = knownName(at: isEnd ? place + 2 : place + 1, in: tags, isAttribute: false)
    if known != 0 {
      token.name = UInt32(known)
      token.tag = HTMLTag(rawValue: known) ?? .other
    } else {
      (next, token.name) = ownName(at: isEnd ? place + 2 : place + 1, isAttribute: false)
      token.tag = .other
    }
    while next < end {
      let byte = bytes.byte(at: next)
      if byte == UInt8(ascii: ">") {
        token.attributeCount = content.attributes.count - token.firstAttribute
        token.end = next + 1
        position = next + 1
        return true
      }
      if byte.isHTMLSpace {
        next += 1
      } else if byte == UInt8(ascii: "/") {
        next += 1
        if next < end, bytes.byte(at: next) == UInt8(ascii: ">") { token.isSelfClosing = true }
      } else {
        next = readAttribute(at: next)
      }
    }
    dropAttributes()
    return emitRest(from: end)
  }

  /// Forgets the attributes of the last tag.
  @inline(__always)
  mutating func dropAttributes() {
    if content.attributes.count > token.firstAttribute {
      content.attributes.removeSubrange(token.firstAttribute...)
    }
    token.attributeCount = 0
  }

  /// Reads an attribute, and returns where it ends; without a token, that may be the end of the page.
  @inline(__always)
  private mutating func readAttribute(at start: Int) -> Int {
    let known: UInt8
    var next: Int
    let name: UInt32
    (next, known) = knownName(at: start, in: attributes, isAttribute: true)
    if known != 0 {
      name = UInt32(known)
    } else {
      (next, name) = ownName(at: start, isAttribute: true)
    }
    var attribute = HTMLContent.Attribute(
      name: name, nameStart: UInt32(truncatingIfNeeded: start), nameEnd: UInt32(truncatingIfNeeded: next),
      valueStart: UInt32(truncatingIfNeeded: next), valueEnd: UInt32(truncatingIfNeeded: next), value: 0)
    while next < end, bytes.byte(at: next).isHTMLSpace { next += 1 }
    if next < end, bytes.byte(at: next) == UInt8(ascii: "=") {
      next += 1
      while next < end, bytes.byte(at: next).isHTMLSpace { next += 1 }
      guard next < end else { return end }
      let byte = bytes.byte(at: next)
      let valueEnd: Int
      if byte == UInt8(ascii: "\"") || byte == UInt8(ascii: "'") {
        next += 1
        (valueEnd, attribute.value) = quotedValue(at: next, quote: byte)
        attribute.valueStart = UInt32(truncatingIfNeeded: next)
        next = valueEnd + 1
      } else {
        (valueEnd, attribute.value) = unquotedValue(at: next)
        attribute.valueStart = UInt32(truncatingIfNeeded: next)
        next = valueEnd
      }
      attribute.valueEnd = UInt32(truncatingIfNeeded: valueEnd)
    }
    if isFirst(name) { content.attributes.append(attribute) }
    return next
  }

  /// Whether the tag has no attribute of this name yet.
  @inline(__always)
  private mutating func isFirst(_ name: UInt32) -> Bool {
    let index = Int(name)
    if index >= tagOfName.count {
      tagOfName.append(contentsOf: repeatElement(0, count: max(tagOfName.count, index + 1 - tagOfName.count)))
    }
    defer { tagOfName[index] = tagCount }
    return tagOfName[index] != tagCount
  }

  // MARK: Names

  /// Reads a name that has a number beforehand; number 0 if it has none.
  @inline(__always)
  private func knownName(at start: Int, in names: KnownNames, isAttribute: Bool) -> (end: Int, number: UInt8) {
    let block = bytes.block(at: start)
    var stops = block.less(0x21) .| block.equal(UInt8(ascii: ">")) .| block.equal(UInt8(ascii: "/"))
    if isAttribute { stops = stops .| block.equal(UInt8(ascii: "=")) }
    // An equals sign that an attribute begins with is part of its name: then this is none that is known.
    let length = stops.first ?? 16
    guard length > 0, start + length < end else { return (start, 0) }
    // Other control characters are parts of names, and so is whatever else comes behind sixteen bytes.
    let stop = bytes.byte(at: start + length)
    guard
      stop == UInt8(ascii: ">") || stop == UInt8(ascii: "/") || stop.isHTMLSpace
        || (isAttribute && stop == UInt8(ascii: "="))
    else { return (start, 0) }
    let upper = block.within(UInt8(ascii: "A")...UInt8(ascii: "Z"))
    var lower = block
    lower.replace(with: block | ByteBlock(repeating: 0x20), where: upper)
    let kept = Self.lanes .< ByteBlock(repeating: UInt8(truncatingIfNeeded: length))
    lower.replace(with: ByteBlock(repeating: 0), where: .!kept)
    let number = names.number(of: unsafe unsafeBitCast(lower, to: SIMD2<UInt64>.self), length: length)
    return (start + length, number)
  }

  private static var lanes: ByteBlock {
    @inline(__always) get { ByteBlock(0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15) }
  }

  /// Reads any name, and finds or makes its number.
  private mutating func ownName(at start: Int, isAttribute: Bool) -> (end: Int, name: UInt32) {
    var place = start
    while place < end {
      let byte = bytes.byte(at: place)
      if byte.isHTMLSpace || byte == UInt8(ascii: ">") || byte == UInt8(ascii: "/") { break }
      if isAttribute, byte == UInt8(ascii: "="), place > start { break }
      if byte == 0 {
        for replaced in [0xEF, 0xBF, 0xBD] as [UInt8] { content.names.append(replaced) }
      } else {
        content.names.append(byte.inLowerCase)
      }
      place += 1
    }
    return (place, content.names.number())
  }

  // MARK: Values

  /// Finds the quotation mark that a value ends with, or the end of the page, and makes the value if it does not stand
  /// there as it is.
  @inline(__always)
  private mutating func quotedValue(at start: Int, quote: UInt8) -> (end: Int, value: UInt32) {
    let quotes = ByteBlock(repeating: quote)
    var place = start
    while place < end {
      let block = bytes.block(at: place)
      let special = (block .== quotes) .| block.equal(UInt8(ascii: "&")) .| block.equal(0) .| block.equal(0x0D)
      guard let lane = special.first else {
        place += 16
        continue
      }
      place += lane
      guard place < end else { break }
      let byte = bytes.byte(at: place)
      if byte == quote { return (place, 0) }
      if needsValue(at: place, byte) { return madeValue(from: start, changedAt: place, until: quote) }
      place += 1
    }
    return (end, 0)
  }

  /// Finds where a value without quotation marks ends, and makes it if it does not stand there as it is.
  private mutating func unquotedValue(at start: Int) -> (end: Int, value: UInt32) {
    var place = start
    while place < end {
      let byte = bytes.byte(at: place)
      if byte.isHTMLSpace || byte == UInt8(ascii: ">") { break }
      if byte == UInt8(ascii: "&") || byte == 0, needsValue(at: place, byte) {
        return madeValue(from: start, changedAt: place, until: nil)
      }
      place += 1
    }
    return (place, 0)
  }

  /// Whether something else stands for what is at `place`: a U+0000, a carriage return or perhaps a reference.
  @inline(__always)
  private mutating func needsValue(at place: Int, _ byte: UInt8) -> Bool {
    guard byte == UInt8(ascii: "&") else { return true }
    guard place + 1 < end, bytes.byte(at: place + 1).mayBeginReference else { return false }
    return reference(at: place, inAttribute: true) != nil
  }

  /// Makes a value from its start on, as a value with runs.
  private mutating func madeValue(from start: Int, changedAt: Int, until quote: UInt8?) -> (end: Int, value: UInt32) {
    var maker = ValueMaker(content, from: start)
    var place = changedAt
    while place < end {
      let byte = bytes.byte(at: place)
      if let quote {
        if byte == quote { break }
      } else if byte.isHTMLSpace || byte == UInt8(ascii: ">") {
        break
      }
      switch byte {
      case UInt8(ascii: "&"):
        if let reference = reference(at: place, inAttribute: true) {
          maker.replace(place..<reference.end, with: reference, in: bytes, &content)
          place = reference.end
        } else {
          place += 1
        }
      case 0:
        maker.replace(place..<place + 1, with: .replacementCharacter(end: place + 1), in: bytes, &content)
        place += 1
      case 0x0D:
        maker.replaceCarriageReturn(at: place, end: end, in: bytes, &content)
        place += 1
      default: place += 1
      }
    }
    return (place, maker.finish(at: place, in: bytes, &content))
  }
}
