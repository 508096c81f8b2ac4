import Minwal

/// An item of a recipe's `stages`: a name, or a name with options.
struct StageCall {
  let type: StageType
  let options: [ConfigNode.Entry]
  /// What its `when` is.
  let when: ConfigNode?
  /// What its `on-error` is.
  let onError: ConfigNode?
  /// Where the stage is named.
  let range: SourceRange?

  /// Reads an item; `nil` after having reported what is wrong with it.
  init?(_ stage: StageItem, _ registry: Registry, _ sink: DiagnosticSink) {
    let item = stage.node
    let name: String
    var given: [ConfigNode.Entry] = []
    switch item.kind {
    case .string(let text):
      name = text
      range = item.range
    case .mapping(let entries):
      guard let first = entries.first else {
        sink.add(Self.malformed("this item of 'stages' is empty", item))
        return nil
      }
      name = first.key
      range = first.keyRange
      switch first.value.kind {
      case .null: break
      case .mapping(let options): given = options
      default:
        sink.add(
          Diagnostic(
            .wrongType, "the options of '\(name)' must be a mapping, not \(first.value.kindDescription)",
            at: first.value, notes: Self.optionsHint(name, registry)))
        return nil
      }
      if entries.count > 1 {
        sink.add(Self.siblings(entries, registry))
        return nil
      }
    default:
      sink.add(Self.malformed("a stage must be a name, not \(item.kindDescription)", item))
      return nil
    }
    guard let type = registry[name] else {
      guard item.unresolvedAt == nil else { return nil }
      var notes: [Diagnostic.Note] = []
      let names = registry.stages.map(\.spec.name)
      if let nearest = NearestName.of(name, in: names) { notes.append(.meant(nearest)) }
      if name == ReservedName.use { notes.append("'use' needs a file: '- use: shared.yaml'") }
      if name.contains(":") { notes.append("a space is needed after the colon: '\(name.prefix { $0 != ":" }): …'") }
      notes.append("available: \(names.joined(separator: ", "))")
      sink.add(Diagnostic(.unknownStage, "no stage is called '\(name)'", at: range, notes: notes))
      return nil
    }
    self.type = type
    options = given.filter { !ReservedName.ofOptions.contains($0.key) }
    when = given.first { $0.key == ReservedName.when }?.value
    onError = given.first { $0.key == ReservedName.onError }?.value
  }

  /// Reads what becomes of documents that the stage fails on.
  func onError(in scope: OptionScope) -> Recipe.StageFailure {
    guard let onError else { return .quarantine }
    scope.subject = "'\(ReservedName.onError)' of '\(type.spec.name)'"
    let result = Recipe.StageFailure.decode(onError, in: scope) ?? .quarantine
    if result == .goOn, type.isExporter {
      scope.report(
        .conflictingOptions, "'\(type.spec.name)' writes documents, and one that it fails on cannot continue",
        at: onError,
        notes: ["'\(ReservedName.onError): \(result.rawValue)' is for stages before it"])
      return .quarantine
    }
    return result
  }

  private static func malformed(_ message: String, _ item: ConfigNode) -> Diagnostic {
    Diagnostic(
      .malformedStage, message, at: item, notes: ["expected '- STAGE' or '- STAGE: { OPTION: value }'"])
  }

  /// The commonest slip: options that stand beside the stage's name instead of below it, or a forgotten dash.
  private static func siblings(_ entries: [ConfigNode.Entry], _ registry: Registry) -> Diagnostic {
    let (stage, second) = (entries[0].key, entries[1])
    var notes: [Diagnostic.Note] = ["expected one stage an item"]
    if registry[second.key] != nil {
      notes.append("'\(second.key)' is a stage: begin its line with '- '")
    } else if ReservedName.ofItems.contains(second.key) {
      notes.append("'\(second.key)' is an item of its own: begin its line with '- '")
    } else if ReservedName.ofOptions.contains(second.key)
      || registry[stage]?.options.contains(where: { $0.name == second.key }) == true
    {
      notes.append("'\(second.key)' is an option of '\(stage)': indent it by two more spaces")
    }
    return Diagnostic(
      .malformedStage, "'\(second.key)' is beside the stage '\(stage)', not below it", at: second.keyRange,
      notes: notes)
  }

  private static func optionsHint(_ name: String, _ registry: Registry) -> [Diagnostic.Note] {
    guard let first = registry[name]?.options.first else { return [] }
    return ["for example: \(name): { \(first.name): \(first.defaultDescription ?? "…") }"]
  }
}
