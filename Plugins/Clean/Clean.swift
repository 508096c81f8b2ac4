public import Minwal

/// Removes the boilerplate lines of scraped web pages: menus, counters, dates, share bars, related articles.
public struct Clean: Stage {
  public static let spec = StageSpec(
    "clean", "Removes the boilerplate lines of scraped web pages.",
    discussion: """
      Judges each document line by line: by phrase packs in several languages, and by the shape of lines and \
      their place above, inside or below the running text, so that it also works for sites and languages that no pack \
      knows. Inside the running text only what is boilerplate beyond doubt goes, such as links to other articles. The headline is found, kept, and \
      becomes the document's title unless the input told one. Cleaning a cleaned text changes nothing.

      With learn: corpus, lines that recur in the documents of a site are boilerplate, too: above and below the running text, \
      and inside it if they are short, a large part of all documents has them, and what stands around them does not speak \
      for a heading or a speaker. So are links within articles that begin alike ('From our desk: ...'), and the names, \
      dates and counters around the posts of a thread. Put lines that must stay into the option keep. 'minwal learn \
      RECIPE' prints what is learned, as a phrase pack.
      """,
    changesText: true,
    reasons: [LineLabel.phraseReason, LineLabel.learnedReason] + Rule.allCases.map { Reason($0.rawValue, $0.help) } + [
      LineLabel.duplicateReason, LineLabel.blank, LineLabel.nothingLeft,
    ],
    isIdempotent: true, examples: examples, resources: { PhrasePack.builtIn })

  let options: Options
  var reader: LineReader
  var page: Page
  /// The boilerplate of sites, once the corpus was surveyed.
  var learned: LearnedLines?
  private var titleFolding = Folding()

  /// Each pass but the last removes a line. Real pages need two or three; more than this many do not pay.
  private static let mostPasses = 24

  public init(_ options: Options, _ context: StageContext) throws {
    self.options = options
    let table = PhraseTable(try Self.patterns(options, context))
    let rulesOff = Set(options.rulesOff)
    reader = LineReader(table, isOff: rulesOff)
    page = Page(rulesOff: rulesOff, policy: options.headline)
  }

  /// All phrases: those of the recipe before those of packs, so that they win.
  private static func patterns(_ options: Options, _ context: StageContext) throws -> [PhrasePattern] {
    var patterns = options.keep.compactMap { PhrasePattern($0, in: .keep) }
    patterns += options.phrases.compactMap { PhrasePattern($0, in: .anywhere) }
    for pack in options.packs { patterns += try pack.patterns(context) }
    return patterns
  }

  public mutating func process(_ document: inout Document) throws -> Verdict {
    let site = learned?[SiteName.of(document, field: options.site)]
    reader.begin(site: site, reading: min(site?.longest ?? 0, Self.longestLearned))
    guard judge(document) else { return .keep }
    let text = document.text
    if document.title == nil, let headline = page.headline {
      document.title = text.string(in: Self.trimmed(page.lines[headline].range, of: text.span))
    }
    let isEmpty = page.left.isEmpty
    if isEmpty || page.left.count < page.lines.count || options.blankLines == .collapse {
      try Self.remove(page, from: &document, blankLines: options.blankLines)
    }
    return isEmpty && options.whenEmpty == .drop ? .drop(LineLabel.nothingLeft) : .keep
  }

  /// Reads the lines of a document into the page and judges them; `false` if there are too many.
  mutating func judge(_ document: Document) -> Bool {
    let text = document.text
    guard reader.read(text.span, into: &page.lines) else { return false }
    let title = document.title.flatMap { hash(ofTitle: $0) }
    page.begin()
    for _ in 0..<Self.mostPasses {
      reader.readEdges(text.span, &page.lines, page.left)
      if page.judge(text.span, title: title) { continue }
      guard options.duplicateParagraphs == .remove, page.removeDuplicates(text.span) else { break }
    }
    return true
  }

  /// What the line has for a hash that is the title; `nil` if a title has no letters.
  private mutating func hash(ofTitle title: String) -> UInt64? {
    let shape = titleFolding.fold(Text(title).span)
    guard shape.count > 0 else { return nil }
    return StableHash.hash(titleFolding.bytes.span.extracting(0..<shape.count))
  }

  /// A line without the white space and marks of direction around it.
  static func trimmed(_ range: Range<Int>, of text: Span<UInt8>) -> Range<Int> {
    var (start, end) = (range.lowerBound, range.upperBound)
    while start < end {
      let (scalar, length) = text.scalar(at: start)
      guard Folding.isInvisible(scalar) else { break }
      start += length
    }
    while end > start {
      let (scalar, length) = text.scalar(before: end)
      guard Folding.isInvisible(scalar) else { break }
      end -= length
    }
    return start..<end
  }
}

extension Plugin {
  /// Cleaning of scraped pages.
  public static let clean = Plugin("clean", [.stage(Clean.self)])
}
