/// The sentences of a text, without the white space around them.
public struct Sentences: RangeLayer, Hashable {
  public static let name = "sentences"

  /// Where each sentence lies.
  public var ranges = TextRanges()

  public init() {}
}

/// The paragraphs of a text, without the white space around them.
public struct Paragraphs: RangeLayer, Hashable {
  public static let name = "paragraphs"

  /// Where each paragraph lies.
  public var ranges = TextRanges()

  public init() {}
}

/// A summary: some of the document's sentences, in its order.
///
/// It refers to the text and not to ``Sentences``, so that it stays true if the text is segmented otherwise later.
public struct Summary: RangeLayer, Hashable {
  public static let name = "summary"

  /// Where the chosen sentences lie.
  public var ranges = TextRanges()

  public init() {}
}
