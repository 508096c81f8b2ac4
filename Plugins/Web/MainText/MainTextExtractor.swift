import Minwal

/// Finds the main text of pages.
public struct MainTextExtractor: Sendable {
  private var survey = PageSurvey()
  private var pruner = Pruner()
  private var blocks = PageBlocks()
  private var facts = PageFacts()

  /// What becomes text.
  public var options: MainTextOptions

  /// Creates an extractor, which keeps its memory from page to page.
  public init(options: MainTextOptions = MainTextOptions()) { self.options = options }

  /// Finds the main text of a page.
  public mutating func extract(_ tree: HTMLTree, page: Span<UInt8>) -> MainText {
    var result = MainText()
    survey.run(tree, page: page)
    guard !survey.elements.isEmpty else { return result }
    let data = LinkedData(tree, page)
    facts = PageFacts(tree, page, data)
    result.rung = climb(tree, page, byWords: true, noscript: false)
    // What the page says of itself counts where the page has far less: it is loaded later, or was not found.
    let declared = data.longest("articleBody", page).flatMap { $0.count > 150 ? DeclaredText($0, page) : nil }
    let isPoor = kept < Self.enough || result.rung == .body
    if let declared, declared.weight > (isPoor ? 150 : 300), declared.weight / 2 > kept + (isPoor ? 0 : 100) {
      result.rung = .jsonLD
      result.content = declared.write(options)
      for index in blocks.blocks.indices where blocks.blocks[index].reason == nil { blocks.remove(index, .outside) }
      var nothing = MainText.Part()
      write(tree, page, into: &nothing, &result.removed)
    } else {
      if isPoor { tryAgain(tree, page, &result) }
      write(tree, page, into: &result.content, &result.removed)
    }
    if options.comments == .keepApart { writeComments(tree, page, &result) }
    return result
  }

  /// Writes what readers wrote, without names of those who did and fields to write more as far as those are named.
  private mutating func writeComments(_ tree: HTMLTree, _ page: Span<UInt8>, _ result: inout MainText) {
    pruner.keepOnly(.comments, survey)
    blocks.run(survey, pruner)
    for index in blocks.blocks.indices where blocks.blocks[index].linkShare > 0.8 { blocks.remove(index, .linkList) }
    var removed: [MainText.Removed] = []
    write(tree, page, into: &result.comments, &removed)
  }

  /// How much text there must be for the first way to be trusted.
  private static let enough: Int32 = 250

  /// Tries the lower rungs of the ladder, and takes one that finds far more.
  private mutating func tryAgain(_ tree: HTMLTree, _ page: Span<UInt8>, _ result: inout MainText) {
    for (byWords, noscript, rung) in [(true, true, MainText.Rung.noscript), (false, false, .relaxed)] {
      let before = (blocks, kept, pruner)
      _ = climb(tree, page, byWords: byWords, noscript: noscript)
      if kept > before.1 * 2 {
        result.rung = rung
        if kept >= Self.enough { return }
      } else {
        blocks = before.0
        pruner = before.2
      }
    }
  }

  private func write(
    _ tree: HTMLTree, _ page: Span<UInt8>, into part: inout MainText.Part, _ removed: inout [MainText.Removed]
  ) {
    TextWriter(tree: tree, survey: survey, blocks: blocks, options: options).write(page, into: &part, removed: &removed)
  }

  /// How much text is kept.
  private var kept: Int32 { blocks.blocks.reduce(0) { $1.reason == nil ? $0 + $1.weight : $0 } }

  private mutating func climb(
    _ tree: HTMLTree, _ page: Span<UInt8>, byWords: Bool, noscript: Bool
  ) -> MainText.Rung {
    let title = findTitle(tree, page)
    pruner.keepsCaptions = options.captions
    pruner.run(
      survey, byWords: byWords, keepsNoscript: noscript, title: title < 0 ? -1 : Int(survey.elements[title].firstText))
    let (root, end, rung) = RootFinder(survey: survey, pruner: pruner, title: title).find()
    blocks.run(survey, pruner)
    let reader = TextReader(tree, page, survey, blocks, facts)
    var authors: [Int32] = [0]
    authors.reserveCapacity(survey.elements.count + 1)
    for element in survey.elements {
      authors.append(authors[authors.count - 1] + (element.evidence.isDisjoint(with: [.author, .byline]) ? 0 : 1))
    }
    Selector(
      survey: survey, root: root, end: end, title: title, texts: reader, keepsCaptions: options.captions,
      mass: pruner.mass, authors: authors
    ).run(&blocks)
    return rung
  }

  /// The heading that has the title of the page, or -1.
  private func findTitle(_ tree: HTMLTree, _ page: Span<UInt8>) -> Int {
    var first = -1
    var best = -1
    var share = 0
    var seen = 0
    for index in survey.elements.indices where survey.elements[index].traits.contains(.heading) {
      let element = survey.elements[index]
      guard element.weight > 0 else { continue }
      seen += 1
      if seen > 64 { break }
      guard element.tag == .h1 || element.tag == .h2 || element.tag == .h3 else { continue }
      if element.tag == .h1, first < 0 { first = index }
      let own = facts.share(of: survey.folded(index, tree, page)) + (element.tag == .h1 ? 20 : 0)
      if own > (element.tag == .h1 ? 20 : 0), own > share { (best, share) = (index, own) }
    }
    return best >= 0 ? best : first
  }
}
