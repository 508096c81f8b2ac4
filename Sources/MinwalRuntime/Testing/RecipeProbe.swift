import Minwal
public import MinwalRecipe

/// Checks what must hold of every recipe, over some documents: the input's first ones, and those of its tests.
public struct RecipeProbe: Sendable {
  /// Something that does not hold.
  public struct Finding: Sendable {
    /// The document's id; `nil` if it concerns no single one.
    public var document: String?
    public var message: String
    /// Lines that should be the same.
    public var difference: (expected: [String], actual: [String])?
  }

  /// What came of it.
  public struct Result: Sendable {
    /// How many documents were looked at.
    public var documents = 0
    public var findings: [Finding] = []
  }

  private let recipe: Recipe
  private let items: [InputItem]?
  private let limit: Int

  /// Prepares to check a recipe.
  ///
  /// - Parameters:
  ///   - recipe: The recipe.
  ///   - limit: How many documents of its input to look at; 0 for none.
  public init(_ recipe: Recipe, limit: Int) {
    self.recipe = recipe
    self.limit = limit
    let items = InputItem.items(of: recipe)
    self.items = limit == 0 || items.isEmpty || items.contains(where: \.isStandardInput) ? nil : items
  }

  /// Looks at the documents.
  ///
  /// - Throws: if the input cannot be read.
  public func run() async throws -> Result {
    var result = Result()
    var tested: [Trial] = []
    for test in recipe.tests where test.mocks.isEmpty && test.steps == nil {
      guard let trial = try? RecipeTester(recipe).trial(of: test) else { continue }
      tested.append(trial)
      examine(trial, recipe, &result)
    }
    result.findings += NeighbourProbe(recipe).findings(in: tested)
    guard let items else { return result }
    let settings = RunSettings(jobs: 1, limit: limit)
    let explorer = try await Explorer(recipe).surveyed(settings)
    var seen: [Trial] = []
    _ = try explorer.forEach(.first(limit, of: items)) { seen.append($0) }
    for trial in seen { examine(trial, explorer.recipe, &result) }
    result.findings += NeighbourProbe(explorer.recipe).findings(in: seen)
    if !recipe.steps.exporters.isEmpty, let finding = try await compareJobs() { result.findings.append(finding) }
    return result
  }

  // MARK: One document

  private func examine(_ trial: Trial, _ recipe: Recipe, _ result: inout Result) {
    result.documents += 1
    let id = trial.steps[0].document.id
    var isKept = false
    switch trial.outcome {
    case .kept: isKept = true
    case .failed(let error) where error.code == .invalidLayer:
      let stage = trial.steps.last?.name ?? ""
      result.findings.append(Finding(document: id, message: "after '\(stage)', \(error.message)"))
    case .dropped, .failed: break
    }
    // Of a document that failed or was dropped, the last step is no result.
    let steps = trial.steps.dropFirst().dropLast(isKept ? 0 : 1)
    for (step, recipeStep) in zip(steps, recipe.steps) where step.unmet == nil && step.failure == nil {
      guard let stage = recipeStep.made.stage, type(of: stage).spec.isIdempotent else { continue }
      var again = step.document
      let before = step.document.text.description
      var chain = Chain([recipeStep], language: recipe.language, isWhole: false)
      var start: UInt64 = 0
      var statistics = StageStatistics()
      var records: [Records] = []
      switch chain.take(&again, through: 0, since: &start, &statistics, &records) {
      case .passed: break
      case .dropped: continue
      case .passedWithout(let error), .failed(_, let error):
        result.findings.append(
          Finding(document: id, message: "'\(step.name)' fails on what it has made itself: \(error)"))
        continue
      }
      let after = again.text.description
      guard !after.hasSameBytes(as: before) else { continue }
      result.findings.append(
        Finding(
          document: id, message: "'\(step.name)' changes what it has made itself",
          difference: (before.textLines, after.textLines)))
    }
  }

  // MARK: Jobs

  /// Compares the records of a run with one job with those of a run with four.
  private func compareJobs() async throws -> Finding? {
    let one = try await records(jobs: 1)
    let four = try await records(jobs: 4)
    if zip(one, four).allSatisfy({ $0.span.elementsEqual($1.span) }) { return nil }
    return Finding(message: "records are others with four jobs than with one: a stage remembers earlier documents")
  }

  private func records(jobs: Int) async throws -> [ByteBuffer] {
    var settings = RunSettings(jobs: jobs, limit: limit)
    settings.input = items
    return try await Runner(recipe, settings).recordsInMemory()
  }
}

extension String {
  /// The lines of a text, without their ends.
  var textLines: [String] {
    unicodeScalars.split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
  }
}

/// Keeps what exporters would write.
private struct RecordKeeper: Committing {
  private(set) var counts = DocumentCounts()
  private(set) var failure: (any Error)?
  private(set) var records: [ByteBuffer]

  init(exporters: Int) { records = Array(repeating: ByteBuffer(), count: exporters) }

  mutating func commit(_ result: BatchResult) {
    counts.merge(result.counts)
    failure = failure ?? result.failure
    for index in records.indices {
      let bytes = result.records[index].bytes
      records[index].append(bytes.span)
    }
  }
}

extension Runner {
  /// What the exporters would write, in memory. Each document is a batch of its own, so that several jobs share even a
  /// few.
  fileprivate func recordsInMemory() async throws -> [ByteBuffer] {
    let watch = Watch(
      progress: nil, events: nil, start: MonotonicClock.seconds(), scan: PendingScan(items, limit: settings.limit))
    let prepared = try await surveyed(nil, nil, watch).0
    let sequencer = sequencer(RecordKeeper(exporters: recipe.steps.exporters.count))
    let source = SharedSource(SingleDocuments(DocumentSource(items, readers, limit: settings.limit)))
    try await ThreadExecutor(jobs: settings.jobs).run(ChainPass(prepared: prepared), source, sequencer)
    if let error = source.error { throw StageError(.unreadableInput, error) }
    return try sequencer.withCommitter { keeper in
      if let failure = keeper.failure { throw failure }
      return keeper.records
    }
  }
}

/// Hands out documents one by one.
private struct SingleDocuments: BatchSource, ~Copyable {
  private var source: DocumentSource
  private var batch = RawBatch()
  private var next = 0
  private(set) var count = 0
  var empty: [String] { source.empty }

  init(_ source: consuming DocumentSource) { self.source = source }

  mutating func next(into single: inout RawBatch) throws -> Bool {
    if next >= batch.count {
      guard try source.next(into: &batch) else { return false }
      next = 0
    }
    single = batch.part(next..<(next + 1))
    single.number = count
    next += 1
    count += 1
    return true
  }
}
