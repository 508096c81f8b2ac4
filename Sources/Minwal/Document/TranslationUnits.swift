/// One piece of text to be translated.
public struct TranslationUnit: Hashable, Sendable {
  /// How far the translation of a unit has come; the words are XLIFF 2's.
  public enum State: String, Sendable {
    /// Not translated.
    case initial
    /// Translated, not reviewed.
    case translated
  }

  /// Stable: the same document and source text give the same identifier in every run.
  public var id: String
  public var source: String
  public var target: String?
  public var sourceLanguage: Language
  public var targetLanguage: Language
  public var state: State
  /// Where the source lies in the bytes of the input; `nil` unless the document was traced.
  public var origin: Range<Int>?

  /// Creates a unit that waits for its translation.
  public init(id: String, source: String, from sourceLanguage: Language, to targetLanguage: Language) {
    self.id = id
    self.source = source
    self.sourceLanguage = sourceLanguage
    self.targetLanguage = targetLanguage
    target = nil
    state = .initial
  }
}

/// The units to translate of a document. They hold copies of the text, so they outlive its changes.
public struct TranslationUnits: Layer, Hashable {
  public static let name = "units"
  public static let pointsIntoText = false

  public var units: [TranslationUnit] = []

  public init() {}
  public mutating func clear() { units.removeAll(keepingCapacity: true) }

  public func encode(of document: Document, into json: inout JSONWriter) { encode(into: &json, withOrigins: false) }

  /// Writes the units.
  ///
  /// - Parameters:
  ///   - json: Gets an array of objects.
  ///   - withOrigins: Whether they tell where in the input they come from, as `source-start` and `source-end`.
  public func encode(into json: inout JSONWriter, withOrigins: Bool) {
    json.array { json in
      let units = units.span
      for index in units.indices {
        json.object { json in
          json.name("id")
          json.string(units[index].id)
          json.name("source")
          json.string(units[index].source)
          json.name("target")
          if let target = units[index].target { json.string(target) } else { json.null() }
          json.name("source-language")
          json.string(units[index].sourceLanguage.tag)
          json.name("target-language")
          json.string(units[index].targetLanguage.tag)
          json.name("state")
          json.string(units[index].state.rawValue)
          if withOrigins { json.origin(units[index].origin) }
        }
      }
    }
  }
}

extension JSONWriter {
  /// Writes members that tell where in the input something comes from, in bytes; null if that is not known.
  public mutating func origin(_ range: Range<Int>?) {
    name("source-start")
    if let range { integer(range.lowerBound) } else { null() }
    name("source-end")
    if let range { integer(range.upperBound) } else { null() }
  }
}

/// Fills in the targets of translation units: a glossary, a person's service, a model.
public protocol Translator: Sendable {
  /// Translates what it can; a unit that it cannot translate keeps its state.
  mutating func translate(_ units: inout [TranslationUnit]) throws
}
