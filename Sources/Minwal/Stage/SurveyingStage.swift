/// What a stage learns about the whole corpus before it works on a document.
///
/// A survey is a monoid: an empty one, and a merge that does not care how the corpus was cut into pieces. Pieces are
/// merged in the order of the input, so that even a merge which forgets what is rare gives the same result for any
/// number of workers.
///
/// It can be written as bytes, since it may be taken in one process and adopted in another: by the stages of an
/// isolated run, and by a run that is resumed.
public protocol StageSurvey: Sendable, BinaryCodable {
  /// Creates a survey of no documents.
  init()

  /// Adds what another survey has found in the documents that follow.
  mutating func merge(_ later: Self)
}

/// A stage that must see all documents before it can work on the first.
///
/// The input is read once more than otherwise, and taken through the stages before this one, so that what is observed
/// is what will be processed.
public protocol SurveyingStage: Stage {
  associatedtype Survey: StageSurvey

  /// Whether the stage, with its options, wants a survey.
  var wantsSurvey: Bool { get }

  /// Notes what there is to learn from a document.
  mutating func observe(_ document: Document, into survey: inout Survey) throws

  /// Takes over the survey of the whole corpus; called once, before any document is processed.
  mutating func adopt(_ survey: Survey) throws
}
