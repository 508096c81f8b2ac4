/// What a stage notes of the whole corpus before it works on a document.
///
/// A survey is a commutative monoid: an empty one, and a merge that does not care in how many pieces the corpus was
/// observed, nor in which order the pieces come. Workers, isolated processes and the shards of a cluster observe pieces
/// of their own, and these are merged as they come. So a merge must not keep "the first" of anything but by
/// `Document.index` or by the value itself, must not add up floating point numbers, and if it has to forget, it forgets
/// by a threshold on a hash, which is the same wherever it is applied.
///
/// It can be written as bytes, since pieces may be observed in other processes.
public protocol StageSurvey: Sendable, BinaryCodable {
  /// Creates a survey of no documents.
  init()

  /// Adds what another survey has found in other documents.
  mutating func merge(_ other: Self)

  /// How many bytes of memory it takes, roughly. It is asked for after each merge, so it must be cheap to tell.
  var byteCount: Int { get }

  /// Moves to files what it can do without until ``SurveyingStage/learn(from:)``. It is called on a survey that has
  /// grown beyond what a run has room for (256 MiB), and again whenever it has doubled. By default it does nothing.
  ///
  /// - Parameter folder: Where the files are made.
  /// - Throws: What ``SpillFile`` throws; it ends the run.
  mutating func spill(to folder: SpillFolder) throws
}

extension StageSurvey {
  public mutating func spill(to folder: SpillFolder) throws {}
}

/// A stage that must see all documents before it can work on the first.
///
/// The input is read once more than otherwise, and taken through the stages before this one, so that what is observed
/// is what will be processed. Pieces of it are observed into surveys, which are merged. Of the whole, the stage learns
/// a model once. The model alone is kept for a run that is resumed, and sent to the processes that the stage works in.
public protocol SurveyingStage: Stage {
  /// What is noted of documents.
  associatedtype Survey: StageSurvey
  /// What is learned of it: all that is needed to work on a document, and no more.
  associatedtype Model: BinaryCodable & Sendable = Survey

  /// Whether the stage, with its options, wants a survey.
  var wantsSurvey: Bool { get }

  /// Notes what there is to learn from a document.
  mutating func observe(_ document: Document, into survey: inout Survey) throws

  /// Learns from the survey of the whole corpus; called once, in one process.
  ///
  /// - Returns: The model, which must depend on the survey and the options alone.
  func learn(from survey: consuming Survey) throws -> Model

  /// Takes over the model; called once in each process, before any document is processed.
  mutating func adopt(_ model: Model) throws
}

extension SurveyingStage where Model == Survey {
  public func learn(from survey: consuming Survey) -> Survey { survey }
}
