import Minwal
import MinwalRecipe

/// What the stages of a recipe have learned from its documents.
public struct LearningOutcome: Sendable {
  public var ending = RunOutcome.Ending.finished
  /// What was read, once for each stage that learned.
  public var counts = DocumentCounts()
  /// The stages that learned, by name, and what they show of it.
  public var reports: [(stage: String, text: String)] = []
}

extension Runner {
  /// Conducts the surveys of a recipe and asks its learning stages, whether or not they wanted one, what they learned.
  /// Nothing is written.
  ///
  /// - Parameter progress: Called several times a second with the counts so far; `nil` if progress is not shown.
  /// - Returns: What they learned, and how it ended; nothing is thrown.
  public func learn(progress: ProgressReport? = nil) async -> LearningOutcome {
    var outcome = LearningOutcome()
    do {
      try await RunToken.$current.withValue(settings.token) { try await learn(&outcome, progress) }
    } catch {
      outcome.ending = .failed("\(error)")
    }
    if settings.token.isCancelled { outcome.ending = .interrupted }
    return outcome
  }

  private func learn(_ outcome: inout LearningOutcome, _ progress: ProgressReport?) async throws {
    let surveying = self.recipe.steps.indices.compactMap { index -> (Int, any SurveyingStage)? in
      guard let stage = self.recipe.steps[index].surveying, stage.wantsSurvey || stage is any LearningStage else {
        return nil
      }
      return (index, stage)
    }
    guard surveying.contains(where: { $0.1 is any LearningStage }) else {
      outcome.ending = .refused("no stage of this recipe learns from its documents")
      return
    }
    if let problem = missingInput() {
      outcome.ending = problem
      return
    }
    if surveying.count > 1, items.contains(where: \.isStandardInput) {
      outcome.ending = .refused(
        "\(surveying.count) stages of this recipe must read the input, and standard input can be read once only")
      return
    }
    let watch = Watch(
      progress: progress, start: MonotonicClock.seconds(), scan: PendingScan(items, limit: settings.limit))
    var prepared = SurveyedRecipe(recipe)
    for (index, stage) in surveying {
      let (adopted, counts, empty) = try await learn(stage, &prepared, index, watch)
      outcome.counts.merge(counts)
      if counts.read == 0, let empty = empty.first {
        outcome.ending = .missingInput("no file is to be found in '\(empty)'")
        return
      }
      if let adopted = adopted as? any LearningStage {
        outcome.reports.append((recipe.steps[index].name, adopted.learnedReport))
      }
    }
  }

  /// Conducts the survey of one stage.
  ///
  /// - Returns: The stage, which has adopted its model, the counts of the reading, and inputs in which there was no
  ///   file.
  private func learn<S: SurveyingStage>(
    _ stage: S, _ prepared: inout SurveyedRecipe, _ index: Int, _ watch: Watch
  ) async throws -> (any SurveyingStage, DocumentCounts, [String]) {
    let result = try await survey(stage, prepared, index, watch, .temporary)
    // Later stages see documents as the run would show them.
    var scratch = prepared
    let adopted = try scratch.learn(from: result.survey, by: stage, at: index)
    if stage.wantsSurvey { prepared = scratch }
    return (adopted, result.counts, result.empty)
  }
}

extension Recipe.Step {
  /// The stage, if it can survey the corpus.
  var surveying: (any SurveyingStage)? { made.stage as? any SurveyingStage }

  /// Whether the stage must see all documents first.
  var wantsSurvey: Bool { surveying?.wantsSurvey == true }
}
