import MinwalLanguage

/// What flows through a recipe: an identifier, text, metadata, and layers over the text.
///
/// A worker has one document and fills it again and again, so that no memory is allocated per document once the
/// buffers have grown.
public struct Document: Sendable {
  /// Identifies the document in outputs, reports and the quarantine: the input file's path relative to what was
  /// named as input, or the record's `id` field.
  public internal(set) var id = ""

  /// The document's position among all that the run reads, from 0.
  public internal(set) var index = 0

  /// The headline, where the input or a stage told it.
  public var title: String?

  /// What the input said about the document besides its text, in its order.
  public var metadata = Metadata()

  /// The language that the input or a stage declared; `nil` if neither did.
  public var language: Language?

  /// The text: valid UTF-8. It changes through ``edit(_:)`` and ``replaceText(_:)``.
  public internal(set) var text = Text()

  /// The buffer that the next change is written into.
  var spare = Text()

  var layers = LayerStore()

  /// What is wrong with a layer that could not be set.
  private var layerProblem: StageError?

  /// How often each reason was given for a change, since the runner last asked.
  public internal(set) var tally = ReasonTally()

  /// The changes that stages made, recorded when the document is traced; `nil` otherwise.
  public internal(set) var trace: EditTrace?

  /// Creates a document.
  public init(id: String = "", text: String = "") {
    self.id = id
    self.text = Text(text)
  }

  /// The language to go by.
  ///
  /// - Parameters:
  ///   - chosen: What a stage's options say; it wins.
  ///   - recipe: What the recipe says of all documents.
  /// - Returns: `chosen`, else what the document declares, else `recipe`, else what the text looks like; `nil` if that
  ///   is unclear too.
  public func language(chosen: Language?, recipe: Language?) -> Language? {
    chosen ?? language ?? recipe ?? LanguageDetector.language(of: text.span)
  }

  // MARK: Layers

  /// A layer, or `nil` if no stage has made it or the text has changed since.
  public subscript<L: Layer>(_ type: L.Type) -> L? { layers.get(type) }

  /// A layer by its name.
  public func layer(named name: String) -> (any Layer)? { layers.get(named: name) }

  /// The layers that the document has now, in the order in which they were first made.
  public var presentLayers: [any Layer] { layers.present }

  /// Sets a layer. If its ranges do not fit the text, it is removed, and the document fails.
  public mutating func set<L: Layer>(_ layer: L) {
    if let problem = layer.textRanges?.problem(in: text) {
      layerProblem = layerProblem ?? StageError(.invalidLayer, "'\(L.name)' \(problem)")
      layers.remove(L.self)
    } else {
      layers.set(layer)
    }
  }

  /// Makes or changes a layer in place, in memory that earlier documents have left. An absent layer comes empty. If its
  /// ranges do not fit the text afterwards, it is removed, and the document fails.
  public mutating func update<L: Layer, Result>(
    _ type: L.Type, _ body: (inout L, Text) throws -> Result
  ) rethrows -> Result {
    var layer = layers.take(type)
    defer { set(layer) }
    return try body(&layer, text)
  }

  /// The first layer that did not fit the text since someone last asked: the bug of a stage, which costs the document.
  package mutating func takeLayerProblem() -> StageError? {
    guard layerProblem != nil else { return nil }
    defer { layerProblem = nil }
    return layerProblem
  }

  /// Removes a layer.
  public mutating func removeLayer(_ type: any Layer.Type) { layers.remove(type) }

  /// Where a range of the text lies in the bytes of the input; `nil` unless the document is traced.
  ///
  /// - Parameter range: Byte offsets into the text as it is now.
  /// - Returns: Byte offsets into the file, or, for JSON Lines, into the line; see ``EditTrace/origin(of:)``.
  public func origin(of range: Range<Int>) -> Range<Int>? { trace?.origin(of: range) }

  // MARK: For anyone who reads documents in

  /// Makes this the next document: everything is forgotten but the memory.
  ///
  /// `write` fills in the text; what it writes must be UTF-8.
  public mutating func reset(id: String, index: Int, _ write: (inout Text) throws -> Void) rethrows {
    self.id = id
    self.index = index
    title = nil
    metadata.removeAll()
    language = nil
    layers.removeAll(pointingIntoTextOnly: false)
    layerProblem = nil
    tally.removeAll()
    if trace != nil { trace = EditTrace() }
    text.clear()
    try write(&text)
  }

  /// Fills in the text of a document that was reset, for readers.
  ///
  /// - Parameters:
  ///   - id: The document's name, if the record says one.
  ///   - write: Writes UTF-8 into an empty text, and notes in the trace what was changed on the way from the bytes of the
  ///     record, pass by pass; the trace is `nil` unless the document is traced.
  public mutating func fill(
    id: String? = nil, _ write: (inout Text, inout EditTrace?) throws -> Void
  ) rethrows {
    if let id { self.id = id }
    var reading = trace == nil ? nil : EditTrace()
    layers.removeAll(pointingIntoTextOnly: true)
    text.clear()
    try write(&text, &reading)
    if let reading { trace = reading }
  }

  /// Exchanges the counts of reasons with someone's who adds them up.
  public mutating func exchangeTally(_ other: inout ReasonTally) { swap(&tally, &other) }

  /// Starts to record changes.
  ///
  /// - Parameter reading: The changes that led from the bytes of the input to the text as it is.
  public mutating func startTracing(from reading: EditTrace = EditTrace()) { trace = reading }

  /// Says who makes the changes that follow.
  package mutating func enter(stage: String) { trace?.stage = stage }
}
