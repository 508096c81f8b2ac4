import Minwal

/// Writes one block: white space of any length becomes one space, and what is written is noted with where it comes from.
struct LineWriter {
  /// Whether white space is kept as it is, as in code.
  let keepsSpace: Bool
  /// Whether line breaks are kept.
  let keepsLines: Bool
  /// Whether signs that mean something in Markdown are written so that they do not.
  var escapes = false
  /// What each further line begins with.
  var indent = ""
  /// What is due before the next character: a space, a line break or nothing.
  private var pending: UInt8 = 0
  private var isFirst = true
  /// Whether something was set between that ends in a space.
  private var isSeparated = false
  private var opensLink = false
  /// Whether a link was opened in the text.
  private var isInLink = false

  init(keepsSpace: Bool, keepsLines: Bool) {
    self.keepsSpace = keepsSpace
    self.keepsLines = keepsLines
  }

  /// Begins a new line before the next character.
  mutating func breakLine() { pending = 0x0A }

  /// Sets something between what was written and what comes.
  mutating func separate(_ text: String, into part: inout MainText.Part) {
    guard !isFirst else { return }
    part.text.append(text)
    pending = 0
    isSeparated = true
  }

  /// Opens a link before the next character.
  mutating func openLink() { opensLink = true }

  /// Closes the link, if anything was written in it.
  mutating func closeLink(_ address: Span<UInt8>?, into part: inout MainText.Part) {
    opensLink = false
    guard isInLink else { return }
    isInLink = false
    part.text.append("](")
    // Between angle brackets, an address may have parentheses and spaces.
    var isPlain = true
    if let address {
      for index in 0..<address.count where address[index] <= 0x20 || [0x28, 0x29, 0x3C, 0x3E].contains(address[index]) {
        isPlain = false
      }
      if !isPlain { part.text.append("<") }
      for index in 0..<address.count where address[index] >= 0x20 && address[index] != 0x3C && address[index] != 0x3E {
        part.text.append(address[index])
      }
      if !isPlain { part.text.append(">") }
    }
    part.text.append(")")
  }

  /// Writes some bytes.
  mutating func put(_ bytes: Span<UInt8>, _ source: Range<Int>, isVerbatim: Bool, into part: inout MainText.Part) {
    var position = 0
    while position < bytes.count {
      let byte = bytes[position]
      if byte <= 0x20, !keepsSpace || isFirst && byte != 0x20 {
        if pending == 0 || keepsLines && byte == 0x0A { pending = keepsLines && byte == 0x0A ? 0x0A : 0x20 }
        position += 1
        continue
      }
      // A no-break space is there for the layout, mostly.
      if byte == 0xC2, position + 1 < bytes.count, bytes[position + 1] == 0xA0 {
        if keepsSpace { part.text.append(0x20) } else if pending == 0 { pending = 0x20 }
        position += 2
        continue
      }
      begin(byte, into: &part)
      var end = position + 1
      while end < bytes.count, bytes[end] > 0x20 || keepsSpace && (bytes[end] != 0x0A || indent.isEmpty),
        bytes[end] != 0xC2, !escapes || !Self.isMark(bytes[end])
      {
        end += 1
      }
      let output = part.text.count
      part.text.append(bytes.extracting(position..<end))
      let place = isVerbatim ? source.lowerBound + position..<source.lowerBound + end : source
      Self.note(output..<part.text.count, place, isVerbatim, into: &part)
      position = end
    }
  }

  /// Writes what is due before a byte.
  private mutating func begin(_ byte: UInt8, into part: inout MainText.Part) {
    if pending != 0, !isFirst, !isSeparated || pending == 0x0A {
      part.text.append(pending)
      if pending == 0x0A { part.text.append(indent) }
    }
    let isAtStart = isFirst || pending == 0x0A
    pending = 0
    isFirst = false
    isSeparated = false
    if opensLink {
      part.text.append("[")
      opensLink = false
      isInLink = true
    }
    if escapes, Self.isMark(byte) || isAtStart && [0x23, 0x2B, 0x2D, 0x3D, 0x3E, 0x7E].contains(byte) {
      part.text.append(UInt8(ascii: "\\"))
    }
  }

  /// Whether a sign means something anywhere in a line of Markdown: `\` `` ` `` `*` `_` `[` `]` `<` `|`.
  private static func isMark(_ byte: UInt8) -> Bool {
    switch byte {
    case 0x5C, 0x60, 0x2A, 0x5F, 0x5B, 0x5D, 0x3C, 0x7C: true
    default: false
    }
  }

  /// Notes where bytes come from; what follows what was noted last, in the page as in the text, becomes one with it.
  private static func note(
    _ output: Range<Int>, _ source: Range<Int>, _ isVerbatim: Bool, into part: inout MainText.Part
  ) {
    if isVerbatim, let last = part.map.last, last.isVerbatim {
      let gap = output.lowerBound - last.output.upperBound
      if gap == source.lowerBound - last.source.upperBound, gap == 0 || gap == 1 {
        part.map[part.map.count - 1].output = last.output.lowerBound..<output.upperBound
        part.map[part.map.count - 1].source = last.source.lowerBound..<source.upperBound
        return
      }
    }
    part.map.append(MainText.Piece(output: output, source: source))
  }
}
