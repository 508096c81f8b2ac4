/// A node of a page's tree. Offsets are UTF-8 byte offsets into the page, links are indices of nodes, -1 for none.
public struct HTMLNode: Sendable {
  /// What a node is.
  public enum Kind: UInt8, Sendable {
    case document, doctype, element, text, comment
    /// A processing instruction: `<?target data?>`.
    case instruction
  }

  /// The vocabulary that an element's name belongs to.
  public enum Namespace: UInt8, Sendable {
    case html, svg, math
  }

  /// What else there is to know about a node.
  public struct Flags: OptionSet, Sendable {
    public let rawValue: UInt8

    public init(rawValue: UInt8) { self.rawValue = rawValue }

    /// No tag in the page stands for it: `html`, `tbody`…
    public static let implied = Flags(rawValue: 1)
    /// A copy of a formatting element, of whose start tag it has the offsets.
    public static let copied = Flags(rawValue: 2)
    /// Its start tag ended in `/>`.
    public static let selfClosing = Flags(rawValue: 4)
    /// Its end tag is in the page.
    public static let closed = Flags(rawValue: 8)
    /// MathML whose content is HTML, by its `encoding`.
    static let integration = Flags(rawValue: 64)
    /// On the stack of open elements.
    static let open = Flags(rawValue: 128)
  }

  /// What it is.
  public internal(set) var kind: Kind
  /// Of an element: the vocabulary.
  public internal(set) var namespace: Namespace = .html
  /// Of an element: its name, if it is known by number.
  public internal(set) var tag: HTMLTag = .other
  /// What else there is to know.
  public internal(set) var flags: Flags = []
  /// Of an element: the number of its name in ``HTMLNames``.
  public internal(set) var name: UInt32 = 0

  /// The node that contains it; -1 as well for what was removed from the tree.
  public internal(set) var parent: Int32 = -1
  /// The first node that it contains.
  public internal(set) var firstChild: Int32 = -1
  /// The last node that it contains.
  public internal(set) var lastChild: Int32 = -1
  /// The node before it, of the same parent.
  public internal(set) var previous: Int32 = -1
  /// The node behind it, of the same parent.
  public internal(set) var next: Int32 = -1

  /// Where its start tag, its first text or its comment begins.
  public internal(set) var start: UInt32
  /// Where its start tag ends; of a text, where that begins; of a comment, where its content begins; of an instruction, where its data begins.
  public internal(set) var startEnd: UInt32
  /// Where its end tag begins, or what ended it; of a text, where that ends; of a comment or an instruction, where its content ends.
  public internal(set) var endStart: UInt32
  /// Where it ends.
  public internal(set) var endEnd: UInt32

  /// Of an element: the first of its attributes. Of a text: the first of its runs. Of a comment: its value that had to
  /// be made, plus one; 0 if the content stands in the page as it is.
  public internal(set) var first: UInt32 = 0
  /// Of an element: how many attributes it has. Of a text: the last of its runs.
  public internal(set) var count: UInt32 = 0

  init(_ kind: Kind, start: Int, startEnd: Int, endStart: Int, end: Int) {
    self.kind = kind
    self.start = UInt32(truncatingIfNeeded: start)
    self.startEnd = UInt32(truncatingIfNeeded: startEnd)
    self.endStart = UInt32(truncatingIfNeeded: endStart)
    self.endEnd = UInt32(truncatingIfNeeded: end)
  }
}
