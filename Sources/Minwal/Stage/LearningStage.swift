/// A surveying stage that can show what it has learned, as text that a person may look through, change and keep.
///
/// `minwal learn` conducts the survey whether or not the options want one.
public protocol LearningStage: SurveyingStage {
  /// The model that the stage adopted, as text: a file of the kind that an option of the stage reads.
  var learnedReport: String { get }
}
