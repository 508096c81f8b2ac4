import Minwal
import MinwalRecipe

/// Says which stages a document goes through, by their conditions.
struct ConditionFilter {
  /// What becomes of a document at a stage.
  enum Admission {
    case enters
    /// It does not meet the stage's condition.
    case skips
    /// It has met the condition of no exporter, and this is the last.
    case isDropped(Reason)
  }

  /// What is remembered of a document on its way.
  struct DocumentProgress {
    /// Time in stages, in nanoseconds.
    var spent: UInt64 = 0
    /// What the text looked like when a condition first asked, so that all go by the same.
    fileprivate var language: Language??
    /// Whether an exporter was for it.
    fileprivate var isExported = false
  }

  private let language: Language?
  private let conditions: [Condition?]
  private let isExporter: [Bool]
  /// The place of the last exporter; `nil` if there is none, or it does not matter.
  private let lastExporter: Int?
  /// Why a document is dropped that no exporter was for.
  private let missed: Reason

  /// Prepares for the stages of a recipe.
  ///
  /// - Parameters:
  ///   - steps: The stages that documents are to go through.
  ///   - language: The recipe's language.
  ///   - exports: Whether a document must be exported that gets through.
  init(_ steps: some Sequence<Recipe.Step>, language: Language?, exports: Bool) {
    self.language = language
    conditions = steps.map(\.condition)
    isExporter = steps.map { $0.made.exporter != nil }
    lastExporter = exports ? isExporter.lastIndex(of: true) : nil
    let wishes = zip(conditions, isExporter).filter(\.1).compactMap(\.0)
    missed = wishes.allSatisfy(\.isOfLanguage) ? .otherLanguage : .noExporter
  }

  /// Decides whether a document goes through a stage, by its place.
  func admits(_ document: Document, at index: Int, _ documentProgress: inout DocumentProgress) -> Admission {
    if let condition = conditions[index], !isMet(condition, by: document, &documentProgress) {
      return index == lastExporter && !documentProgress.isExported ? .isDropped(missed) : .skips
    }
    if isExporter[index] { documentProgress.isExported = true }
    return .enters
  }

  /// Whether a document meets a condition.
  func isMet(_ condition: Condition, by document: Document, _ documentProgress: inout DocumentProgress) -> Bool {
    // What the input or a stage has declared may change; what the text looks like is found once.
    if let declared = document.language ?? language { return condition.isMet(by: document) { declared } }
    var found = documentProgress.language
    defer { documentProgress.language = found }
    return condition.isMet(by: document) {
      if let found { return found }
      let detected = document.language(chosen: nil, recipe: nil)
      found = .some(detected)
      return detected
    }
  }
}
