/// A layer that consists of pieces of the text, such as ``Sentences``.
///
/// That is all that Minwal has to know of it: exports write the pieces, as texts or with their offsets in the text and in
/// the input, or a record for each; tests mock them, `try` lists them, and programs get and make them.
/// ```swift
/// public struct Dates: RangeLayer {
///   public static let name = "dates"
///   public var ranges = TextRanges()
///   public init() {}
/// }
/// ```
/// It always points into the text. If its ranges do not fit the text, the document fails with `invalid-layer`, and the
/// layer is not kept.
public protocol RangeLayer: Layer {
  /// Where the pieces lie.
  var ranges: TextRanges { get set }
}

extension RangeLayer {
  public static var pointsIntoText: Bool { true }

  public var textRanges: TextRanges? { ranges }

  public mutating func clear() { ranges.removeAll() }

  /// Writes the pieces as a list of texts.
  public func encode(of document: Document, into json: inout JSONWriter) {
    json.array { json in
      for range in ranges { json.string(document.text.span.extracting(range)) }
    }
  }
}

extension Document {
  /// The ranges of a layer by its name; `nil` if it is not there, or has none.
  public func ranges(ofLayer name: String) -> TextRanges? { (layer(named: name) as? any RangeLayer)?.ranges }

  /// Sets a layer that has nothing but ranges.
  package mutating func set(_ ranges: TextRanges, as type: any RangeLayer.Type) {
    func set<L: RangeLayer>(_ type: L.Type) {
      update(L.self) { layer, _ in
        layer.clear()
        layer.ranges = ranges
      }
    }
    set(type)
  }
}
