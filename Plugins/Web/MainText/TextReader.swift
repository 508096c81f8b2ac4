import Minwal

/// Reads what blocks say, where their measures are not enough.
struct TextReader {
  /// What texts came to be, one behind the other, with the places of each.
  private let bytes: ByteBuffer
  private let ranges: [Int32: Range<Int>]
  private let facts: PageFacts

  init(
    _ tree: HTMLTree, _ page: Span<UInt8>, _ survey: PageSurvey, _ blocks: PageBlocks, _ facts: PageFacts
  ) {
    self.facts = facts
    var bytes = ByteBuffer()
    var ranges: [Int32: Range<Int>] = [:]
    for block in blocks.blocks where block.weight < 1000 {
      let start = bytes.count
      var part = block.first
      while part >= 0 {
        let piece = blocks.parts[Int(part)]
        if piece.text >= 0 {
          tree.appendText(of: tree.nodes[Int(survey.texts[Int(piece.text)].node)], in: page, to: &bytes)
        } else {
          bytes.append(0x20)
        }
        part = piece.next
      }
      ranges[block.first] = start..<bytes.count
    }
    self.bytes = bytes
    self.ranges = ranges
  }

  /// Whether a block begins as calls to read, watch or subscribe to something else do.
  func isPromotion(_ block: PageBlock, _ blocks: PageBlocks) -> Bool {
    guard let range = ranges[block.first] else { return false }
    return LinePhrases.promotions.begins(bytes.span.extracting(range))
  }

  /// Whether a block begins as what stands below pictures does.
  func isCaption(_ block: PageBlock) -> Bool {
    guard let range = ranges[block.first] else { return false }
    return LinePhrases.captions.begins(bytes.span.extracting(range))
  }

  /// Whether a block claims a right to a picture or text: it has the sign ©.
  func hasCopyrightSign(_ block: PageBlock) -> Bool {
    guard let range = ranges[block.first] else { return false }
    let text = bytes.span.extracting(range)
    var position = 0
    while position + 1 < text.count {
      if text[position] == 0xC2, text[position + 1] == 0xA9 { return true }
      position += 1
    }
    return false
  }

  /// Whether a heading has the title.
  func isTitle(_ block: PageBlock) -> Bool { facts.isTitle(folded(block)) }

  /// Whether a block begins as the page's description does.
  func isDescription(_ block: PageBlock) -> Bool { facts.isDescription(folded(block)) }

  /// Whether a block names who wrote the text.
  func namesAuthor(_ block: PageBlock) -> Bool { facts.namesAuthor(folded(block)) }

  /// Whether a block names the site.
  func namesSite(_ block: PageBlock) -> Bool { facts.namesSite(folded(block)) }

  /// The letters and digits of a block.
  func folded(_ block: PageBlock) -> FoldedText {
    guard let range = ranges[block.first] else { return FoldedText() }
    return FoldedText(bytes.span.extracting(range))
  }
}
