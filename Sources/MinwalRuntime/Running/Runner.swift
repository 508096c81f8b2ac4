import Glibc
import Minwal
public import MinwalRecipe
import Synchronization

/// Runs a recipe: source, workers, sequencer, outputs.
public struct Runner: Sendable {
  private let recipe: Recipe
  private let settings: RunSettings
  private let input: InputOptions
  private let items: [InputItem]
  private let outputRoot: String

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
  public func run(progress: (@Sendable (Progress) -> Void)? = nil) async -> RunOutcome {
    let start = Self.seconds()
    var outcome = RunOutcome(ending: .finished)
    if let problem = checkPaths() {
      outcome.ending = problem
      return outcome
    }
    let quarantine = Quarantine(root: outputRoot, recipe)
    outcome.quarantineFolder = quarantine.folder
    let sequencer: Sequencer
    do {
      try quarantine.prepare()
      let outputs = try makeOutputs()
      outcome.outputs = outputs.map(\.description)
      sequencer = Sequencer(
        Committer(stages: recipe.steps.count, outputs: outputs, quarantine: quarantine), window: settings.jobs * 2 + 4,
        bytes: 64 << 20)
    } catch {
      outcome.ending = .failed(error.description)
      return outcome
    }
    let source = SharedSource(DocumentSource(items, limit: settings.limit))
    await work(source, sequencer, progress, start)
    let readError = source.error
    let interrupted = Interruption.isRequested
    let (ledger, stages, failure, partial) = sequencer.withCommitter { committer in
      let isWhole = readError == nil && !interrupted && (committer.ledger.read > 0 || source.empty.isEmpty)
      if isWhole { committer.finish() }
      let partial = isWhole && committer.failure == nil ? [] : committer.abandon()
      return (committer.ledger, committer.stages, committer.failure, partial)
    }
    outcome.ledger = ledger
    outcome.stages = stages
    outcome.partial = partial
    outcome.emptyInputs = source.empty
    outcome.seconds = Self.seconds() - start
    if let failure {
      outcome.ending = failure is StageError ? .stopped("\(failure)") : .failed("\(failure)")
    } else if let readError {
      outcome.ending = .failed(readError)
    } else if interrupted {
      outcome.ending = .interrupted
    } else if ledger.read == 0, let empty = outcome.emptyInputs.first {
      outcome.ending = .missingInput("no file is to be found in '\(empty)'")
    }
    progress?(Progress(ledger: ledger, seconds: outcome.seconds, totalBytes: nil))
    return outcome
  }

  private func work(
    _ source: SharedSource, _ sequencer: Sequencer, _ progress: (@Sendable (Progress) -> Void)?, _ start: Double
  ) async {
    let watcher = progress.map { progress in
      Task {
        let total = InputSize.bytes(of: items)
        while !Task.isCancelled {
          let ledger = sequencer.withCommitter { $0.ledger }
          progress(Progress(ledger: ledger, seconds: Self.seconds() - start, totalBytes: total))
          try? await Task.sleep(for: .milliseconds(200))
        }
      }
    }
    await withTaskGroup { group in
      for _ in 0..<settings.jobs {
        group.addTask {
          var worker = Worker(recipe, input)
          var batch = RawBatch()
          while !sequencer.hasFailed, source.next(into: &batch) {
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

  // MARK: Paths

  private func outputPath(_ exporter: any Exporter) -> String {
    FileSystem.join(outputRoot, exporter.destination.path.written)
  }

  private func usesStandardOutput(_ exporter: any Exporter) -> Bool {
    settings.usesStandardOutput || exporter.destination.path.isStandardOutput
  }

  /// Finds what is wrong before anything is read or written.
  private func checkPaths() -> RunOutcome.Ending? {
    for item in items where !item.isStandardInput {
      do {
        _ = try FileSystem.status(item.root.isEmpty ? "." : item.root)
      } catch {
        return .missingInput("cannot read the input '\(item.written)': \(error.reason) (looked for \(item.root))")
      }
    }
    if settings.usesStandardOutput {
      if recipe.exporters.count > 1 {
        return .refused("'--output -' needs a recipe with one exporter; this one has \(recipe.exporters.count)")
      }
      if recipe.exporters.contains(where: { $0.destination.layout != .oneFile }) {
        return .refused("'--output -' needs an exporter that writes one file; this one writes a file per document")
      }
    }
    var written = [FileSystem.join(outputRoot, "quarantine/x")]
    for exporter in recipe.exporters where !usesStandardOutput(exporter) {
      let isFolder = exporter.destination.layout != .oneFile
      written.append(isFolder ? FileSystem.join(outputPath(exporter), "x") : outputPath(exporter))
    }
    for path in written {
      for item in items where item.includes(path: path) {
        return .refused(
          "the output '\(path)' lies in the input '\(item.written)', so that the next run would read it; "
            + "give another folder with --output")
      }
    }
    return nil
  }

  private func makeOutputs() throws(FileSystem.Failure) -> [any Output] {
    var outputs: [any Output] = []
    for exporter in recipe.exporters {
      var header = ByteBuffer()
      exporter.begin(&header)
      if usesStandardOutput(exporter) {
        outputs.append(try StandardOutput(header: header))
        continue
      }
      switch exporter.destination.layout {
      case .oneFile:
        outputs.append(try FileOutput(path: outputPath(exporter), header: header))
      case .filePerDocument(let pathExtension):
        outputs.append(
          try FolderOutput(folder: outputPath(exporter), pathExtension: pathExtension, header: header))
      }
    }
    return outputs
  }

  private static func seconds() -> Double {
    var time = timespec()
    unsafe clock_gettime(CLOCK_MONOTONIC, &time)
    return Double(time.tv_sec) + Double(time.tv_nsec) / 1e9
  }
}

/// The input, which one worker at a time reads from.
private final class SharedSource: Sendable {
  private struct State: ~Copyable {
    var source: DocumentSource
    var error: String?
  }

  private let state: Mutex<State>

  init(_ source: consuming sending DocumentSource) { state = Mutex(State(source: source, error: nil)) }

  var error: String? { state.withLock { $0.error } }
  var empty: [String] { state.withLock { $0.source.empty } }

  /// Fills the next batch; `false` at the end, also after an error.
  func next(into batch: inout RawBatch) -> Bool {
    state.withLock { state in
      guard state.error == nil else { return false }
      do {
        return try state.source.next(into: &batch)
      } catch {
        state.error = "\(error)"
        return false
      }
    }
  }
}
