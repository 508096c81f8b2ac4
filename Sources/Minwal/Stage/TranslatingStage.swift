/// A stage that makes units and has something else translate them. Tests of recipes put a table in the place of that.
public protocol TranslatingStage: Sendable {
  /// What translates the units; `nil` if nothing does, or something of the stage's own.
  var translator: (any Translator)? { get set }
}
