public import Minwal

/// Makes text of pages: the main text, without all that is around it.
public struct Extract: Stage {
  public static let spec = StageSpec(
    "extract", "Takes the main text out of the HTML of pages.",
    discussion: """
      The page is read as browsers read it, and its text is what an article, a post or a recipe consists of: found by what the page \
      declares, by the names of its elements, and by where prose is dense, in any language. Each block that is left out has a \
      reason, which 'try' and 'why' show in the page itself. Paragraphs come with a blank line between them, so 'clean' may follow, \
      which takes off what all pages of a site have, and 'segment'.

      What the page says about itself becomes metadata unless the document has it already, and the title. How the text was found \
      is told by the metadata 'extraction': 'declared', 'named', 'article' and 'titled' are more certain than 'densest', and that is \
      more certain than 'relaxed', 'noscript', 'json-ld' and 'body'. A text that the metadata 'media-type' says is not HTML, and one \
      without tags, stays as it is.
      """, changesText: true,
    reasons: RemovalReason.allCases.map(\.reason) + [markup, reference, nothingLeft], examples: examples)

  static let markup = Reason("markup", "Tags, comments, scripts, and white space between elements.")
  static let reference = Reason("reference", "Character references and white space became what they stand for.")
  static let nothingLeft = Reason("nothing-left", "No text was found in the page.")

  private let options: Options
  private var parser = HTMLParser()
  private var extractor: MainTextExtractor

  public init(_ options: Options, _ context: StageContext) {
    self.options = options
    extractor = MainTextExtractor(options: options.mainText)
  }

  public mutating func process(_ document: inout Document) throws -> Verdict {
    guard Self.isHTML(document) else { return .keep }
    let page = document.text.buffer
    parser.parse(page)
    let found = extractor.extract(parser.tree, page: page.span)
    PageDescription(parser.tree, page.span).describe(&document)
    document.metadata["extraction"] = .string(found.rung.rawValue)
    if !found.comments.text.isEmpty {
      document.metadata["comments"] = .string(String(decodingUTF8: found.comments.text.span))
    }
    try document.edit { editor in TextEdits(found, page).apply(to: &editor) }
    return document.text.isEmpty && options.whenEmpty == .drop ? .drop(Self.nothingLeft) : .keep
  }

  /// Whether a text is to be read as HTML.
  private static func isHTML(_ document: Document) -> Bool {
    if let type = document.metadata["media-type"]?.stringValue.flatMap({ MediaType($0) }) { return type.isHTML }
    let text = document.text
    var position = 0
    while let open = text.span.firstIndex(of: UInt8(ascii: "<"), from: position), open + 1 < text.count {
      let next = text.span[open + 1]
      if next.isASCIILetter || [UInt8(ascii: "/"), UInt8(ascii: "!"), UInt8(ascii: "?")].contains(next) { return true }
      position = open + 1
    }
    return false
  }
}
