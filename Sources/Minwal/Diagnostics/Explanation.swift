/// What `minwal explain` tells about a code: of a message about a recipe, or of a document that failed.
///
/// A plugin brings those of its own codes along: `Plugin(…, explanations: [Explanation(error: .tooSilent, "…", "…")])`.
public struct Explanation: Sendable {
  /// The code's name.
  public let code: String
  /// The problem in a line.
  public let title: String
  /// What it means, and what to do. `{exporter}` stands for a line of a recipe that writes the result.
  public var text: String

  /// Explains the code of a message about a recipe.
  public init(_ code: Diagnostic.Code, _ title: String, _ text: String) {
    self.code = code.rawValue
    self.title = title
    self.text = text
  }

  /// Explains the code of a document that failed.
  public init(error code: StageError.Code, _ title: String, _ text: String) {
    self.code = code.rawValue
    self.title = title
    self.text = text
  }
}
