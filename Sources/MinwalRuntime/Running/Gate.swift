import Minwal
import MinwalRecipe

/// Says which stages a document goes through, by their conditions.
struct Gate {
  /// What becomes of a document at a stage.
  enum Admission {
    case enters
    /// It does not meet the stage's condition.
    case skips
    /// It has met the condition of no exporter, and this is the last.
    case isDropped(Reason)
  }

  private let recipe: Language?
  /// The place of the last exporter; `nil` if there is none, or it does not matter.
  private let lastExporter: Int?

  /// Prepares for the stages of a recipe.
  ///
  /// - Parameters:
  ///   - steps: The stages that documents are to go through.
  ///   - language: The recipe's language.
  ///   - exports: Whether a document must be exported that gets through.
  init(_ steps: some Sequence<Recipe.Step>, language: Language?, exports: Bool) {
    recipe = language
    var last: Int?
    for (index, step) in steps.enumerated() { if case .exporter = step.made { last = index } }
    lastExporter = exports ? last : nil
  }

  /// Decides whether a document goes through a stage.
  func admits(
    _ document: Document, to condition: Condition?, at index: Int, isExporter: Bool, _ passage: inout Passage
  ) -> Admission {
    if let condition, !isMet(condition, by: document, &passage) {
      return index == lastExporter && !passage.isExported ? .isDropped(Reason.noExporter) : .skips
    }
    if isExporter { passage.isExported = true }
    return .enters
  }

  /// Whether a document meets a condition.
  func isMet(_ condition: Condition, by document: Document, _ passage: inout Passage) -> Bool {
    // What the input or a stage has declared may change; what the text looks like is found once.
    if let declared = document.language ?? recipe { return condition.isMet(by: document) { declared } }
    var found = passage.language
    defer { passage.language = found }
    return condition.isMet(by: document) {
      if let found { return found }
      let detected = document.language(chosen: nil, recipe: nil)
      found = .some(detected)
      return detected
    }
  }
}
