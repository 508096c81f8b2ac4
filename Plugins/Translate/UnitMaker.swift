public import Minwal

/// Makes the units of documents that are to be translated.
struct UnitMaker: Sendable {
  private let parts: [TranslatedPart]
  private let source: Language?
  private let target: Language
  private let recipeLanguage: Language?
  private var identifiers = UnitIdentifiers()

  /// Prepares to make units.
  ///
  /// - Parameters:
  ///   - parts: What to make units of.
  ///   - source: The language of the documents; `nil` for each document's own.
  ///   - target: The language to translate to.
  ///   - recipeLanguage: What the recipe says of all documents.
  init(of parts: [TranslatedPart], from source: Language?, to target: Language, recipeLanguage: Language?) {
    self.parts = parts
    self.source = source
    self.target = target
    self.recipeLanguage = recipeLanguage
  }

  /// Adds a document's units.
  mutating func makeUnits(of document: Document, into units: inout [TranslationUnit]) {
    let source = document.language(chosen: source, recipe: recipeLanguage) ?? .undetermined
    identifiers.start(document: document.id, target: target, taken: document[TranslationUnits.self]?.units ?? [])
    let heading = parts.count > 1 && parts.contains(.title) ? Heading(of: document) : nil
    var hasHeading = false
    for part in parts {
      part.forEachText(of: document) { text, range in
        var range = range
        if let heading, range == nil || range == heading.range {
          if hasHeading { return }
          hasHeading = true
          range = heading.range
        }
        var unit = TranslationUnit(
          id: identifiers.next(for: text, of: part.rawValue), source: text, from: source, to: target)
        if let range { unit.origin = document.origin(of: range) }
        units.append(consume unit)
      }
    }
  }

  /// What stages need that make units of some parts, and that they give them.
  static func flow(_ parts: [TranslatedPart]) -> StageFlow {
    var needs: [LayerID] = []
    // A summary is a list of sentences, so it needs both.
    if parts.contains(.summary) || parts.contains(.sentences) { needs.append(.sentences) }
    if parts.contains(.summary) { needs.append(.summary) }
    return StageFlow(needs: needs, gives: [.units])
  }

  /// Reports languages and parts that cannot be meant.
  static func validate(
    of parts: [TranslatedPart], from source: Language?, to target: Language, _ problems: inout OptionProblems
  ) {
    if let source, source == target {
      problems.error("to", "'to' and 'from' are the same language, '\(target)'")
    }
    if parts.isEmpty {
      problems.error("of", "'of' is empty, so there would be no units", notes: ["write for example: of: [summary]"])
    }
    for (index, part) in parts.enumerated() where parts[..<index].contains(part) {
      problems.error("of", "'of' names '\(part.rawValue)' twice")
    }
  }
}

/// A part of a document that can be translated.
public enum TranslatedPart: String, OptionChoice {
  case sentences
  case summary
  case title

  public var help: String {
    switch self {
    case .sentences: "Each sentence."
    case .summary: "Each sentence of the summary."
    case .title: "The title, if the document has one."
    }
  }

  /// Hands out the texts of a part in the document's order, and where each lies in the document's text.
  fileprivate func forEachText(of document: Document, _ body: (String, Range<Int>?) -> Void) {
    switch self {
    case .title:
      if let title = document.title, !title.isEmpty { body(title, nil) }
    case .summary:
      for range in document[Summary.self]?.ranges ?? TextRanges() {
        body(document.text.string(in: range).unwrapped, range)
      }
    case .sentences:
      for range in document[Sentences.self]?.ranges ?? TextRanges() {
        body(document.text.string(in: range).unwrapped, range)
      }
    }
  }
}

/// A title that is the first sentence too, as where the title was taken from the text.
private struct Heading {
  /// Where the sentence lies.
  let range: Range<Int>

  /// `nil` if a document's title is not its first sentence, white space aside.
  init?(of document: Document) {
    guard let title = document.title, let range = document[Sentences.self]?.ranges.first,
      Self.isSame(title, document.text.span.extracting(range))
    else { return nil }
    self.range = range
  }

  private static func isSame(_ title: String, _ sentence: Span<UInt8>) -> Bool {
    if sentence.elementsEqual(title.utf8Span.span) { return true }
    var place = 0
    var hasSpace = false
    for byte in title.utf8 {
      if isSpace(byte) {
        hasSpace = place > 0
        continue
      }
      if hasSpace {
        guard place < sentence.count, isSpace(sentence[place]) else { return false }
        while place < sentence.count, isSpace(sentence[place]) { place += 1 }
        hasSpace = false
      }
      guard place < sentence.count, sentence[place] == byte else { return false }
      place += 1
    }
    return place > 0 && place == sentence.count
  }

  private static func isSpace(_ byte: UInt8) -> Bool { byte == 0x20 || (0x09...0x0D).contains(byte) }
}
