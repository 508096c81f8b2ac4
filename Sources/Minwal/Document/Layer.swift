/// Typed data about a document's text: its sentences, its summary, or anything that a plugin adds.
///
/// A third party's layer is a value type that conforms, and a ``LayerID`` for recipes to check:
/// ```swift
/// public struct Entities: Layer { … }
/// extension LayerID { public static let entities = LayerID(Entities.self) }
/// ```
/// One that consists of pieces of the text is a ``RangeLayer``.
public protocol Layer: Sendable {
  /// The name by which recipes, exports and messages call it; kebab-case.
  static var name: String { get }

  /// Whether it holds offsets into the text, or into a layer that does. Such a layer is dropped when the text changes.
  static var pointsIntoText: Bool { get }

  /// The ranges of the text that it has, which must fit the text; `nil` unless it is a ``RangeLayer``.
  var textRanges: TextRanges? { get }

  /// Creates an empty layer.
  init()

  /// Empties the layer, keeping its memory where it can.
  mutating func clear()

  /// Writes the layer as exports show it.
  ///
  /// - Parameters:
  ///   - document: The document the layer belongs to.
  ///   - json: Where one JSON value is to be written.
  func encode(of document: Document, into json: inout JSONWriter)
}

extension Layer {
  public var textRanges: TextRanges? { nil }
  public mutating func clear() { self = Self() }
}

/// Names a layer in a stage's declaration.
public struct LayerID: Sendable {
  /// The layer's name.
  public let name: String
  /// The layer itself; `nil` if only its name is known.
  public let type: (any Layer.Type)?
  /// Whether a change of the text drops it.
  public var pointsIntoText: Bool { type.map(LayerStore.pointsIntoText) ?? false }
  /// Whether its pieces are wanted one by one, so that it must be one that has pieces.
  package let wantsPieces: Bool

  /// Names a layer by its type.
  public init(_ type: any Layer.Type) {
    name = type.name
    self.type = type
    wantsPieces = false
  }

  /// Names a layer that someone else's stage may make.
  ///
  /// - Parameters:
  ///   - name: Its name.
  ///   - wantsPieces: Whether it must be one that has pieces: a ``RangeLayer``, or ``TranslationUnits``.
  public init(named name: String, wantsPieces: Bool = false) {
    self.name = name
    type = nil
    self.wantsPieces = wantsPieces
  }

  public static let sentences = LayerID(Sentences.self)
  public static let paragraphs = LayerID(Paragraphs.self)
  public static let summary = LayerID(Summary.self)
  public static let units = LayerID(TranslationUnits.self)
  public static let scores = LayerID(Scores.self)

  /// The layers that Minwal knows without any plugin.
  package static let known: [LayerID] = [.sentences, .paragraphs, .summary, .units, .scores]

  /// The layer's type, if it has ranges of the text.
  package var ranges: (any RangeLayer.Type)? { type as? any RangeLayer.Type }

  /// Whether it has pieces; `nil` if only its name is known.
  package var hasPieces: Bool? { type.map { $0 is any RangeLayer.Type || $0 == TranslationUnits.self } }
}

extension LayerID: Hashable {
  public static func == (a: LayerID, b: LayerID) -> Bool { a.name == b.name }
  public func hash(into hasher: inout Hasher) { hasher.combine(name) }
}
