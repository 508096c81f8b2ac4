import Minwal
public import MinwalRecipe

extension Runner {
  /// Prepares the work on a plan: its recipe, over its input.
  ///
  /// - Parameters:
  ///   - plan: The plan.
  ///   - recipe: Its recipe, checked again.
  ///   - settings: How to do it.
  public init(_ plan: Plan, _ recipe: Recipe, _ settings: RunSettings) {
    var settings = settings
    settings.input = plan.items(recipe)
    self.init(recipe, settings)
  }

  /// How an input is to be cut.
  public enum Cut: Sendable {
    /// Into so many shards.
    case shards(Int)
    /// Into shards of about so many bytes.
    case size(Int)
  }

  /// Makes a plan of a run, by the files of its input and their sizes; no document is read.
  ///
  /// - Parameters:
  ///   - cut: How to cut the input.
  ///   - input: What the command line names as input, if it does.
  /// - Returns: The plan, or why there can be none.
  public func plan(_ cut: Cut, input: [String]?) -> Result<Plan, PlanProblem> {
    if let problem = checkInputs() { return .failure(PlanProblem(ending: problem)) }
    func refuse(_ reason: String) -> Result<Plan, PlanProblem> { .failure(PlanProblem(ending: .refused(reason))) }
    if items.contains(where: \.isStandardInput) {
      return refuse("standard input cannot be cut into shards; write it to a file, and name that with --input")
    }
    if let exporter = recipe.steps.exporters.first(where: \.destination.path.isStandardOutput) {
      return refuse(
        "the exporter '\(type(of: exporter).spec.name)' writes to standard output; give it a file, or use --output - when "
          + "you merge")
    }
    guard let scan = InputScan.take(items, limit: nil) else {
      return refuse("the input has a pipe or device, which cannot be cut into shards")
    }
    let count =
      switch cut {
      case .shards(let count): count
      case .size(let bytes): max(1, (scan.bytes + bytes - 1) / bytes)
      }
    do {
      return .success(
        Plan(
          directory: FileSystem.currentFolder, recipe: try PlannedRecipe(recipe), input: input,
          inputFingerprint: scan.fingerprint, surveys: recipe.steps.indices.filter { recipe.steps[$0].wantsSurvey },
          shards: Planner.shards(items, readers, scan, count: count)))
    } catch {
      return refuse("\(error)")
    }
  }

  /// What in the input a file would be, so that it must not be written there; `nil` if it is not in the input.
  public func input(around path: String) -> String? { items.first { $0.includes(path: path) }?.written }

  /// Does one shard of a plan, unless that was done before.
  ///
  /// - Parameters:
  ///   - number: The shard.
  ///   - plan: The plan.
  ///   - survey: The stage whose survey of the shard is to be taken, by its place in the recipe; `nil` to take the
  ///     documents through the whole chain.
  ///   - root: The folder that the results of all shards go below.
  ///   - progress: Called several times a second with the counts so far; `nil` if progress is not shown.
  ///   - events: Called with what happens; `nil` if events are not logged.
  /// - Returns: How it ended; nothing is thrown.
  public func work(
    on number: Int, of plan: Plan, survey: Int? = nil, in root: String, progress: ProgressReport? = nil,
    events: RunEventReport? = nil
  ) async -> RunOutcome {
    await conduct(progress, events) { outcome, watch in
      outcome.shard = number
      do throws(StageError) {
        guard plan.shards.indices.contains(number) else {
          throw .refused(
            "the plan has \(plan.shards.count == 1 ? "one shard, number 0" : "shards 0 to \(plan.shards.count - 1)"), "
              + "and no shard \(number)")
        }
        try requireSurveys(plan, survey)
        let shard = plan.shards[number]
        watch.totalBytes = shard.bytes
        let task = ShardTask(shard: shard, plan: plan.digest, folder: ShardFolder(root, shard, survey: survey))
        outcome.outputs = [task.folder.path]
        if let marker = try task.folder.verified(plan: task.plan, shard: number) {
          outcome.take(marker)
          return
        }
        if let problem = missingInput() {
          outcome.ending = problem
          return
        }
        if let input = input(around: task.folder.path + "/x") {
          throw .refused("'\(root)' lies in the input '\(input)', so that its files would be read; name another folder")
        }
        try shard.check(items)
        try await work(task, plan, survey, &outcome, watch)
      } catch {
        if error.endsRun || error.code == .locked { throw error }
        outcome.ending = .refused(error.message)
      }
    }
  }

  /// Sees to it that stages have learned what they must have for a pass.
  private func requireSurveys(_ plan: Plan, _ survey: Int?) throws(StageError) {
    let due = plan.surveys.first
    if survey == due, due.map({ recipe.steps.indices.contains($0) }) != false { return }
    func name(_ stage: Int) -> String { "'\(recipe.steps[stage].name)' (stage \(stage))" }
    if let due, recipe.steps.indices.contains(due) {
      throw .refused(
        "\(name(due)) learns from the whole input first: do 'minwal worker PLAN SHARD --survey \(due)' for all shards, "
          + "then 'minwal merge PLAN --survey \(due)', which gives a plan with what it has learned")
    }
    let what = survey.map { recipe.steps.indices.contains($0) ? name($0) : "stage \($0)" } ?? "the recipe"
    throw .refused("\(what) has nothing to learn for this plan; leave out --survey")
  }

  /// A shard to be done.
  private struct ShardTask {
    var shard: Shard
    var plan: UInt64
    var folder: ShardFolder
  }

  private func work(
    _ task: ShardTask, _ plan: Plan, _ survey: Int?, _ outcome: inout RunOutcome, _ watch: Watch
  ) async throws(StageError) {
    do {
      let prepared = try SurveyedRecipe(recipe, adopting: plan.models)
      let attempt = try task.folder.begin()
      defer { FileSystem.removeTree(attempt.path) }
      var marker = ShardMarker(plan: task.plan, recipe: recipe.fingerprint, shard: task.shard.number)
      if let survey, let stage = recipe.steps[survey].surveying {
        try await take(stage, survey, prepared, task.shard, attempt.path, &marker, &outcome, watch)
      } else {
        try await takeDocuments(prepared, task.shard, attempt.path, &marker, &outcome, watch)
      }
      guard case .finished = outcome.ending else { return }
      if try task.folder.commit(attempt, marker) { return }
      // Another attempt was faster: its results must be good.
      if let marker = try task.folder.verified(plan: task.plan, shard: task.shard.number) { outcome.take(marker) }
    } catch {
      throw error as? StageError ?? .unavailable("\(error)")
    }
  }

  /// Takes the documents of a shard through the whole chain.
  private func takeDocuments(
    _ prepared: SurveyedRecipe, _ shard: Shard, _ folder: String, _ marker: inout ShardMarker,
    _ outcome: inout RunOutcome, _ watch: Watch
  ) async throws {
    if shard.start.byte > 0, let file = shard.start.file {
      marker.firstFile = items[shard.start.item].path(of: file).displayedPath
    }
    let source = SharedSource(try DocumentSource(items, readers, shard))
    let sequencer = sequencer(
      try ShardWriter(folder, recipe, firstFile: marker.firstFile, events: watch.events))
    try await process(prepared, source, sequencer, watch)
    let readError = source.error
    let handedOut = source.count
    let isInterrupted = settings.token.isCancelled
    let (totals, failure, file) = try sequencer.withCommitter { writer in
      let isWhole = writer.failure == nil && readError == nil && !isInterrupted
      return (writer.totals, writer.failure, isWhole ? try writer.finish() : nil)
    }
    outcome.counts = totals.counts
    outcome.stages = totals.stages
    outcome.failures = totals.failures
    outcome.notable = totals.notable
    if let failure {
      outcome.ending = (failure as? StageError)?.isInterruption == true ? .interrupted : Self.ending(failure)
    } else if let readError {
      outcome.ending = .failed(readError)
    } else if isInterrupted {
      outcome.ending = .interrupted
    } else if totals.counts.read != handedOut || !totals.counts.balances {
      outcome.ending = .unbalanced("\(handedOut) documents were handed out and \(totals.counts.read) came back")
    }
    marker.counts = totals.counts
    marker.batches = totals.batches
    marker.note(totals.failures, totals.stages, recipe.steps)
    marker.files = file.map { [$0] } ?? []
    (marker.empty, marker.lines) = source.look { ($0.empty, $0.linesBeforeEnd) }
  }

  /// Takes a stage's survey of a shard.
  private func take<S: SurveyingStage>(
    _ stage: S, _ index: Int, _ prepared: SurveyedRecipe, _ shard: Shard, _ folder: String,
    _ marker: inout ShardMarker, _ outcome: inout RunOutcome, _ watch: Watch
  ) async throws {
    let result = try await survey(stage, prepared, index, watch, .temporary, shard: shard)
    outcome.counts.read = result.counts.read
    outcome.counts.bytes = result.counts.bytes
    if settings.token.isCancelled {
      outcome.ending = .interrupted
      return
    }
    marker.counts = outcome.counts
    marker.empty = result.empty
    var writer = BinaryWriter()
    writer.write(result.survey)
    marker.files = [
      ShardMarker.File(
        name: ShardMarker.surveyName, bytes: writer.buffer.count, digest: StableHash.hash(writer.buffer.span))
    ]
    try AtomicFile.write(writer.buffer.span, to: FileSystem.join(folder, ShardMarker.surveyName), durably: true)
  }
}

/// Why there is no plan.
public struct PlanProblem: Error {
  public var ending: RunOutcome.Ending
}

extension StageError {
  /// The error of something that was asked for and cannot be done.
  static func refused(_ message: String) -> StageError { StageError(.refused, message) }
}

extension RunOutcome {
  /// Takes over what another attempt at a shard has counted.
  fileprivate mutating func take(_ marker: ShardMarker) {
    counts = marker.counts
    resumed = (counts.read, counts.bytes)
  }
}

extension InputItem {
  /// The path to open of a file below ``root``.
  fileprivate func path(of relativePath: String) -> String {
    (try? FileSystem.status(root.isEmpty ? "." : root).kind) == .folder ? FileSystem.join(root, relativePath) : root
  }
}
