/// Numbers about a document, by their names, such as the share of words that are stop words. Rules can judge them.
///
/// A stage that makes scores gives the layer ``LayerID/scores``, and names each once:
/// ```swift
/// extension Scores.Name { static let digitShare: Self = "digit-share" }
/// document.scores[.digitShare] = 0.25
/// ```
/// They stay when the text changes: they say what was measured when it was. Exports have them as an object, those of dropped
/// documents too.
public struct Scores: Layer, Hashable {
  /// The name of a score, in kebab-case.
  public struct Name: RawRepresentable, Hashable, Sendable, ExpressibleByStringLiteral, CustomStringConvertible {
    public let rawValue: String
    public init(rawValue: String) { self.rawValue = rawValue }
    public init(stringLiteral name: String) { rawValue = name }
    public var description: String { rawValue }

    /// Whether a name is in kebab-case.
    public static func isValid(_ name: String) -> Bool { name.isKebabCase }
  }

  public static let name = "scores"
  public static let pointsIntoText = false

  /// A name and its score.
  public struct Entry: Hashable, Sendable {
    public var name: Name
    public var value: Double
  }

  /// The scores, in the order in which they were first set.
  public private(set) var entries: [Entry] = []

  public init() {}

  public mutating func clear() { entries.removeAll(keepingCapacity: true) }

  /// A score; `nil` if there is none of the name. What is no number, such as a share of nothing, is none either.
  public subscript(_ name: Name) -> Double? {
    get { entries.first { $0.name == name }?.value }
    set {
      let index = entries.firstIndex { $0.name == name }
      guard let newValue, newValue.isFinite else {
        if let index { entries.remove(at: index) }
        return
      }
      if let index { entries[index].value = newValue } else { entries.append(Entry(name: name, value: newValue)) }
    }
  }

  /// Writes the scores as an object; whole numbers without a fraction.
  public func encode(of document: Document, into json: inout JSONWriter) {
    json.object { json in
      for entry in entries {
        json.name(entry.name.rawValue)
        if let whole = Int(exactly: entry.value), abs(entry.value) < 1e15 {
          json.integer(whole)
        } else {
          json.number(entry.value)
        }
      }
    }
  }
}

extension Document {
  /// The numbers about the document; setting one makes the layer.
  public var scores: Scores {
    get { self[Scores.self] ?? Scores() }
    set { set(newValue) }
  }
}
