import Minwal
import MinwalRecipe

/// A reading of the whole input for one stage that wants to see it first.
struct SurveyPass<S: SurveyingStage> {
  let stage: S
  /// The recipe, whose earlier surveying stages have theirs already.
  let recipe: Recipe
  /// The place of the stage in the recipe.
  let index: Int
  let input: InputOptions

  /// A worker, which has its own copy of the stages before and of the stage itself.
  struct Worker: BatchWorker {
    private var chain: Chain
    private var stage: S
    private var reader: DocumentReader
    private var document = Document()

    init(_ pass: SurveyPass) {
      chain = Chain(pass.recipe.steps[..<pass.index], exports: false)
      stage = pass.stage
      reader = DocumentReader(pass.input, language: pass.recipe.language)
    }

    /// Observes the documents of a batch. One that fails on the way here will fail again in the run and be
    /// quarantined then; there is nothing to be learnt from it.
    mutating func run(_ batch: borrowing RawBatch) -> Product {
      Self.run(batch, &reader, &document, &chain, &stage)
    }

    private static func run(
      _ batch: borrowing RawBatch, _ reader: inout DocumentReader, _ document: inout Document, _ chain: inout Chain,
      _ stage: inout S
    ) -> Product {
      var product = Product(number: batch.number, survey: S.Survey())
      var result = BatchResult(stages: chain.count, exporters: chain.exporterCount)
      reader.forEach(in: batch, &document) { document, arrival, bytes in
        product.ledger.read += 1
        product.ledger.bytes += bytes.count
        guard arrival.failure == nil, case .passed = chain.process(&document, &result) else { return }
        do {
          try stage.observe(document, into: &product.survey)
        } catch {
          product.failure = product.failure ?? error
        }
      }
      return product
    }
  }

  struct Product: BatchProduct {
    var number: Int
    var survey: S.Survey
    var ledger = Ledger()
    /// What the stage threw: without a whole survey there is nothing to go by.
    var failure: (any Error)?
    /// Surveys are small beside the batches they come from.
    var size: Int { 0 }
  }

  /// Merges the surveys of the batches, in order.
  struct Merger: Committing {
    private(set) var survey = S.Survey()
    private(set) var ledger = Ledger()
    private(set) var failure: (any Error)?

    mutating func commit(_ product: Product) {
      failure = failure ?? product.failure
      survey.merge(product.survey)
      ledger.merge(product.ledger)
    }
  }
}
