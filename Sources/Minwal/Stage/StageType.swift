/// A stage or exporter as a registry knows it: its declaration, and how to make one.
public struct StageType: Sendable {
  /// A stage that is ready to run.
  public enum Instance: Sendable {
    case stage(any Stage)
    case batch(any BatchStage)
    case exporter(any Exporter)
  }

  /// What came of making a stage from a recipe's options.
  public struct Instantiation: Sendable {
    public var made: Instance
    public var flow: StageFlow
    /// Every option with its value, given or default, for fingerprints and reports.
    public var options: [(name: String, value: String)]
  }

  public package(set) var spec: StageSpec
  /// Whether it writes documents out.
  public let isExporter: Bool
  /// Whether it takes several documents at a time. What such a stage needs and gives, only one that is made can tell.
  package let takesBatches: Bool
  /// Whether it can show what it has learned from a corpus.
  package private(set) var learns = false
  private let declarations: @Sendable () -> [OptionDeclaration]
  private let planner: @Sendable ([ConfigNode.Entry], OptionScope, OptionOwner) -> StageFlow?
  private let maker: @Sendable ([ConfigNode.Entry], OptionScope, OptionOwner, StageContext) -> Instantiation?

  /// An ordinary stage.
  public static func stage<S: Stage>(_ type: S.Type) -> StageType {
    var result = StageType(S.spec, S.Options.self, isExporter: false, flow: { S.flow(with: $0) }) { options, context in
      (.stage(try S(options, context)), S.flow(with: options))
    }
    result.learns = type is any LearningStage.Type
    return result
  }

  /// A stage that takes several documents at a time.
  public static func batch<S: BatchStage>(_ type: S.Type) -> StageType {
    StageType(S.spec, S.Options.self, isExporter: false, takesBatches: true, flow: nil) { options, context in
      let stage = try S(options, context)
      return (.batch(stage), stage.flow)
    }
  }

  /// An exporter.
  public static func exporter<E: Exporter>(_ type: E.Type) -> StageType {
    StageType(E.spec, E.Options.self, isExporter: true, flow: { E.flow(with: $0) }) { options, context in
      (.exporter(try E(options, context)), E.flow(with: options))
    }
  }

  /// The options that it takes. Worked out at each call, which costs: most runs need those of few stages.
  public var options: [OptionDeclaration] { declarations() }

  private init<Options: StageOptions>(
    _ spec: StageSpec, _ type: Options.Type, isExporter: Bool, takesBatches: Bool = false,
    flow: (@Sendable (Options) -> StageFlow)?,
    _ make: @escaping @Sendable (Options, StageContext) throws -> (Instance, StageFlow)
  ) {
    self.spec = spec
    self.isExporter = isExporter
    self.takesBatches = takesBatches
    declarations = { Options.declarations }
    planner = { entries, scope, owner in
      flow.flatMap { flow in Options.decode(entries, in: scope, owner: owner).map(flow) }
    }
    maker = { entries, scope, owner, context in
      guard let options = Options.decode(entries, in: scope, owner: owner) else { return nil }
      do {
        let (made, flow) = try make(options, context.of(stage: spec.name))
        return Instantiation(made: made, flow: flow, options: options.valueDescriptions)
      } catch let diagnostic as Diagnostic {
        scope.add(diagnostic)
      } catch let diagnostics as Diagnostics {
        for diagnostic in diagnostics.all { scope.add(diagnostic) }
      } catch {
        scope.add(Diagnostic(.badResource, "\(owner.description) cannot be made: \(error)", at: owner.range))
      }
      return nil
    }
  }

  /// What the stage would need and give with those of a recipe's options that are right; `nil` if that cannot be told.
  /// Reports nothing.
  package func flow(withRightOnesOf entries: [ConfigNode.Entry], in scope: OptionScope) -> StageFlow? {
    func decode(_ entries: [ConfigNode.Entry]) -> (flow: StageFlow?, problems: [Diagnostic]) {
      let scratch = scope.scratch
      return (planner(entries, scratch, .stage(spec.name, at: nil)), scratch.diagnostics)
    }
    // By itself an option may lack others, or contradict them.
    let together: [Diagnostic.Code] = [.missingOption, .conflictingOptions, .noEffect]
    let right = entries.filter {
      $0.value.unresolvedAt == nil && decode([$0]).problems.allSatisfy { together.contains($0.code) }
    }
    let flow = decode(right).flow
    // What is wrong may be what decides, unless options seem to decide nothing.
    return right.count == entries.count || flow?.needs == spec.flow.needs ? flow : nil
  }

  /// Makes the stage from the options that a recipe gives; `nil` after having reported problems to `scope`.
  public func make(
    _ entries: [ConfigNode.Entry], in scope: OptionScope, at range: SourceRange?, _ context: StageContext
  ) -> Instantiation? { maker(entries, scope, .stage(spec.name, at: range), context) }
}
