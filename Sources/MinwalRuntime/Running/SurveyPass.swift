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
    private var driver: DocumentDriver
    private var observer: Observer

    init(_ pass: SurveyPass, _ recorder: FlightRecorder? = nil) {
      let chain = Chain(
        pass.recipe.steps[..<pass.index], language: pass.recipe.language, isWhole: false, exports: false, recorder)
      driver = DocumentDriver(chain, pass.recipe, recorder)
      observer = Observer(
        stage: pass.stage, index: pass.index, condition: pass.recipe.steps[pass.index].condition, recorder: recorder)
    }

    /// Observes the documents of a batch. One that fails on the way here will fail again in the run and be
    /// quarantined then; there is nothing to be learnt from it.
    mutating func run(_ batch: borrowing RawBatch) -> Product {
      observer.product = Product(number: batch.number, survey: S.Survey())
      var result = BatchResult(stages: driver.stageCount, exporters: driver.outputCount)
      driver.run(batch, &result.stages, &result.records, &observer)
      // Handed over, and not shared, since merging changes them.
      var product = Product(number: 0, survey: S.Survey())
      swap(&product, &observer.product)
      return product
    }
  }

  /// Has the stage look at documents that have come through the stages before it.
  private struct Observer: DocumentResults {
    var stage: S
    let index: Int
    let condition: Condition?
    let recorder: FlightRecorder?
    var product = Product(number: 0, survey: S.Survey())

    var isOver: Bool { product.failure != nil }

    func begin(_ records: [Records]) {}

    mutating func take(
      _ end: inout DocumentEnd, of document: Document, _ bytes: Span<UInt8>, _ chain: Chain,
      _ records: inout [Records]
    ) {
      product.counts.read += 1
      product.counts.bytes += bytes.count
      switch end.outcome {
      case .dropped: return
      case .failed(_, let error):
        if error.endsRun { product.failure = error }
        return
      case .passed, .passedWithout: break
      }
      recorder?.enter(stage: index)
      // What the stage will skip it need not know of.
      guard chain.isMet(condition, by: document, &end.progress) else { return }
      do {
        try stage.observe(document, into: &product.survey)
      } catch {
        product.failure = error
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
