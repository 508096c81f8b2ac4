import Minwal
import MinwalRecipe

/// A pass over the documents of an input: what becomes of each batch, whichever process or machine does it.
protocol Pass: Sendable {
  associatedtype Worker: BatchWorker where Worker.Product: DivisibleProduct

  /// The recipe, whose stages have adopted what they learned before this pass.
  var prepared: SurveyedRecipe { get }
  /// The stage whose survey is taken, by its place in the recipe; `nil` to take documents through the whole chain.
  var surveyed: Int? { get }
  /// Makes a worker. `recorder` notes what is in hand, if the process may die of it.
  func worker(_ recorder: FlightRecorder?) -> Worker
}

/// The pass that takes documents through the whole chain.
struct ChainPass: Pass {
  let prepared: SurveyedRecipe
  var surveyed: Int? { nil }
  func worker(_ recorder: FlightRecorder?) -> Worker { Worker(prepared.recipe, recorder) }
}
