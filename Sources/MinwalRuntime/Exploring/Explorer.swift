public import Minwal
public import MinwalRecipe

/// Takes single documents through a recipe, to show what it does to them.
public struct Explorer: Sendable {
  let recipe: Recipe
  /// Whether these are all of its stages: a document that no exporter so far was for may still meet one.
  private let isWhole: Bool
  /// Whether stages survey each document alone, and not the corpus.
  private var surveysAlone = false

  /// Prepares to look at what a recipe does.
  ///
  /// - Parameters:
  ///   - recipe: The recipe.
  ///   - stage: The stage to stop behind, the first of this name, or `clean[2]` for the second; `EditTrace.reading` for
  ///     none at all.
  /// - Throws: `StageError` `unknown-stage` if the recipe has no such stage.
  public init(_ recipe: Recipe, upTo stage: String? = nil) throws(StageError) {
    let all = recipe.steps.count
    var recipe = recipe
    if stage == EditTrace.reading {
      recipe.steps = []
    } else if let stage {
      let names = recipe.steps.map(\.name)
      guard let index = StageName(stage).index(in: names) else {
        let nearest = NearestName.of(stage, in: names).map { "; did you mean '\($0)'?" }
        throw StageError(
          .unknownStage,
          "the recipe has no stage '\(stage)'" + (nearest ?? "; its stages are: \(names.joined(separator: ", "))"))
      }
      recipe.steps = Array(recipe.steps[...index])
    }
    self.init(recipe, isWhole: recipe.steps.count == all)
  }

  private init(_ recipe: Recipe, isWhole: Bool) {
    self.recipe = recipe
    self.isWhole = isWhole
  }

  /// Prepares to test a recipe: what stages survey is the document in hand.
  ///
  /// - Parameters:
  ///   - recipe: The recipe, or its first steps.
  ///   - isWhole: Whether these are all.
  init(testing recipe: Recipe, isWhole: Bool) {
    self.init(recipe, isWhole: isWhole)
    surveysAlone = true
  }

  /// The recipe's stages, ready to take documents.
  private var chain: Chain { Chain(recipe.steps, language: recipe.language, isWhole: isWhole) }

  /// Takes a document through the recipe that comes from nowhere.
  func trial(of document: Document) throws -> Trial {
    var document = document
    document.startTracing()
    var chain = chain
    return try trial(document, ReadOutcome(place: Place(document.id)), document.text.span, &chain)
  }

  /// Takes a document through the stages of a chain, which are changed in place.
  private func trial(
    _ document: Document, _ arrival: ReadOutcome, _ bytes: Span<UInt8>, _ chain: inout Chain
  ) throws -> Trial {
    guard surveysAlone, wantsSurvey else { return Trial(document, arrival, bytes, recipe.steps, &chain) }
    var surveyed = SurveyedRecipe(recipe)
    for index in recipe.steps.indices {
      guard let stage = recipe.steps[index].surveying, stage.wantsSurvey else { continue }
      let before = Array(surveyed.recipe.steps[..<index])
      var chain = Chain(before, language: recipe.language, isWhole: false)
      try Self.survey(Trial(document, arrival, bytes, before, &chain), by: stage, &surveyed, index)
    }
    var adopted = Explorer(surveyed.recipe, isWhole: isWhole).chain
    return Trial(document, arrival, bytes, recipe.steps, &adopted)
  }

  private static func survey<S: SurveyingStage>(
    _ trial: Trial, by stage: S, _ surveyed: inout SurveyedRecipe, _ index: Int
  ) throws {
    var survey = S.Survey()
    var observer = stage
    if case .kept = trial.outcome, let step = trial.steps.last { try observer.observe(step.document, into: &survey) }
    _ = try surveyed.learn(from: survey, by: stage, at: index)
  }

  /// Whether a stage must see all of the input before it can work on a document.
  public var wantsSurvey: Bool { recipe.steps.contains(where: \.wantsSurvey) }

  /// Conducts the surveys that the recipe's stages want, over the recipe's input.
  ///
  /// - Parameters:
  ///   - settings: How many jobs, and what to read if not the recipe's input.
  ///   - progress: Called several times a second with the counts so far; `nil` if progress is not shown.
  /// - Returns: One whose stages have adopted their models.
  /// - Throws: `StageError` if the input cannot be read.
  public func surveyed(_ settings: RunSettings, progress: ProgressReport? = nil) async throws -> Explorer {
    guard wantsSurvey else { return self }
    let runner = Runner(recipe, settings)
    if runner.items.contains(where: \.isStandardInput) {
      throw StageError(
        .missingInput, "a stage of this recipe must read all of the input first, which standard input does not allow")
    }
    let scan = PendingScan(runner.items, limit: settings.limit)
    let watch = Runner.Watch(progress: progress, start: MonotonicClock.seconds(), scan: scan)
    return try await Explorer(runner.surveyed(nil, nil, watch).0.recipe, isWhole: isWhole)
  }

  /// Takes the chosen documents through the recipe, one after another.
  ///
  /// - Parameters:
  ///   - choice: Which documents.
  ///   - body: Gets each.
  /// - Returns: What was asked for and is not there: ids, or a line; empty if all is well.
  /// - Throws: What `body` throws, and if the input cannot be read.
  public func forEach(_ choice: DocumentChoice, _ body: (Trial) throws -> Void) throws -> [String] {
    // Changed in place, so that a program that works for a stage is started once.
    var chain = chain
    switch choice {
    case .first(let count, let items):
      var found = 0
      try read(DocumentSource(items, ReaderTable(recipe.readers), limit: count)) { document, arrival, bytes in
        found += 1
        try body(trial(document, arrival, bytes, &chain))
        return found < count
      }
      return found > 0 ? [] : items.map(\.written)
    case .sample(let count, let items):
      let readers = ReaderTable(recipe.readers)
      var found = 0
      let sample = try Sample(count, of: items, readers)
      try read(DocumentSource(items, readers, limit: nil, sample: sample)) { document, arrival, bytes in
        found += 1
        try body(trial(document, arrival, bytes, &chain))
        return true
      }
      return found > 0 ? [] : items.map(\.written)
    case .ids(let ids, let items):
      var missing = ids
      try read(DocumentSource(items, ReaderTable(recipe.readers), limit: nil)) { document, arrival, bytes in
        guard let index = missing.firstIndex(where: { $0.hasSameBytes(as: document.id) }) else { return true }
        missing.remove(at: index)
        try body(trial(document, arrival, bytes, &chain))
        return !missing.isEmpty
      }
      return missing
    case .line(let line, let item):
      var isMissing = true
      try read(DocumentSource([item], ReaderTable(recipe.readers), limit: nil), line: line) {
        document, arrival, bytes in
        guard arrival.place.line == line else { return true }
        isMissing = false
        try body(trial(document, arrival, bytes, &chain))
        return false
      }
      return isMissing ? ["\(item.written):\(line)"] : []
    case .quarantined(let kept):
      return try read(kept.batch(ReaderTable(recipe.readers), InputItem.items(of: recipe)), &chain, body)
    case .text(let text, let id):
      guard let reader = ReaderTable(recipe.readers).index(of: "text") else {
        // A program without readers can still show what its stages do.
        try body(trial(of: Document(id: id, text: String(text))))
        return []
      }
      var batch = RawBatch()
      batch.bytes = text.buffer
      batch.add(BatchFile(path: id, id: id, reader: reader), .bytes(0..<text.count))
      return try read(batch, &chain, body)
    }
  }

  /// Takes the documents of a batch through the recipe; none is missing.
  private func read(
    _ batch: RawBatch, _ chain: inout Chain, _ body: (Trial) throws -> Void
  ) throws -> [String] {
    var reader = DocumentReader(recipe)
    var document = Document()
    document.startTracing()
    try reader.forEach(in: batch, &document) { document, arrival, bytes in
      try body(trial(document, arrival, bytes, &chain))
    }
    return []
  }

  /// Reads documents until `body` wants no more; with `line`, only batches that have it.
  private func read(
    _ documents: consuming DocumentSource, line: Int? = nil,
    _ body: (Document, ReadOutcome, Span<UInt8>) throws -> Bool
  ) throws {
    var source = documents
    var reader = DocumentReader(recipe)
    var batch = RawBatch()
    var document = Document()
    document.startTracing()
    var goesOn = true
    while goesOn, try source.next(into: &batch) {
      if let line, !batch.records.contains(where: { $0.position?.line == line }) { continue }
      try reader.forEach(in: batch, &document) { document, arrival, bytes in
        if goesOn { goesOn = try body(document, arrival, bytes) }
      }
    }
  }
}
