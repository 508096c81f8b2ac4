/// How many documents a ``BatchStage`` gets at a time, at most.
public struct BatchLimit: Hashable, Sendable {
  /// How many documents.
  public var documents: Int
  /// How many bytes of text they may have together. A document with more comes alone.
  public var bytes: Int

  /// Creates a limit; of documents there is at least one.
  public init(documents: Int, bytes: Int = 4 << 20) {
    self.documents = max(1, documents)
    self.bytes = bytes
  }
}

/// A stage that waits, for another process or another machine, and therefore takes several documents at a time.
///
/// As with ``Stage``, every worker has a copy of its own, and what becomes of a document must depend neither on those
/// before it nor on those beside it: how documents come together depends on where batches end and on what failed
/// before. `process` may block; the workers of a recipe that has such a stage have threads of their own.
public protocol BatchStage: Sendable {
  associatedtype Options: StageOptions = NoOptions

  /// The stage's declaration.
  static var spec: StageSpec { get }

  /// Makes the stage.
  ///
  /// - Throws: ``Diagnostic`` or ``Diagnostics`` if what the options name is not what it should be.
  init(_ options: Options, _ context: StageContext) throws

  /// What the stage needs, gives and changes; unless implemented, what ``spec`` says.
  var flow: StageFlow { get }

  /// How many documents it wants at a time.
  var limit: BatchLimit { get }

  /// Does the stage's work on some documents, at least one.
  ///
  /// - Returns: For each document, in order, whether it goes on, or the error that it is quarantined with.
  /// - Throws: Any error; all of the documents are then quarantined with it. ``StageError/unavailable(_:)`` ends the
  ///   run.
  mutating func process(_ documents: inout [Document]) throws -> [Result<Verdict, any Error>]
}

extension BatchStage {
  public var flow: StageFlow { Self.spec.flow }
}
