import Minwal

/// Reads a page token by token, as section 13.2.5 of the HTML standard has it, with the offsets of everything.
///
/// All of the page is there, so that most of the standard's states are places in the code. What is called for every token
/// is mutating even where it changes nothing: for other calls, the compiler copies all of the tokenizer.
struct Tokenizer: ~Copyable, ~Escapable {
  /// What characters mean.
  enum State: UInt8 {
    case data, rcdata, rawtext, script, plaintext, cdata
  }

  /// Where a script is in its comment, if it has one.
  enum ScriptState: UInt8 {
    case plain, escaped, doubleEscaped
  }

  /// The page, and at least as many readable bytes behind it as a block has.
  let bytes: RawSpan
  /// How many bytes the page has.
  let end: Int
  /// Where the next token begins.
  var position = 0
  /// What was read last.
  var token = Token()
  /// What the last document type says.
  var doctype = HTMLDoctype()
  /// What tokens refer to.
  var content: HTMLContent

  var state = State.data
  var scriptState = ScriptState.plain
  /// The name of the end tag that ends raw text.
  var rawName: [UInt8] = []
  /// Where the comment of a script begins, or the script within it.
  var escapeStart = 0
  /// Whether `<?` begins a processing instruction, as it does since June 2026; else it begins a comment.
  var readsInstructions = true
  /// Whether `<![CDATA[` has its meaning here.
  var isInForeignContent = false

  let tags = KnownNames.tags
  let attributes = KnownNames.attributes
  /// For each number of a name the tag that had it last, so that a name that comes twice is noticed at once.
  var tagOfName = [UInt32](repeating: 0, count: 320)
  var tagCount: UInt32 = 0

  @_lifetime(copy bytes)
  init(_ bytes: RawSpan, end: Int, content: consuming HTMLContent) {
    self.bytes = bytes
    self.end = end
    self.content = content
  }

  /// Reads the next token.
  mutating func next() {
    // Some markup makes no token: `</>`, the bounds of a CDATA section.
    var isToken = false
    while !isToken {
      switch state {
      case .data: isToken = nextOfData(isRCDATA: false)
      case .rcdata: isToken = nextOfData(isRCDATA: true)
      case .rawtext: isToken = nextOfRawText()
      case .script: isToken = nextOfScript()
      case .plaintext: isToken = nextOfPlainText()
      case .cdata: isToken = nextOfCDATA()
      }
    }
  }

  /// Has the tokenizer read raw text up to an end tag.
  mutating func enter(_ state: State, until name: [UInt8]) {
    self.state = state
    scriptState = .plain
    rawName = name
  }

  // MARK: Text and markup

  /// Reads a token, or markup that is none: then the result is `false`.
  private mutating func nextOfData(isRCDATA: Bool) -> Bool {
    var start = position
    var place = start
    while true {
      place = firstSpecial(from: place)
      if place >= end { return emitRest(from: start) }
      switch bytes.byte(at: place) {
      case UInt8(ascii: "<"):
        guard isRCDATA ? isRawEndTag(at: place) : beginsMarkup(at: place + 1) else {
          place += 1
          continue
        }
        if place > start { return emitText(start, place) }
        if isRCDATA {
          state = .data
          return readTag(at: place, isEnd: true)
        }
        return readMarkup(at: place)
      case UInt8(ascii: "&"):
        guard place + 1 < end, bytes.byte(at: place + 1).mayBeginReference else {
          place += 1
          continue
        }
        if place > start { return emitText(start, place) }
        guard let reference = reference(at: place, inAttribute: false) else {
          place += 1
          continue
        }
        return emit(reference, at: place)
      default:
        if place > start { return emitText(start, place) }
        if isRCDATA, bytes.byte(at: place) == 0 { return emit(.replacementCharacter(end: place + 1), at: place) }
        if emitControl(at: place) { return true }
        // A carriage return before a line feed is nothing: the text begins behind it.
        start = place + 1
        place = start
      }
    }
  }

  /// The offset of the first byte at or after `start` that text does not go on with, or the end.
  @inline(__always)
  func firstSpecial(from start: Int) -> Int {
    var place = start
    while place < end {
      let block = bytes.block(at: place)
      let special =
        block.equal(UInt8(ascii: "<")) .| block.equal(UInt8(ascii: "&")) .| block.equal(0) .| block.equal(0x0D)
      if let lane = special.first { return min(place + lane, end) }
      place += 16
    }
    return end
  }

  /// Whether a `<` before this place begins a tag, a comment or the like.
  @inline(__always)
  private func beginsMarkup(at place: Int) -> Bool {
    guard place < end else { return false }
    let byte = bytes.byte(at: place)
    if byte.isASCIILetter { return true }
    if byte == UInt8(ascii: "/") { return place + 1 < end }
    return byte == UInt8(ascii: "!") || byte == UInt8(ascii: "?")
  }

  /// Reads what begins with a `<`; `false` if no token comes of it.
  @inline(__always)
  private mutating func readMarkup(at place: Int) -> Bool {
    let byte = bytes.byte(at: place + 1)
    if byte.isASCIILetter { return readTag(at: place, isEnd: false) }
    if byte == UInt8(ascii: "/") {
      let first = bytes.byte(at: place + 2)
      if first.isASCIILetter { return readTag(at: place, isEnd: true) }
      if first == UInt8(ascii: ">") {
        position = place + 3
        return false
      }
      return readBogusComment(at: place, contentStart: place + 2)
    }
    return byte == UInt8(ascii: "?") ? readInstruction(at: place) : readDeclaration(at: place)
  }

  // MARK: Emitting

  /// Emits bytes of the page as text.
  @inline(__always)
  mutating func emitText(_ start: Int, _ end: Int) -> Bool {
    token.kind = .text
    token.start = start
    token.end = end
    token.replacement = HTMLContent.Run.verbatim
    position = end
    return true
  }

  /// Emits what is left of the page as text, or its end.
  mutating func emitRest(from start: Int) -> Bool {
    if start < end { return emitText(start, end) }
    token.kind = .end
    token.start = end
    token.end = end
    position = end
    return true
  }

  /// Emits the replacement of some bytes.
  mutating func emit(_ reference: Reference, at place: Int) -> Bool {
    token.kind = .text
    token.start = place
    token.end = reference.end
    token.replacement = UInt32(truncatingIfNeeded: content.replacements.count)
    token.replacementCount = UInt32(reference.count)
    token.isLineFeed = reference.count == 1 && reference.utf8 & 0xFF == 0x0A
    // A carriage return can only come of its number, and is no space there.
    token.isSpace =
      reference.count == 1 && reference.utf8 != 0x0D && UInt8(truncatingIfNeeded: reference.utf8).isHTMLSpace
    append(reference)
    position = reference.end
    return true
  }

  /// Adds the bytes of a reference to the replacements.
  mutating func append(_ reference: Reference) {
    var rest = reference.utf8
    for _ in 0..<reference.count {
      content.replacements.append(UInt8(truncatingIfNeeded: rest))
      rest >>= 8
    }
  }

  /// Emits the token of a U+0000 or of a carriage return; `false` if that is nothing, for a line feed is behind it.
  mutating func emitControl(at place: Int) -> Bool {
    if bytes.byte(at: place) == 0 {
      token.kind = .null
      token.start = place
      token.end = place + 1
      position = place + 1
      return true
    }
    if place + 1 < end, bytes.byte(at: place + 1) == 0x0A { return false }
    return emit(Reference(utf8: 0x0A, count: 1, end: place + 1), at: place)
  }
}
