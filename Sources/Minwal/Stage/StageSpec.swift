/// What a stage needs, gives and does to the text; recipes are checked by it.
public struct StageFlow: Hashable, Sendable {
  /// Layers that must be there.
  public var needs: [LayerID]
  /// Those of `needs` that a document may lack all the same, if the stage that makes them has failed on it and the recipe
  /// lets it continue.
  public var optional: [LayerID]
  /// Layers that are there afterwards.
  public var gives: [LayerID]
  /// Whether it may change the text, so that layers that point into it are gone.
  public var changesText: Bool

  /// Creates a flow.
  public init(
    needs: [LayerID] = [], optional: [LayerID] = [], gives: [LayerID] = [], changesText: Bool = false
  ) {
    self.needs = needs
    self.optional = optional
    self.gives = gives
    self.changesText = changesText
  }
}

/// A text file that a plugin brings along, and that people may want to read: a phrase pack, an abbreviation list.
public struct StageResource: Sendable {
  /// How recipes call it: `web-ar`.
  public let name: String
  public let help: String
  /// UTF-8.
  public let contents: [UInt8]

  /// Names a resource.
  public init(_ name: String, _ help: String, _ contents: [UInt8]) {
    self.name = name
    self.help = help
    self.contents = contents
  }
}

/// A stage's declaration, from which its reference page and its place in a recipe are checked.
public struct StageSpec: Sendable {
  /// How recipes call it, in kebab-case.
  public var name: String
  /// One line that ends with a full stop.
  public var summary: String
  /// More, in paragraphs.
  public var discussion: String
  /// What it needs, gives and changes, unless that depends on its options.
  public var flow: StageFlow
  /// Why it removes, changes or drops things.
  public var reasons: [Reason]
  /// Whether it changes nothing more in what it has made itself, and `minwal test` is to see to that.
  public var isIdempotent: Bool
  /// Uses of it, for its reference page.
  public var examples: [StageExample]
  /// A use of an exporter in a line, as messages advise it: `export: { format: jsonl, to: out/result.jsonl }`. Empty if
  /// it is not what a beginner wants.
  public var usage: String
  /// Text files that come with it. A function, so that nothing is loaded until it is asked for.
  public var resources: @Sendable () -> [StageResource]

  /// Declares a stage.
  public init(
    _ name: String, _ summary: String, discussion: String = "", needs: [LayerID] = [], gives: [LayerID] = [],
    changesText: Bool = false, reasons: [Reason] = [], isIdempotent: Bool = false, examples: [StageExample] = [],
    usage: String = "", resources: @escaping @Sendable () -> [StageResource] = { [] }
  ) {
    self.name = name
    self.summary = summary
    self.discussion = discussion
    flow = StageFlow(needs: needs, gives: gives, changesText: changesText)
    self.reasons = reasons
    self.isIdempotent = isIdempotent
    self.examples = examples
    self.usage = usage
    self.resources = resources
  }
}
