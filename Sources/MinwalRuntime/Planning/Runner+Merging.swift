import Minwal
import MinwalRecipe

extension Runner {
  /// Joins the results of all shards of a plan, as one run would have written them.
  ///
  /// - Parameters:
  ///   - plan: The plan.
  ///   - roots: The folders that have the results of shards.
  ///   - progress: Called several times a second with the counts so far; `nil` if progress is not shown.
  ///   - events: Called with what happens; `nil` if events are not logged.
  /// - Returns: How it ended; nothing is thrown.
  public func merge(
    _ plan: Plan, from roots: [String], progress: ProgressReport? = nil, events: RunEventReport? = nil
  ) async -> RunOutcome {
    await conduct(progress, events) { outcome, watch in
      if !settings.usesStandardOutput { outcome.quarantineFolder = Quarantine.folder(root: outputRoot, recipe) }
      if let problem = checkOutputs() {
        outcome.ending = problem
        return
      }
      if !settings.usesStandardOutput {
        for path in Self.places(of: recipe, outputRoot: settings.outputRoot) {
          guard let folder = Self.shardFolder(around: path, in: roots) else { continue }
          outcome.ending = .refused(
            "the output '\(path.displayedPath)' lies in '\(folder.displayedPath)', which has the results of a shard; name "
              + "another folder with --output")
          return
        }
      }
      let shards: [(folder: ShardFolder, marker: ShardMarker)]
      do throws(StageError) {
        shards = try results(of: plan, in: roots)
      } catch {
        outcome.ending = .refused(error.message)
        return
      }
      watch.totalBytes = shards.reduce(0) { $0 + $1.marker.counts.bytes }
      try await merge(plan, shards, &outcome, watch)
    }
  }

  /// The folder of a shard in which a path lies, so that nothing must be written there.
  ///
  /// - Parameters:
  ///   - path: The path; nothing need be there.
  ///   - roots: The folders that have the results of shards.
  /// - Returns: The folder; `nil` if the path lies elsewhere.
  public static func shardFolder(around path: String, in roots: [String]) -> String? {
    let parts = resolved(path)
    for root in roots {
      let own = resolved(root)
      guard parts.count > own.count, zip(parts, own).allSatisfy({ $0.hasSameBytes(as: $1) }) else { continue }
      let name = parts[own.count]
      if name.hasBytePrefix("shard-") || name.hasBytePrefix("survey-") { return FileSystem.join(root, name) }
    }
    return nil
  }

  /// The parts of a path from the root, without links as far as it is there.
  private static func resolved(_ path: String) -> [String] {
    var folder = FileSystem.absolute(path)
    var rest: [String] = []
    while !folder.isEmpty, folder != "/" {
      if let real = FileSystem.realPath(folder) { return real.pathParts + rest }
      let (parent, name) = FileSystem.split(folder)
      rest.insert(name, at: 0)
      folder = parent
    }
    return rest
  }

  /// Has a stage learn from its surveys of all shards of a plan.
  ///
  /// - Parameters:
  ///   - index: The stage, by its place in the recipe.
  ///   - plan: The plan.
  ///   - roots: The folders that have the surveys.
  /// - Returns: A plan with what the stage has learned, or why there is none.
  public func learn(_ index: Int, of plan: Plan, from roots: [String]) -> Result<Plan, PlanProblem> {
    do {
      guard plan.surveys.first == index, recipe.steps.indices.contains(index),
        let stage = recipe.steps[index].surveying
      else {
        throw StageError.refused("stage \(index) is not the next of this plan to learn")
      }
      let folders = try results(of: plan, survey: index, in: roots).map(\.folder.path)
      var plan = plan
      plan.models.append(try learn(stage, index, SurveyedRecipe(recipe, adopting: plan.models), folders))
      plan.surveys.removeFirst()
      return .success(plan)
    } catch {
      return .failure(PlanProblem(ending: .refused((error as? StageError)?.message ?? "\(error)")))
    }
  }

  private func learn<S: SurveyingStage>(
    _ stage: S, _ index: Int, _ prepared: SurveyedRecipe, _ folders: [String]
  ) throws -> SurveyedRecipe.EncodedModel {
    let pool = SurveyPool<S.Survey>(workers: 1, folder: .temporary)
    for folder in folders {
      let path = FileSystem.join(folder, ShardMarker.surveyName)
      var reader = BinaryReader(try FileSystem.contents(of: path, limit: .max))
      pool.add(try reader.read(S.Survey.self))
    }
    var prepared = prepared
    _ = try prepared.learn(from: pool.takeAll(), by: stage, at: index)
    guard let model = prepared.models.last else { throw StageError.refused("the stage has learned nothing") }
    return model.encoded
  }

  /// The folders of all shards, or of a stage's surveys of them, which are as their markers say.
  private func results(
    of plan: Plan, survey: Int? = nil, in roots: [String]
  ) throws(StageError) -> [(folder: ShardFolder, marker: ShardMarker)] {
    let digest = plan.digest
    var found: [(ShardFolder, ShardMarker)] = []
    var missing: [Int] = []
    search: for shard in plan.shards {
      for root in roots {
        let folder = ShardFolder(root, shard, survey: survey)
        guard let marker = try folder.verified(plan: digest, shard: shard.number) else { continue }
        found.append((folder, marker))
        continue search
      }
      missing.append(shard.number)
    }
    guard missing.isEmpty else {
      let names = missing.prefix(10).map(String.init).joined(separator: ", ") + (missing.count > 10 ? ", …" : "")
      throw StageError(
        .missingShard,
        "\(missing.count) of \(plan.shards.count) shards \(missing.count == 1 ? "is" : "are") not done: \(names); 'minwal "
          + "worker PLAN \(missing[0])\(survey.map { " --survey \($0)" } ?? "") --output \(roots.first ?? "DIR")' does the first of them"
      )
    }
    guard ShardMarker.canBeAddedUp(found.map(\.1)) else {
      throw StageError(
        .damagedShard, "the markers of the shards have counts that cannot be added up: they were changed, or damaged")
    }
    return found
  }

  private func merge(
    _ plan: Plan, _ shards: [(folder: ShardFolder, marker: ShardMarker)], _ outcome: inout RunOutcome, _ watch: Watch
  ) async throws {
    let identity = RunIdentity(recipe: recipe.fingerprint, input: plan.inputFingerprint)
    let journal = try openJournal()
    // A merge that was killed while it moved its outputs is done once more; the work of another run is not lost.
    if settings.beginning != .startOver, let earlier = try? journal?.load(), earlier.phase != .finished,
      earlier.counts.read > 0, earlier.phase == .running || earlier.identity != identity
    {
      outcome.ending = .refused(
        "an unfinished run has done \(earlier.counts.read) documents; 'minwal run --resume' continues with it, and "
          + "--restart discards it")
      return
    }
    try journal?.erase()
    let outputs = try makeOutputs(journal, nil)
    outcome.outputs = outputs.map(\.description)
    let quarantine = try Quarantine(
      root: outputRoot, recipe, keeps: !settings.usesStandardOutput, log: journal?.nameLog("quarantine"))
    // For those who try the quarantine again.
    var models: [Int: UInt64] = [:]
    for model in plan.models { models[model.stage] = try journal?.save(model) }
    let sequencer = sequencer(
      Committer(
        recipe.steps, outputs: outputs, quarantine: quarantine, ids: try IDRegister(journal),
        keeper: journal.map { CheckpointKeeper($0, identity: identity, models: models) }, events: watch.events))
    let markers = shards.map(\.marker)
    let source = SharedSource(ShardSource(shards.map(\.folder.path), markers, recipe))
    let recipe = recipe
    let jobs = settings.jobs
    try await watch.over(sequencer) {
      try await source.pump(into: sequencer, jobs: jobs, blocks: false) { ShardReader(markers, recipe) }
    }
    await conclude(&outcome, sequencer, source, nil)
  }
}
