/// Ranges of UTF-8 byte offsets into a text: ascending, not overlapping, none empty.
public struct TextRanges: RandomAccessCollection, Hashable, Sendable {
  /// Starts and ends, alternating.
  private var offsets: [UInt32] = []

  /// Creates an empty list.
  public init() {}

  public var startIndex: Int { 0 }
  public var endIndex: Int { offsets.count / 2 }

  public subscript(index: Int) -> Range<Int> { Int(offsets[index * 2])..<Int(offsets[index * 2 + 1]) }

  /// Adds a range behind the ones that are there. Empty ones are ignored.
  public mutating func append(_ range: Range<Int>) {
    guard !range.isEmpty else { return }
    precondition(range.lowerBound >= Int(offsets.last ?? 0), "ranges come in order")
    offsets.append(UInt32(range.lowerBound))
    offsets.append(UInt32(range.upperBound))
  }

  /// Removes all and keeps the memory.
  public mutating func removeAll() { offsets.removeAll(keepingCapacity: true) }

  func encode(of document: Document, into json: inout JSONWriter) {
    json.array { json in
      for range in self { json.string(document.text.span.extracting(range)) }
    }
  }
}

/// The sentences of a text, without the white space around them.
public struct Sentences: Layer, Hashable {
  public static let name = "sentences"
  public static let pointsIntoText = true

  /// Where each sentence lies.
  public var ranges = TextRanges()

  public init() {}
  public mutating func clear() { ranges.removeAll() }
  public func encode(of document: Document, into json: inout JSONWriter) { ranges.encode(of: document, into: &json) }
}

/// The paragraphs of a text, without the white space around them.
public struct Paragraphs: Layer, Hashable {
  public static let name = "paragraphs"
  public static let pointsIntoText = true

  /// Where each paragraph lies.
  public var ranges = TextRanges()

  public init() {}
  public mutating func clear() { ranges.removeAll() }
  public func encode(of document: Document, into json: inout JSONWriter) { ranges.encode(of: document, into: &json) }
}

/// A summary: some of the document's sentences, in its order.
///
/// It refers to the text and not to ``Sentences``, so that it stays true if the text is segmented otherwise later.
public struct Summary: Layer, Hashable {
  public static let name = "summary"
  public static let pointsIntoText = true

  /// Where the chosen sentences lie.
  public var ranges = TextRanges()

  public init() {}
  public mutating func clear() { ranges.removeAll() }
  public func encode(of document: Document, into json: inout JSONWriter) { ranges.encode(of: document, into: &json) }
}
