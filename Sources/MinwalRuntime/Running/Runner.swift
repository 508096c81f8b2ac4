import Glibc
import Minwal
public import MinwalRecipe

/// Runs a recipe: surveys, then source, workers, sequencer, outputs.
public struct Runner: Sendable {
  let recipe: Recipe
  let settings: RunSettings
  let items: [InputItem]
  let outputRoot: String
  let input: InputOptions

  /// Prepares a run. The recipe must have an input, or the settings.
  public init(_ recipe: Recipe, _ settings: RunSettings) {
    self.recipe = recipe
    self.settings = settings
    input = recipe.input ?? InputOptions()
    items = settings.input ?? InputItem.items(of: input, folder: recipe.folder)
    outputRoot = settings.outputRoot ?? recipe.folder
  }

  /// Runs the recipe.
  ///
  /// - Parameter progress: Called several times a second with the books so far; `nil` if nobody watches.
  /// - Returns: How it ended; nothing is thrown.
  public func run(progress: ProgressReport? = nil) async -> RunOutcome {
    let start = Self.seconds()
    var outcome = RunOutcome(ending: .finished)
    if let problem = checkPaths() {
      outcome.ending = problem
      return outcome
    }
    let recipe: Recipe
    do {
      recipe = try await surveyed(progress, start)
    } catch {
      outcome.ending = .failed("\(error)")
      return outcome
    }
    let quarantine = Quarantine(root: outputRoot, recipe)
    outcome.quarantineFolder = quarantine.folder
    let sequencer: Sequencer<Committer>
    do {
      // Outputs first: they are locked, so that a second run leaves the first one's quarantine alone.
      let outputs = try makeOutputs()
      try quarantine.prepare()
      outcome.outputs = outputs.map(\.description)
      sequencer = Sequencer(
        Committer(stages: recipe.steps.count, outputs: outputs, quarantine: quarantine), window: settings.jobs * 2 + 4,
        bytes: 64 << 20)
    } catch {
      outcome.ending = .failed(error.description)
      return outcome
    }
    let source = SharedSource(DocumentSource(items, limit: settings.limit))
    await pump(source, sequencer, progress, start) { Worker(recipe, input) }
    let readError = source.error
    let interrupted = Interruption.isRequested
    let handedOut = source.count
    let hasInput = source.empty.isEmpty
    let (ledger, stages, failure, partial, imbalance) = sequencer.withCommitter { committer in
      let imbalance = committer.failure == nil ? committer.imbalance(handedOut: handedOut) : nil
      let isWhole = readError == nil && !interrupted && imbalance == nil && (committer.ledger.read > 0 || hasInput)
      if isWhole { committer.finish() }
      let partial = isWhole && committer.failure == nil ? [] : committer.abandon()
      return (committer.ledger, committer.stages, committer.failure, partial, imbalance)
    }
    outcome.ledger = ledger
    outcome.stages = stages
    outcome.partial = partial
    outcome.emptyInputs = source.empty
    outcome.seconds = Self.seconds() - start
    if let failure {
      outcome.ending = failure is StageError ? .stopped("\(failure)") : .failed("\(failure)")
      if (failure as? FileSystem.Failure)?.isClosedPipe == true { outcome.ending = .outputClosed }
    } else if let readError {
      outcome.ending = .failed(readError)
    } else if let imbalance {
      outcome.ending = .unbalanced(imbalance)
    } else if interrupted {
      outcome.ending = .interrupted
    } else if ledger.read == 0, let empty = outcome.emptyInputs.first {
      outcome.ending = .missingInput("no file is to be found in '\(empty)'")
    }
    progress?(Progress(ledger: ledger, seconds: outcome.seconds))
    return outcome
  }

  /// Reads the input once more for each stage that wants to see all of it first.
  func surveyed(_ progress: ProgressReport?, _ start: Double) async throws -> Recipe {
    var recipe = recipe
    for index in recipe.steps.indices {
      guard let stage = recipe.steps[index].surveying, stage.wantsSurvey else { continue }
      recipe.steps[index].made = .stage(try await survey(stage, recipe, index, progress, start).stage)
    }
    return recipe
  }

  /// Conducts the survey for a stage.
  ///
  /// - Returns: The stage, which has adopted the survey, the books of the reading, and inputs in which there was no file.
  func survey<S: SurveyingStage>(
    _ stage: S, _ recipe: Recipe, _ index: Int, _ progress: ProgressReport?, _ start: Double
  ) async throws -> (stage: S, ledger: Ledger, empty: [String]) {
    let pass = SurveyPass(stage: stage, recipe: recipe, index: index, input: input)
    let source = SharedSource(DocumentSource(items, limit: settings.limit))
    let sequencer = Sequencer(SurveyPass<S>.Merger(), window: settings.jobs * 2 + 4, bytes: 64 << 20)
    await pump(source, sequencer, progress, start, phase: "\(recipe.steps[index].name) surveys") {
      SurveyPass<S>.Worker(pass)
    }
    if let error = source.error { throw StageError("unreadable-input", error) }
    let (survey, ledger, failure) = sequencer.withCommitter { ($0.survey, $0.ledger, $0.failure) }
    if let failure { throw failure }
    var stage = stage
    try stage.adopt(survey)
    return (stage, ledger, source.empty)
  }

  /// Takes all batches of a source through workers to the committer.
  private func pump<Worker: BatchWorker, Committer: Committing>(
    _ source: SharedSource, _ sequencer: Sequencer<Committer>, _ progress: ProgressReport?, _ start: Double,
    phase: String? = nil, _ makeWorker: @escaping @Sendable () -> Worker
  ) async where Worker.Product == Committer.Product {
    let watcher = progress.map { progress in
      Task {
        let total = InputSize.bytes(of: items)
        while !Task.isCancelled {
          let ledger = sequencer.ledger
          progress(Progress(ledger: ledger, seconds: Self.seconds() - start, totalBytes: total, phase: phase))
          try? await Task.sleep(for: .milliseconds(200))
        }
      }
    }
    await withTaskGroup { group in
      for _ in 0..<settings.jobs {
        group.addTask {
          var worker = makeWorker()
          var batch = RawBatch()
          while !sequencer.hasFailed, await source.next(into: &batch) {
            await sequencer.submit(worker.run(batch))
            // Let others on: the one who shows progress, and workers that are more than there are cores.
            await Task.yield()
          }
        }
      }
    }
    watcher?.cancel()
    await watcher?.value
  }

  static func seconds() -> Double {
    var time = timespec()
    unsafe clock_gettime(CLOCK_MONOTONIC, &time)
    return Double(time.tv_sec) + Double(time.tv_nsec) / 1e9
  }
}
