/// A use of a stage, which its reference page shows together with what comes out of it.
///
/// What comes out is never written down by hand: `minwal reference` runs the example, and fails if it cannot.
/// ```swift
/// StageExample("The one sentence that says most.", options: ["sentences": 1], after: ["segment"], input: "…")
/// ```
public struct StageExample: Sendable {
  /// What it shows, in one line that ends with a full stop.
  public let title: String
  /// The stage's options.
  public let options: [ConfigNode.Entry]
  /// The stages before it, as a recipe lists them: `"segment"`, or `["segment": ["unit": "paragraphs"]]`.
  public let after: [ConfigNode]
  /// The text of the document.
  public let input: String

  /// Declares an example.
  public init(
    _ title: String, options: KeyValuePairs<String, ConfigNode> = [:], after: [ConfigNode] = [], input: String
  ) {
    self.title = title
    self.options = options.map { ConfigNode.Entry($0.key, $0.value) }
    self.after = after
    self.input = input
  }
}
