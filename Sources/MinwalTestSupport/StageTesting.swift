public import Minwal

/// Makes a stage as a recipe would, from options.
///
/// - Throws: `Diagnostics` with everything that is wrong with the options.
public func makeStage<S: Stage>(
  _ type: S.Type, _ options: [ConfigNode.Entry] = [], folder: String = ".", language: Language? = nil
) throws -> S {
  let scope = OptionScope(folder: folder)
  guard let decoded = S.Options.decode(options, in: scope, owner: .stage(S.spec.name)) else {
    throw Diagnostics(scope.diagnostics)
  }
  return try S(decoded, StageContext(language: language))
}

/// Runs a stage on a text and gives the document as it is afterwards.
public func run<S: Stage>(
  _ type: S.Type, _ options: [ConfigNode.Entry] = [], on text: String, id: String = "test", language: Language? = nil,
  traced: Bool = false
) throws -> Document {
  var stage = try makeStage(type, options, language: language)
  var document = Document(id: id, text: text)
  if traced { document.startTracing() }
  _ = try stage.process(&document)
  if let problem = document.takeLayerProblem() { throw problem }
  return document
}

extension Array where Element == ConfigNode.Entry {
  /// Options by name: `["sentences": 3]`.
  public static func options(_ options: KeyValuePairs<String, ConfigNode>) -> Self {
    options.map { ConfigNode.Entry($0.key, $0.value) }
  }
}

extension Document {
  /// The texts of the document's sentences.
  public var sentenceTexts: [String] { (self[Sentences.self]?.ranges ?? TextRanges()).map { text.string(in: $0) } }
}
