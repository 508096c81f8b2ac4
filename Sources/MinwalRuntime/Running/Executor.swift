import Minwal
import MinwalRecipe

/// An engine for passes: it takes the batches of a source through workers, and hands what they make of them to the
/// sequencer.
protocol Executor: Sendable {
  func run<P: Pass, C: Committing>(
    _ pass: P, _ source: SharedSource<some BatchSource & ~Copyable & SendableMetatype>, _ sequencer: Sequencer<C>
  ) async throws where C.Product == P.Worker.Product
}

/// Workers in this process.
struct ThreadExecutor: Executor {
  let jobs: Int

  func run<P: Pass, C: Committing>(
    _ pass: P, _ source: SharedSource<some BatchSource & ~Copyable & SendableMetatype>, _ sequencer: Sequencer<C>
  ) async throws where C.Product == P.Worker.Product {
    try await source.pump(into: sequencer, jobs: jobs, blocks: pass.prepared.recipe.blocks) { pass.worker(nil) }
  }
}

/// Workers in child processes, which documents can end without ending the run.
struct ProcessExecutor: Executor {
  let jobs: Int

  func run<P: Pass, C: Committing>(
    _ pass: P, _ source: SharedSource<some BatchSource & ~Copyable & SendableMetatype>, _ sequencer: Sequencer<C>
  ) async throws where C.Product == P.Worker.Product {
    let setup = WorkerSetup(pass.prepared, surveyed: pass.surveyed)
    let recipe = pass.prepared.recipe
    try await source.pump(into: sequencer, jobs: jobs, blocks: true) {
      IsolatedWorker<P.Worker.Product>(recipe, setup)
    }
  }
}

extension Recipe {
  /// Whether its stages or readers block the thread that they work on.
  var blocks: Bool {
    steps.contains(where: \.takesBatches)
      || input?.contains { source in
        source.readers.all.contains { $0.spec.name == source.reader && $0.spec.waits }
      } == true
  }
}

extension SharedSource where Source: ~Copyable & SendableMetatype {
  /// Takes all batches through workers to a committer.
  ///
  /// - Parameters:
  ///   - sequencer: Where the results meet.
  ///   - jobs: How many workers there are.
  ///   - blocks: Whether they block, so that each needs a thread of its own.
  ///   - makeWorker: Makes a worker.
  /// - Throws: ``FileSystem/Failure`` if there are no threads.
  func pump<Worker: BatchWorker, C: Committing>(
    into sequencer: Sequencer<C>, jobs: Int, blocks: Bool, _ makeWorker: @escaping @Sendable () -> Worker
  ) async throws where Worker.Product == C.Product {
    let executor = blocks ? try BlockingExecutor(threads: jobs) : nil
    defer { executor?.close() }
    await withTaskGroup { group in
      for _ in 0..<jobs {
        group.addTask(executorPreference: executor) {
          var worker = makeWorker()
          var batch = RawBatch()
          while !sequencer.hasFailed, await self.next(into: &batch) {
            var product = worker.run(batch)
            product.count(passedOver: batch.passedOver)
            await sequencer.submit(product)
            // Let others on: the one who shows progress, and workers that are more than there are cores.
            await Task.yield()
          }
        }
      }
    }
  }
}
