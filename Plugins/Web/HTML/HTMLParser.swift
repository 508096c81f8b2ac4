public import Minwal

/// Makes the tree of a page, after the HTML standard of the WHATWG (section 13.2).
///
/// It takes UTF-8 as it is, valid or not, and never fails. A byte order mark is text to it. The memory of a page's tree is used for the next.
///
/// Nothing takes more than linear time. Where the standard itself does, the tree is another one than it says, which is
/// so in pages only that are made for it:
///
/// - Of the formatting elements that are open, the last 256 are opened again in the next paragraph, cell or the like.
/// - There are no more copies of such elements than 65,536 and one for every four bytes.
/// - Formatting elements that end out of turn are put in order as long as that takes fewer steps than 250,000 and one
///   for every byte; after that, their end tags mean nothing.
public struct HTMLParser: Sendable {
  /// What is to be decided about a page.
  public struct Options: Sendable {
    /// Whether `noscript` is text and not elements, as it is where scripts run.
    public var scripting = false
    /// Whether the chosen option of a `select` is copied into its `selectedcontent`, as browsers do it.
    public var mirrorsSelection = false

    /// Creates the options for reading text.
    public init() {}
  }

  /// How many bytes of a page are read; what is behind them is not.
  public static let sizeLimit = 1 << 30

  /// What is decided about pages.
  public var options: Options
  /// The tree of the last page.
  public private(set) var tree = HTMLTree()

  /// Creates a parser.
  public init(options: Options = Options()) { self.options = options }

  /// Parses a page.
  public mutating func parse(_ page: borrowing ByteBuffer) {
    parse(page.paddedBytes, count: page.count, context: nil)
  }

  /// Parses a page, of which it makes a copy.
  public mutating func parse(_ page: Span<UInt8>) {
    var copy = ByteBuffer()
    copy.append(page)
    parse(copy)
  }

  /// Parses markup as if it were set as the content of an element.
  ///
  /// The tree is a document whose root element `html` has what the element would have.
  public mutating func parseFragment(
    _ markup: borrowing ByteBuffer, in tag: HTMLTag, _ namespace: HTMLNode.Namespace = .html
  ) {
    parse(
      markup.paddedBytes, count: markup.count, context: TreeBuilder.Context(tag: tag, namespace: namespace))
  }

  private mutating func parse(_ bytes: RawSpan, count: Int, context: TreeBuilder.Context?) {
    tree.clear()
    // A buffer without content may have no padding either.
    if count == 0 {
      var empty = ByteBuffer()
      empty.reserve(1)
      build(empty.paddedBytes, count: 0, context: context)
    } else {
      build(bytes, count: min(count, Self.sizeLimit), context: context)
    }
  }

  private mutating func build(_ bytes: RawSpan, count: Int, context: TreeBuilder.Context?) {
    let (nodes, content) = tree.take()
    let tokenizer = Tokenizer(bytes, end: count, content: content)
    var builder = TreeBuilder(tokenizer, nodes: nodes, options: options, context: context)
    builder.run()
    tree.put(builder.nodes, builder.tokenizer.content, builder.doctype, builder.quirks)
  }
}
