import Minwal
import MinwalRecipe

extension Runner {
  /// Reads the input once more for each stage that wants to see all of it first, unless an earlier run has done so.
  ///
  /// - Returns: The recipe, whose stages have adopted their models, and the hashes of these in the journal.
  func surveyed(
    _ journal: Journal?, _ checkpoint: Checkpoint?, _ watch: Watch
  ) async throws -> (SurveyedRecipe, [Int: UInt64]) {
    var prepared = SurveyedRecipe(recipe)
    var hashes: [Int: UInt64] = [:]
    for index in recipe.steps.indices where !settings.token.isCancelled {
      guard let stage = recipe.steps[index].surveying, stage.wantsSurvey else { continue }
      hashes[index] = try await adopt(stage, &prepared, index, journal, checkpoint?.models[index], watch)
    }
    return (prepared, hashes)
  }

  /// Has a stage adopt its model: the one in the journal, or what it learns from a survey that is conducted now.
  ///
  /// - Returns: The model's hash in the journal, if it is there.
  private func adopt<S: SurveyingStage>(
    _ stage: S, _ prepared: inout SurveyedRecipe, _ index: Int, _ journal: Journal?, _ hash: UInt64?, _ watch: Watch
  ) async throws -> UInt64? {
    if let hash, let model: S.Model = journal?.model(stage: index, hash: hash) {
      _ = try prepared.adopt(model, by: stage, at: index)
      return hash
    }
    let result = try await survey(stage, prepared, index, watch, journal?.spillFolder ?? .temporary)
    // Of half a survey nothing is learned that would be kept.
    if settings.token.isCancelled { return nil }
    _ = try prepared.learn(from: result.survey, by: stage, at: index)
    return try prepared.models.last.flatMap { try journal?.save($0.encoded) }
  }

  /// Conducts the survey for a stage, over the whole input or a shard of it.
  ///
  /// - Returns: The survey, the counts of the reading, and inputs in which there was no file.
  func survey<S: SurveyingStage>(
    _ stage: S, _ prepared: SurveyedRecipe, _ index: Int, _ watch: Watch, _ folder: SpillFolder, shard: Shard? = nil
  ) async throws -> (survey: S.Survey, counts: DocumentCounts, empty: [String]) {
    let source = SharedSource(
      try shard.map { try DocumentSource(items, readers, $0, numbered: true) }
        ?? DocumentSource(items, readers, limit: settings.limit, sample: watch.sample))
    let pool = SurveyPool<S.Survey>(workers: settings.jobs, folder: folder)
    let sequencer = sequencer(SurveyPass<S>.Merger(pool))
    let pass = SurveyPass(stage: stage, prepared: prepared, index: index)
    try await watch.over(sequencer, phase: "\(recipe.steps[index].name) surveys") {
      try await executor.run(pass, source, sequencer)
    }
    if let error = source.error { throw StageError(.unreadableInput, error) }
    let (counts, failure) = sequencer.withCommitter { ($0.counts, $0.failure) }
    if let failure { throw failure }
    let survey = try pool.takeAll()
    watch.events?(.surveyed(stage: recipe.steps[index].name, documents: counts.read))
    return (survey, counts, source.empty)
  }
}
