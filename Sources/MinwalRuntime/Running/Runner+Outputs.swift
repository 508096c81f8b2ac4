import Minwal
public import MinwalRecipe

extension Runner {
  /// The files and folders that a run of a recipe writes.
  ///
  /// - Parameters:
  ///   - recipe: The recipe.
  ///   - outputRoot: The folder that all output goes below, if not the recipe's own.
  /// - Returns: Their paths, without `.` and `..` where that is possible.
  public static func places(of recipe: Recipe, outputRoot: String?) -> [String] {
    let root = outputRoot ?? recipe.folder
    let outputs = recipe.outputs.map(\.destination)
      .filter { $0.layout != .elsewhere && !$0.path.isStandardOutput }.map(\.path)
    return ([Quarantine.folder(root: root, recipe)] + outputs.map { FileSystem.join(root, $0.path) })
      .map(FileSystem.normalized)
  }

  func outputPath(_ exporter: any Exporter) -> String {
    FileSystem.join(outputRoot, exporter.destination.path.path)
  }

  /// Where the sink of an exporter is.
  func place(_ exporter: any Exporter, _ index: Int, _ journal: Journal? = nil) -> SinkPlace {
    if settings.usesStandardOutput || exporter.destination.path.isStandardOutput { return SinkPlace(path: nil) }
    return SinkPlace(path: outputPath(exporter), notes: journal?.nameLog("\(index)"))
  }

  /// Finds inputs that cannot be read as they are to be.
  func checkInputs() -> RunOutcome.Ending? {
    if let problem = missingInput() ?? wrongKind() { return problem }
    let quarantine = FileSystem.normalized(Quarantine.folder(root: outputRoot, recipe))
    for item in items where !item.isStandardInput {
      let root = FileSystem.normalized(item.root)
      if root.hasSameBytes(as: quarantine) || root.hasBytePrefix(quarantine + "/") {
        return .refused(
          "the input '\(item.written)' lies in the quarantine, which this run would replace; move it first")
      }
    }
    if let step = recipe.steps.first(where: \.wantsSurvey), items.contains(where: \.isStandardInput) {
      return .refused(
        "'\(step.name)'\(step.range.map { " at \($0.file):\($0.line):\($0.column)" } ?? "") learns from the whole input before it begins, so that "
          + "it is read twice, and standard input can be read once only; write it to a file, and name that with --input"
      )
    }
    if settings.sample != nil, let pipe = items.first(where: { $0.isStandardInput || $0.isPipe }) {
      return .refused(
        "'--sample' goes through the whole input before it begins, so that it is read twice, and "
          + (pipe.isStandardInput ? "standard input" : "the pipe '\(pipe.written)'")
          + " can be read once only; write it to a file, and name that with --input")
    }
    return nil
  }

  /// Finds outputs that cannot be written.
  func checkOutputs() -> RunOutcome.Ending? {
    if settings.usesStandardOutput {
      if recipe.steps.exporters.count > 1 {
        return .refused("'--output -' needs a recipe with one exporter; this one has \(recipe.steps.exporters.count)")
      }
      if recipe.steps.exporters.contains(where: { !$0.canStream }) {
        return .refused("'--output -' needs an exporter that writes one file; this one writes several, or a database")
      }
    }
    let obstacle = Self.obstacle(
      toOutputOf: recipe, outputRoot: settings.outputRoot, usesStandardOutput: settings.usesStandardOutput)
    return (obstacle ?? overlap()).map { .refused($0) }
  }

  /// What a recipe would write into its own input, in words; `nil` if nothing.
  public static func overlap(of recipe: Recipe) -> String? { Runner(recipe, RunSettings(jobs: 1)).overlap() }

  private func overlap() -> String? {
    // What is in quarantine is left out of the input.
    var written = settings.usesStandardOutput ? [] : [FileSystem.join(outputRoot, ".minwal/x")]
    for (index, exporter) in recipe.outputs.enumerated() {
      written += exporter.files(at: place(exporter, index))
    }
    for path in written {
      for item in items where item.includes(path: path) {
        return "the output '\(path)' lies in the input '\(item.written)', so that the next run would read it; "
          + "give another folder with --output, or a pattern as the input"
      }
    }
    return nil
  }

  /// An output of an earlier run that this one would replace.
  func earlierOutput() -> String? {
    for (index, exporter) in recipe.steps.exporters.enumerated() {
      if let path = exporter.existingOutput(at: place(exporter, index)) { return path }
    }
    return nil
  }

  /// Finds inputs that are not there.
  func missingInput() -> RunOutcome.Ending? {
    for item in items where !item.isStandardInput {
      do {
        _ = try FileSystem.status(item.root.isEmpty ? "." : item.root)
      } catch {
        return .missingInput("cannot read the input '\(item.written)': \(error.reason) (looked for \(item.root))")
      }
    }
    return nil
  }

  /// Opens the outputs, to begin them or to resume them.
  ///
  /// - Parameters:
  ///   - journal: The journal, if there is one.
  ///   - checkpoint: How far an earlier run was; `nil` to begin.
  ///   - isAdding: Whether there is more to come behind files that are whole.
  /// - Returns: A sink for each exporter.
  /// - Throws: What keeps a sink from being opened.
  func makeOutputs(
    _ journal: Journal?, _ checkpoint: Checkpoint?, adding isAdding: Bool = false
  ) throws -> [any RecordSink] {
    var outputs: [any RecordSink] = []
    if let root = settings.outputRoot, !settings.usesStandardOutput {
      try FileSystem.forbidLinks(to: Quarantine.folder(root: "", recipe), below: root)
    }
    for (index, exporter) in recipe.outputs.enumerated() {
      if settings.usesStandardOutput, exporter is DroppedDocuments {
        outputs.append(NoSink(description: exporter.destination.path.written))
        continue
      }
      let place = place(exporter, index, journal)
      if place.path != nil, exporter.destination.layout != .elsewhere, let root = settings.outputRoot {
        try FileSystem.forbidLinks(to: exporter.destination.path.path, below: root)
      }
      outputs.append(try exporter.openSink(place, start(checkpoint, index, adding: isAdding)))
    }
    return outputs
  }

  /// How the sink of an exporter begins.
  func start(_ checkpoint: Checkpoint?, _ index: Int, adding isAdding: Bool) -> SinkStart {
    guard let checkpoint else { return .new }
    let position = checkpoint.outputs[index].position
    return isAdding ? .adding(position) : .resumed(position, isDone: checkpoint.phase != .running)
  }
}
