/// Typed data about a document's text: its sentences, its summary, or anything that a plugin adds.
///
/// A third party's layer is a value type that conforms, and a ``LayerID`` for recipes to check:
/// ```swift
/// public struct Entities: Layer { … }
/// extension LayerID { public static let entities = LayerID(Entities.self) }
/// ```
public protocol Layer: Sendable {
  /// The name by which recipes, exports and messages call it; kebab-case.
  static var name: String { get }

  /// Whether it holds offsets into the text, or into a layer that does. Such a layer is dropped when the text changes.
  static var pointsIntoText: Bool { get }

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
  public mutating func clear() { self = Self() }
}

/// Names a layer in a stage's declaration.
public struct LayerID: Sendable {
  /// The layer's name.
  public let name: String
  /// Whether a change of the text drops it.
  public let pointsIntoText: Bool

  /// Names a layer by its type.
  public init(_ type: any Layer.Type) {
    name = type.name
    pointsIntoText = type.pointsIntoText
  }

  /// Names a layer that someone else's stage may make.
  public init(named name: String) {
    self.name = name
    pointsIntoText = false
  }

  public static let sentences = LayerID(Sentences.self)
  public static let paragraphs = LayerID(Paragraphs.self)
  public static let summary = LayerID(Summary.self)
  public static let units = LayerID(TranslationUnits.self)
}

extension LayerID: Hashable {
  public static func == (a: LayerID, b: LayerID) -> Bool { a.name == b.name }
  public func hash(into hasher: inout Hasher) { hasher.combine(name) }
}
