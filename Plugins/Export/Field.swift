public import Minwal

/// Something of a document that an export can write.
public enum Field: Hashable, Sendable {
  case id
  case title
  case text
  case language
  case metadata
  case member(String)
  case layer(String)

  static let csvDefault: [Field] = [.id, .title, .text]
  private static let plain: [Field] = [.id, .title, .text, .language, .metadata]
  private static let memberPrefix = "metadata."

  init(_ name: String) {
    if let plain = Self.plain.first(where: { $0.name == name }) {
      self = plain
    } else if name.hasPrefix(Self.memberPrefix) {
      self = .member(String(name.dropFirst(Self.memberPrefix.count)))
    } else {
      self = .layer(name)
    }
  }

  var name: String {
    switch self {
    case .id: "id"
    case .title: "title"
    case .text: "text"
    case .language: "language"
    case .metadata: "metadata"
    case .member(let name): Self.memberPrefix + name
    case .layer(let name): name
    }
  }

  /// The layer that must be there.
  var layer: LayerID? {
    guard case .layer(let name) = self else { return nil }
    return LayerID(named: name)
  }

  /// The language that stages go by: the one that was declared, or the one that the text looks like.
  private static func language(of document: Document) -> Language? { document.language(chosen: nil, recipe: nil) }

  /// Writes the field as JSON; what the document lacks is null.
  func encode(_ document: Document, into json: inout JSONWriter) {
    switch self {
    case .id: json.string(document.id)
    case .title: json.optionalString(document.title)
    case .text: json.string(document.text.span)
    case .language: json.optionalString(Self.language(of: document)?.tag)
    case .metadata: json.value(.object(document.metadata.members))
    case .member(let name): json.value(document.metadata[name] ?? .null)
    case .layer(let name):
      if let layer = document.layer(named: name) { layer.encode(of: document, into: &json) } else { json.null() }
    }
  }

  /// The field as plain text: lists of pieces a line each, other structures as JSON, nothing for what is lacking.
  func text(of document: Document) -> String {
    switch self {
    case .id: return document.id
    case .title: return document.title ?? ""
    case .text: return String(document.text)
    case .language: return Self.language(of: document)?.tag ?? ""
    case .member(let name):
      guard let value = document.metadata[name], value != .null else { return "" }
      if let string = value.stringValue { return string }
    case .metadata:
      if document.metadata.isEmpty { return "" }
    case .layer(let name):
      if let lines = Self.lines(of: document, name) { return lines.joined(separator: "\n") }
      if document.layer(named: name) == nil { return "" }
    }
    var json = JSONWriter()
    encode(document, into: &json)
    return String(decodingUTF8: json.buffer.span)
  }

  /// The texts of a layer that is a list of ranges.
  static func lines(of document: Document, _ layer: String) -> [String]? {
    document.ranges(ofLayer: layer)?.map { document.text.string(in: $0) }
  }
}

extension Field: OptionValue {
  public static var optionType: OptionType { .either([.choice(choices), .string]) }

  /// The fields that most documents have; others are named by a layer of a plugin's stage.
  private static var choices: [OptionType.Choice] {
    [
      ("id", "The document's id."), ("title", "The headline, if there is one."), ("text", "The text."),
      ("language", "The tag of the language that was declared, or that the text looks like."),
      ("metadata", "Everything else that the input says about the document."),
      (memberPrefix + "NAME", "The metadata of that name."), (Sentences.name, "The sentences that segment finds."),
      (Paragraphs.name, "The paragraphs that segment finds."), (Summary.name, "The sentences that summarize picks."),
      (TranslationUnits.name, "The units that translate and translate-stub make."),
      (Scores.name, "Numbers about the document that stages made, by name."),
    ].map { OptionType.Choice(name: $0.0, help: $0.1) }
  }

  /// Any name may be a layer of a plugin's stage, but one that is close to a common field is misspelt.
  public static func decode(_ node: ConfigNode, in scope: OptionScope) -> Field? {
    guard let name = String.decode(node, in: scope) else { return nil }
    let field = Field(name)
    let layers: [LayerID] = [.sentences, .paragraphs, .summary, .units, .scores]
    let names = plain.map(\.name) + layers.map(\.name)
    if case .layer = field, !names.contains(name), let nearest = NearestName.of(name, in: names) {
      scope.report(.unknownChoice, "there is no field '\(name)'", at: node, notes: [.meant(nearest)])
      return nil
    }
    return field
  }

  public var configNode: ConfigNode { ConfigNode(.string(name)) }
}

extension JSONWriter {
  mutating func optionalString(_ string: String?) {
    if let string { self.string(string) } else { null() }
  }
}
