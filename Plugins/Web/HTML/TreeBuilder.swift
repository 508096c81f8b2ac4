import Minwal

/// Makes a tree of tokens, as section 13.2.6 of the HTML standard has it.
///
/// What is called for every token is mutating even where it changes nothing: for other calls, the compiler copies all of
/// the builder.
struct TreeBuilder: ~Copyable, ~Escapable {
  /// The element that the markup of a fragment would be put into.
  struct Context {
    var tag: HTMLTag
    var namespace: HTMLNode.Namespace
  }

  var tokenizer: Tokenizer
  /// The tree, the document first.
  var nodes: [HTMLNode]
  var open = OpenElements()
  var formatting = ActiveFormatting()

  var mode = InsertionMode.initial
  /// The mode to return to behind the text of an element, or of a table.
  var originalMode = InsertionMode.initial
  /// The modes of the templates that are open.
  var templateModes: [InsertionMode] = []

  /// The `head`, once it is there.
  var head: Int32 = -1
  /// The `form` that is open, as far as end tags are concerned.
  var form: Int32 = -1
  /// Whether nothing has come yet that a frameset could not replace.
  var allowsFrameset = true
  /// Whether what is put into a table goes before it.
  var fostersParents = false
  /// Whether a line feed is nothing if it comes next.
  var skipsLineFeed = false
  /// The text of a table of which it is not known yet whether it may stay there.
  var tableText: [Token.Text] = []
  /// Whether the attributes of the last tag are those of a node now.
  var keepsAttributes = false
  /// Attributes of further `html` and `body` tags, for the elements that there are already.
  var lateAttributes: [(isBody: Bool, attribute: HTMLContent.Attribute)] = []

  var quirks = HTMLQuirks.none
  var doctype: HTMLDoctype?
  let options: HTMLParser.Options
  let context: Context?

  /// How many elements may still be made without a tag, where the standard's rules would make more than there are bytes.
  var copiesLeft: Int
  /// How many steps may still be spent on formatting elements that end out of turn.
  var adoptionsLeft: Int

  @_lifetime(copy tokenizer)
  init(
    _ tokenizer: consuming Tokenizer, nodes: consuming [HTMLNode], options: HTMLParser.Options, context: Context?
  ) {
    copiesLeft = 65_536 + tokenizer.end / 4
    adoptionsLeft = 250_000 + tokenizer.end
    self.tokenizer = tokenizer
    self.nodes = nodes
    self.options = options
    self.context = context
    self.nodes.append(HTMLNode(.document, start: 0, startEnd: 0, endStart: self.tokenizer.end, end: self.tokenizer.end))
  }

  /// What is being processed.
  var token: Token {
    @inline(__always) _read { yield tokenizer.token }
    @inline(__always) _modify { yield &tokenizer.token }
  }

  /// Builds the tree of the whole page.
  mutating func run() {
    if let context { begin(in: context) }
    while true {
      tokenizer.isInForeignContent = isForeign
      tokenizer.next()
      keepsAttributes = false
      if skipsLineFeed {
        skipsLineFeed = false
        if isLineFeedSkipped() { continue }
      }
      while process() {}
      switch token.kind {
      case .startTag, .endTag: if !keepsAttributes { tokenizer.dropAttributes() }
      case .end:
        while open.count > 0 { pop() }
        addLateAttributes()
        return
      default: break
      }
    }
  }

  /// Whether the token was a line feed, or began with one that is skipped now and has nothing behind it.
  private mutating func isLineFeedSkipped() -> Bool {
    guard token.kind == .text else { return false }
    if !token.isVerbatim { return token.isLineFeed }
    if tokenizer.bytes.byte(at: token.start) == 0x0A { token.start += 1 }
    return token.start == token.end
  }

  /// Whether the adjusted current node is an element of SVG or MathML.
  private var isForeign: Bool {
    mutating get { namespaceOfCurrent != .html }
  }

  /// The vocabulary of the adjusted current node.
  var namespaceOfCurrent: HTMLNode.Namespace {
    @inline(__always) mutating get {
      if let context, open.count == 1 { return context.namespace }
      return open.top.namespace
    }
  }

  /// Processes the token; whether it must be processed again, for the mode has changed.
  private mutating func process() -> Bool {
    if isForeign, !isHTMLInForeignContent() { return processForeign() }
    return processInMode()
  }

  /// Processes the token by the rules of the insertion mode; whether it must be processed again.
  mutating func processInMode() -> Bool {
    switch mode {
    case .inBody: inBody()
    case .initial: initial()
    case .beforeHTML: beforeHTML()
    case .beforeHead: beforeHead()
    case .inHead: inHead()
    case .inHeadNoscript: inHeadNoscript()
    case .afterHead: afterHead()
    case .text: text()
    case .inTable: inTable()
    case .inTableText: inTableText()
    case .inCaption: inCaption()
    case .inColumnGroup: inColumnGroup()
    case .inTableBody: inTableBody()
    case .inRow: inRow()
    case .inCell: inCell()
    case .inTemplate: inTemplate()
    case .afterBody: afterBody()
    case .inFrameset: inFrameset()
    case .afterFrameset: afterFrameset()
    case .afterAfterBody: afterAfterBody()
    case .afterAfterFrameset: afterAfterFrameset()
    }
  }

  // MARK: Fragments

  /// Begins the tree of a fragment.
  private mutating func begin(in context: Context) {
    token.start = 0
    token.end = 0
    insertImplied(.html)
    if context.namespace == .html {
      switch context.tag {
      case .title, .textarea: tokenizer.state = .rcdata
      case .style, .xmp, .iframe, .noembed, .noframes: tokenizer.state = .rawtext
      case .script: tokenizer.state = .script
      case .noscript: if options.scripting { tokenizer.state = .rawtext }
      case .plaintext: tokenizer.state = .plaintext
      case .template: templateModes.append(.inTemplate)
      // There is a form already, though none that could be ended.
      case .form: form = 0
      default: break
      }
    }
    resetMode()
  }

  /// Sets the mode that fits the open elements.
  mutating func resetMode() {
    let element = open.top.mode >= 0 ? open[Int(open.top.mode)] : open.top
    let isLast = open.top.mode <= 0
    var tag = element.tag
    if isLast, let context { tag = context.namespace == .html ? context.tag : .other }
    switch tag {
    case .td, .th: mode = isLast ? .inBody : .inCell
    case .tr: mode = .inRow
    case .tbody, .thead, .tfoot: mode = .inTableBody
    case .caption: mode = .inCaption
    case .colgroup: mode = .inColumnGroup
    case .table: mode = .inTable
    case .template: mode = templateModes.last ?? .inBody
    case .head: mode = isLast ? .inBody : .inHead
    case .frameset: mode = .inFrameset
    case .html: mode = head < 0 ? .beforeHead : .afterHead
    default: mode = .inBody
    }
  }

  // MARK: Text

  /// Where the space ends that the text begins with.
  mutating func spaceEnd() -> Int {
    guard token.isVerbatim else { return token.isSpace ? token.end : token.start }
    var place = token.start
    while place < token.end, tokenizer.bytes.byte(at: place).isHTMLSpace { place += 1 }
    return place
  }

  /// Takes the space that the text begins with, and inserts it; whether that was all.
  mutating func isOnlySpaceInserted() -> Bool {
    let end = spaceEnd()
    guard end > token.start else { return false }
    if token.isVerbatim {
      insertText(token.start..<end)
      token.start = end
      return end == token.end
    }
    insertText()
    return true
  }

  /// Skips the space that the text begins with; whether that was all.
  mutating func isOnlySpaceSkipped() -> Bool {
    token.start = spaceEnd()
    return token.start == token.end
  }
}
