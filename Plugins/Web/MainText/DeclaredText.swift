import Minwal

/// The text that a page's JSON-LD says is the article (`articleBody`). It may have tags and references in it, and those
/// may be escaped once more.
struct DeclaredText {
  /// Where the value stands in the page.
  let raw: Range<Int>
  private var buffer = ByteBuffer()
  /// Which bytes of the page became which of the buffer.
  private var steps: [(source: Range<Int>, output: Range<Int>)] = []
  private var parser = HTMLParser()
  private var survey = PageSurvey()
  private var hasTags = false

  init(_ raw: Range<Int>, _ page: Span<UInt8>) {
    self.raw = raw
    var steps: [(source: Range<Int>, output: Range<Int>)] = []
    JSONUnescaper.append(raw, of: page, to: &buffer) { steps.append(($0, $1)) }
    self.steps = steps
    parser.parseFragment(buffer, in: .div)
    hasTags = Self.hasTags(parser.tree)
    if !hasTags {
      var inner = ByteBuffer()
      for node in parser.tree.nodes where node.kind == .text && node.parent >= 0 {
        parser.tree.appendText(of: node, in: buffer.span, to: &inner)
      }
      parser.parseFragment(inner, in: .div)
      hasTags = Self.hasTags(parser.tree)
      if hasTags {
        buffer = inner
        self.steps = []
      } else {
        parser.parseFragment(buffer, in: .div)
      }
    }
    var survey = PageSurvey()
    survey.run(parser.tree, page: buffer.span)
    self.survey = survey
  }

  private static func hasTags(_ tree: HTMLTree) -> Bool {
    tree.nodes.contains { $0.kind == .element && ($0.tag == .p || $0.tag == .br) }
  }

  /// How much text it is.
  var weight: Int32 { survey.elements.first?.weight ?? 0 }

  /// Writes it.
  func write(_ options: MainTextOptions) -> MainText.Part {
    var unpruned = Pruner()
    unpruned.keepAll(survey)
    var all = PageBlocks()
    all.run(survey, unpruned)
    var part = MainText.Part()
    var removed: [MainText.Removed] = []
    TextWriter(tree: parser.tree, survey: survey, blocks: all, options: options, keepsLines: !hasTags)
      .write(buffer.span, into: &part, removed: &removed)
    part.map = part.map.map { MainText.Piece(output: $0.output, source: place($0.source)) }
    for index in part.blocks.indices { part.blocks[index].source = place(part.blocks[index].source) }
    return part
  }

  /// Where bytes of the buffer come from: all of the value, where it was escaped twice.
  private func place(_ range: Range<Int>) -> Range<Int> {
    guard !steps.isEmpty else { return raw }
    let start = place(range.lowerBound)
    return start..<max(start, range.isEmpty ? start : place(range.upperBound - 1) + 1)
  }

  private func place(_ offset: Int) -> Int {
    var low = 0
    var high = steps.count
    while low < high {
      let middle = (low + high) / 2
      if steps[middle].output.upperBound <= offset { low = middle + 1 } else { high = middle }
    }
    guard low < steps.count else { return raw.upperBound }
    let step = steps[low]
    return min(step.source.lowerBound + max(0, offset - step.output.lowerBound), step.source.upperBound)
  }
}
