/// What the nodes of a tree refer to, in flat arrays.
public struct HTMLContent: Sendable {
  /// Part of a text: bytes of the page, as they are or with others in their place.
  public struct Run: Sendable {
    /// Where its bytes begin in the page.
    public internal(set) var start: UInt32
    /// Where they end.
    public internal(set) var end: UInt32
    /// Where what stands for them begins in ``HTMLContent/replacements``; ``verbatim`` if they stand for themselves.
    public internal(set) var replacement: UInt32
    /// How many bytes stand for them.
    public internal(set) var replacementCount: UInt32 = 0
    /// The next run of the same text, or -1.
    public internal(set) var next: Int32 = -1

    /// The replacement of a run whose bytes stand for themselves.
    public static let verbatim = UInt32.max

    /// Whether its bytes stand for themselves.
    public var isVerbatim: Bool { replacement == Self.verbatim }
  }

  /// An attribute of a start tag. Where a name comes twice, only the first is one.
  public struct Attribute: Sendable {
    /// The number of its name in ``HTMLNames``.
    public internal(set) var name: UInt32
    /// Where its name begins in the page.
    public internal(set) var nameStart: UInt32
    /// Where its name ends.
    public internal(set) var nameEnd: UInt32
    /// Where its value begins, behind the quotation mark; where the name ends if it has none.
    public internal(set) var valueStart: UInt32
    /// Where its value ends.
    public internal(set) var valueEnd: UInt32
    /// The value that had to be made, plus one; 0 if it stands in the page as it is.
    public internal(set) var value: UInt32

    /// Its name, if it is known by number.
    public var known: HTMLAttributeName {
      name < HTMLNames.firstOwn ? HTMLAttributeName(rawValue: UInt8(truncatingIfNeeded: name)) ?? .other : .other
    }
  }

  /// A value that does not stand in the page as it is: of an attribute, a comment or a document type.
  public struct Value: Sendable {
    /// Where its bytes begin in ``HTMLContent/replacements``.
    public internal(set) var start: UInt32
    /// Where they end.
    public internal(set) var end: UInt32
    /// The first of the runs that it is made of, which lead to the page.
    public internal(set) var firstRun: UInt32
    /// How many runs they are, one behind the other.
    public internal(set) var runCount: UInt32
  }

  /// The attributes of all elements; those of one lie together.
  public internal(set) var attributes: [Attribute] = []
  /// The parts of all texts and of values that had to be made.
  public internal(set) var runs: [Run] = []
  /// The values that had to be made.
  public internal(set) var values: [Value] = []
  /// The bytes that do not stand in the page as they are, as UTF-8.
  public internal(set) var replacements: [UInt8] = []
  /// The names that have no number beforehand.
  public internal(set) var names = HTMLNames()

  init() {}

  /// Removes everything and keeps the memory.
  mutating func clear() {
    attributes.removeAll(keepingCapacity: true)
    runs.removeAll(keepingCapacity: true)
    values.removeAll(keepingCapacity: true)
    replacements.removeAll(keepingCapacity: true)
    names.clear()
  }
}
