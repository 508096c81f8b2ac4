import Minwal
import MinwalRecipe

/// Checks that stages which take several documents at a time make the same of each, whatever is beside it.
struct NeighbourProbe {
  private let recipe: Recipe

  /// Prepares to check the stages of a recipe.
  init(_ recipe: Recipe) { self.recipe = recipe }

  /// Hands the stages together what they have had alone, as it came and the other way round.
  ///
  /// - Parameter trials: What the recipe has made of documents one by one.
  /// - Returns: The documents that came out otherwise.
  func findings(in trials: [Trial]) -> [RecipeProbe.Finding] {
    recipe.steps.indices.flatMap { step -> [RecipeProbe.Finding] in
      guard let stage = recipe.steps[step].made.batch, stage.limit.documents > 1 else { return [] }
      // The first step of a trial is reading.
      let alone = trials.filter { $0.steps.indices.contains(step + 1) && $0.steps[step + 1].unmet == nil }
      guard alone.count > 1 else { return [] }
      let found = findings(at: step, stage.limit, alone)
      return found.isEmpty ? findings(at: step, stage.limit, alone.reversed()) : found
    }
  }

  private func findings(at step: Int, _ limit: BatchLimit, _ trials: [Trial]) -> [RecipeProbe.Finding] {
    let befores = trials.map { $0.steps[step].document }
    let name = recipe.steps[step].name
    return MicroBatch.groups(of: Array(trials.indices), limit) { befores[$0].text.count }.flatMap { group in
      // A new one, so that what it makes cannot come from what it has seen before.
      var chain = Chain(recipe.steps[step...step], language: recipe.language, isWhole: false)
      var documents = group.map { befores[$0] }
      var statistics = StageStatistics()
      var records = group.map { _ in [Records]() }
      let (outcomes, _) = chain.take(&documents, through: 0, &statistics, &records)
      return group.indices.compactMap { place -> RecipeProbe.Finding? in
        let expected = Self.lines(of: trials[group[place]], after: step)
        let actual = Self.lines(of: documents[place], outcomes[place])
        if expected == actual { return nil }
        return RecipeProbe.Finding(
          document: befores[group[place]].id,
          message: "'\(name)' makes something else of it alone than together with others",
          difference: (expected, actual))
      }
    }
  }

  private static func lines(of trial: Trial, after step: Int) -> [String] {
    let document = trial.steps[step + 1].document
    let isLast = trial.steps.count == step + 2
    switch trial.outcome {
    case .dropped(let reason) where isLast: return lines(of: document, .dropped(reason))
    case .failed(let error) where isLast: return lines(of: document, .failed(stage: nil, error))
    default:
      let failure = trial.steps[step + 1].failure
      return lines(of: document, failure.map(Chain.Outcome.passedWithout) ?? .passed)
    }
  }

  /// What a stage has made of a document: the lines of the text, and what else it has.
  private static func lines(of document: Document, _ outcome: Chain.Outcome) -> [String] {
    switch outcome {
    case .failed(_, let error): return ["quarantined: \(error.code)"]
    case .dropped(let reason): return ["dropped: \(reason.name)"]
    case .passed: break
    case .passedWithout(let error): return ["continues without the stage: \(error.code)"] + lines(of: document, .passed)
    }
    var json = JSONWriter()
    json.object { json in
      document.writeMembers(into: &json)
      for layer in document.presentLayers {
        json.name(type(of: layer).name)
        layer.encode(of: document, into: &json)
      }
    }
    return String(document.text).textLines + [String(decodingUTF8: json.buffer.span)]
  }
}
