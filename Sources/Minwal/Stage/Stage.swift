/// What becomes of a document after a stage.
public enum Verdict: Sendable {
  /// It goes on to the next stage.
  case keep
  /// It leaves the run, by a rule of the stage's.
  case drop(Reason)
}

/// One step of a recipe: takes a document, changes it, keeps or drops it.
///
/// A stage is a value. It is made once from its options; then every worker gets a copy of its own, so that scratch
/// memory is a plain stored property and nothing is locked. Documents come in any order and on any worker: what
/// becomes of one must not depend on those before it.
public protocol Stage: Sendable {
  associatedtype Options: StageOptions = NoOptions

  /// The stage's declaration.
  static var spec: StageSpec { get }

  /// What a stage with these options needs, gives and changes; unless implemented, what ``spec`` says.
  static func flow(with options: Options) -> StageFlow

  /// Makes the stage.
  ///
  /// - Throws: ``Diagnostic`` or ``Diagnostics`` if a file that the options name is not what it should be.
  init(_ options: Options, _ context: StageContext) throws

  /// Does the stage's work on one document.
  ///
  /// - Throws: Any error; the document is then quarantined with it.
  mutating func process(_ document: inout Document) throws -> Verdict
}

extension Stage {
  public static func flow(with options: Options) -> StageFlow { spec.flow }
}
