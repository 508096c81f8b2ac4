/// The changes that stages made to one document, for those who want to see them.
public struct EditTrace: Sendable {
  /// One change: the bytes of `source` became the bytes of `output`; one of the two may be empty.
  public struct Edit: Hashable, Sendable {
    /// Byte range in the text before the stage.
    public var source: Range<Int>
    /// Byte range in the text after the stage.
    public var output: Range<Int>
    /// Why.
    public var reason: Reason
  }

  /// The changes of one pass over the text, ascending. What lies between them was kept as it was.
  public typealias Pass = [Edit]

  /// One element for each pass that changed the text, in order.
  public internal(set) var passes: [Pass] = []

  /// Creates an empty trace.
  public init() {}
}
