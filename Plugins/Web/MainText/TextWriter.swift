import Minwal

/// Writes the blocks that are kept, and notes what is not.
struct TextWriter {
  let tree: HTMLTree
  let survey: PageSurvey
  let blocks: PageBlocks
  let options: MainTextOptions
  /// Whether line breaks in the source are line breaks of the text.
  var keepsLines = false

  /// Writes all blocks.
  func write(_ page: Span<UInt8>, into part: inout MainText.Part, removed: inout [MainText.Removed]) {
    var previous: MainText.Block.Kind?
    var markdown = MarkdownMarks(survey: survey)
    for block in blocks.blocks {
      guard block.firstText >= 0 else { continue }
      let source = source(of: block)
      let kind = kind(of: block)
      if let reason = block.reason ?? options.removes(kind) {
        removed.append(MainText.Removed(reason: reason, source: source))
        continue
      }
      let before = part.text.count
      if let previous {
        let isDense = previous == kind && (kind == .listItem || kind == .tableRow)
        part.text.append(isDense ? "\n" : "\n\n")
      }
      let start = part.text.count
      var line = LineWriter(keepsSpace: kind == .code, keepsLines: keepsLines)
      if options.format == .markdown {
        line.escapes = kind != .code
        markdown.begin(block, kind, previous, &line, &part.text)
      }
      let empty = part.text.count
      write(block, page, &line, into: &part)
      if part.text.count == empty {
        // All of it was links, which are not wanted.
        part.text.truncate(to: before)
        removed.append(MainText.Removed(reason: .option, source: source))
        continue
      }
      if options.format == .markdown { markdown.end(block, kind, previous, &part.text) }
      part.blocks.append(MainText.Block(kind: kind, output: start..<part.text.count, source: source))
      previous = kind
    }
  }

  private func kind(of block: PageBlock) -> MainText.Block.Kind {
    if block.isHeading { return .heading(level: Int(max(1, block.level))) }
    if block.context.contains(.preformatted) { return .code }
    if block.context.contains(.dataRow) { return .tableRow }
    if block.isCaption || block.context.contains(.caption) { return .caption }
    if block.context.contains(.quote) { return .quote }
    if block.context.contains(.item) { return .listItem }
    return .paragraph
  }

  private func source(of block: PageBlock) -> Range<Int> {
    if block.removedWith >= 0 {
      let node = tree.nodes[Int(survey.elements[Int(block.removedWith)].node)]
      return Int(node.start)..<max(Int(node.start), Int(node.endEnd))
    }
    let first = tree.nodes[Int(survey.texts[Int(block.firstText)].node)]
    let last = tree.nodes[Int(survey.texts[Int(block.lastText)].node)]
    return Int(first.startEnd)..<max(Int(first.startEnd), Int(last.endStart))
  }

  private func write(
    _ block: PageBlock, _ page: Span<UInt8>, _ line: inout LineWriter, into part: inout MainText.Part
  ) {
    var link: Int32 = -1
    var index = block.first
    while index >= 0 {
      let piece = blocks.parts[Int(index)]
      index = piece.next
      switch piece.text {
      case PageBlocks.lineBreak: line.breakLine()
      case PageBlocks.cellBorder: line.separate(" | ", into: &part)
      default:
        let text = survey.texts[Int(piece.text)]
        let own = survey.elements[Int(text.element)].link
        if own >= 0, options.links == .none { continue }
        if options.links == .markdown, own != link {
          close(link, page, &line, into: &part)
          if own >= 0, text.measure.weight > 0 {
            line.openLink()
            link = own
          } else {
            link = -1
          }
        }
        write(tree.nodes[Int(text.node)], page, &line, into: &part)
      }
    }
    close(link, page, &line, into: &part)
  }

  private func write(
    _ text: HTMLNode, _ page: Span<UInt8>, _ line: inout LineWriter, into part: inout MainText.Part
  ) {
    var run = Int32(truncatingIfNeeded: text.first)
    while run >= 0 {
      let segment = tree.content.runs[Int(run)]
      let source = Int(segment.start)..<max(Int(segment.start), Int(segment.end))
      if segment.isVerbatim {
        line.put(page.extracting(source), source, isVerbatim: true, into: &part)
      } else {
        let start = Int(segment.replacement)
        let bytes = tree.content.replacements.span.extracting(start..<start + Int(segment.replacementCount))
        line.put(bytes, source, isVerbatim: false, into: &part)
      }
      run = segment.next
    }
  }

  /// Writes where a link leads, behind what is linked.
  private func close(_ link: Int32, _ page: Span<UInt8>, _ line: inout LineWriter, into part: inout MainText.Part) {
    guard link >= 0 else { return }
    let node = tree.nodes[Int(survey.elements[Int(link)].node)]
    guard let href = tree.attribute(.href, of: node) else { return line.closeLink(nil, into: &part) }
    tree.withValue(of: href, in: page) { line.closeLink($0, into: &part) }
  }
}
