/// Why a stage could not deal with a document. The document is quarantined with it.
public struct StageError: Error, Hashable, Sendable, CustomStringConvertible {
  /// A stable kebab-case name.
  public var code: String
  /// What happened, in words for the person who runs the recipe.
  public var message: String

  /// Creates an error.
  public init(_ code: String, _ message: String) {
    self.code = code
    self.message = message
  }

  public var description: String { message }
}
