import Minwal
import MinwalRecipe

/// A reading of the whole input for one stage that wants to see it first.
struct SurveyPass<S: SurveyingStage>: Pass {
  let stage: S
  /// The recipe, whose earlier surveying stages have theirs already.
  let prepared: SurveyedRecipe
  /// The place of the stage in the recipe.
  let index: Int
  var surveyed: Int? { index }
  fileprivate var recipe: Recipe { prepared.recipe }

  func worker(_ recorder: FlightRecorder?) -> Worker { Worker(self, recorder) }

  /// A worker, which has its own copy of the stages before and of the stage itself.
  struct Worker: BatchWorker {
    private var chain: Chain
    private var microBatch: MicroBatch
    private var observer: Observer
    private var reader: DocumentReader
    private var document = Document()
    private let limitsTime: Bool

    init(_ pass: SurveyPass, _ recorder: FlightRecorder? = nil) {
      chain = Chain(
        pass.recipe.steps[..<pass.index], language: pass.recipe.language, isWhole: false, exports: false, recorder)
      microBatch = MicroBatch(for: chain)
      observer = Observer(
        stage: pass.stage, index: pass.index, condition: pass.recipe.steps[pass.index].condition, recorder: recorder)
      reader = DocumentReader(pass.recipe, recorder)
      limitsTime = pass.recipe.limits?.timeout != nil
    }

    /// Observes the documents of a batch. One that fails on the way here will fail again in the run and be
    /// quarantined then; there is nothing to be learnt from it.
    mutating func run(_ batch: borrowing RawBatch) -> Product {
      microBatch.goesAlone = limitsTime || batch.documentsGoAlone
      return Self.run(batch, &reader, &document, &chain, &microBatch, &observer)
    }

    private static func run(
      _ batch: borrowing RawBatch, _ reader: inout DocumentReader, _ document: inout Document, _ chain: inout Chain,
      _ microBatch: inout MicroBatch, _ observer: inout Observer
    ) -> Product {
      var product = Product(number: batch.number, survey: S.Survey())
      var result = BatchResult(stages: chain.count, exporters: chain.outputCount)
      let firstIndex = batch.firstIndex
      reader.forEach(in: batch, &document) { document, arrival, bytes in
        guard product.failure == nil else { return }
        product.counts.read += 1
        product.counts.bytes += bytes.count
        if microBatch.isNeeded {
          microBatch.take(&document, arrival, bytes, place: document.index - firstIndex, &chain, &result.stages)
          if microBatch.isFull { observer.finish(&microBatch, &chain, &result, &product) }
          return
        }
        guard arrival.failure == nil else { return }
        var documentProgress = ConditionFilter.DocumentProgress()
        let outcome = chain.process(&document, 0..<chain.count, &documentProgress, &result.stages, &result.records)
        observer.observe(document, outcome, chain, &documentProgress, &product)
      }
      observer.finish(&microBatch, &chain, &result, &product)
      return product
    }
  }

  /// Has the stage look at documents that have come through the stages before it.
  private struct Observer {
    var stage: S
    let index: Int
    let condition: Condition?
    let recorder: FlightRecorder?

    mutating func observe(
      _ document: Document, _ outcome: Chain.Outcome, _ chain: Chain,
      _ documentProgress: inout ConditionFilter.DocumentProgress,
      _ product: inout Product
    ) {
      switch outcome {
      case .dropped: return
      case .failed(_, let error):
        if error.endsRun { product.failure = product.failure ?? error }
        return
      case .passed, .passedWithout: break
      }
      recorder?.enter(stage: index)
      // What the stage will skip it need not know of.
      guard chain.isMet(condition, by: document, &documentProgress) else { return }
      do {
        try stage.observe(document, into: &product.survey)
      } catch {
        product.failure = product.failure ?? error
      }
    }

    /// Looks at the documents of a micro-batch.
    mutating func finish(
      _ microBatch: inout MicroBatch, _ chain: inout Chain, _ result: inout BatchResult, _ product: inout Product
    ) {
      let rest = ((chain.batchSteps.last ?? -1) + 1)..<chain.count
      var records = result.records
      microBatch.finish(&chain, recorder, &result.stages) { entry, chain, stages in
        guard product.failure == nil else { return }
        let outcome = entry.outcome ?? chain.process(&entry.document, rest, &entry.documentProgress, &stages, &records)
        observe(entry.document, outcome, chain, &entry.documentProgress, &product)
      }
    }
  }

  struct Product: BatchProduct {
    var number: Int
    var survey: S.Survey
    var counts = DocumentCounts()
    /// What the stage threw: without a whole survey there is nothing to go by.
    var failure: (any Error)?
    var size: Int { survey.byteCount }
  }

  /// Counts the documents, and hands the batches' surveys to the pool, which the workers merge.
  struct Merger: Committing {
    let pool: SurveyPool<S.Survey>
    private(set) var counts = DocumentCounts()
    private(set) var failure: (any Error)?
    private var pieces: [S.Survey] = []

    init(_ pool: SurveyPool<S.Survey>) { self.pool = pool }

    mutating func commit(_ product: Product) {
      failure = failure ?? product.failure ?? pool.failure
      pieces.append(product.survey)
      counts.merge(product.counts)
    }

    mutating func takeWork() -> [SinkWork] {
      defer { pieces = [] }
      return pieces.map { [pool] piece in { pool.add(piece) } }
    }
  }
}

extension SurveyPass.Product: DivisibleProduct {
  init(of batch: borrowing RawBatch, _ recipe: Recipe) {
    self.init(number: batch.number, survey: S.Survey())
  }

  func isPart(of other: Self, documents: Int) -> Bool { counts.read == documents }

  mutating func append(_ later: Self) {
    survey.merge(later.survey)
    counts.merge(later.counts)
    failure = failure ?? later.failure
  }

  /// There is nothing to be learnt from a document that ends the process it is in; in the run it will be quarantined.
  mutating func lose(_ lost: UnprocessedDocument, _ recipe: Recipe) {
    counts.read += 1
    counts.bytes += lost.document.input?.count ?? 0
  }
}

extension SurveyPass.Product: BinaryCodable {
  func encode(into writer: inout BinaryWriter) {
    writer.write(number)
    writer.write(survey)
    writer.write(counts)
    writer.write(failure.map(StageError.init(wrapping:)))
  }

  init(from reader: inout BinaryReader) throws {
    number = try reader.read()
    survey = try reader.read()
    counts = try reader.read()
    failure = try reader.read(StageError?.self)
  }
}
