import Minwal

/// Puts the stages of files that a recipe uses in the places where it does.
struct StageExpander {
  /// What a recipe can hold at most, with all that it uses.
  enum Limit {
    static let depth = 16
    static let stages = 1_000
  }

  /// A file that was read.
  private struct File {
    var entries: [ConfigNode.Entry]
    var stages: [ConfigNode]
    var name: String
  }

  private let folder: String
  private let environment: (String) -> String?
  private let sink: DiagnosticSink
  /// The stages, in order.
  private(set) var items: [StageItem] = []
  /// Whether nothing is missing that could not be read.
  private(set) var isComplete = true
  /// The files that were used, each once.
  private(set) var sources: [SourceFile] = []
  /// The folder that paths start from, by the file that has them.
  private(set) var folders: [String: String]
  /// By path; `nil` if a file cannot be used.
  private var files: [String: File?] = [:]
  /// The files that are being put in place, and where each is used from.
  private var open: [(path: String, place: SourceRange?)]
  private var isTooLarge = false
  /// How many items were `use`, whether or not there is a stage in the file.
  private var uses = 0

  /// The keys that a used file may have; a recipe of its own has more.
  private static let keys = RecipeKey.all.filter { $0.files.contains(.ofStages) }.map(\.name)

  /// Begins with a recipe.
  init(
    _ source: SourceFile, folder: String, environment: @escaping (String) -> String?, reportingTo sink: DiagnosticSink
  ) {
    self.sink = sink
    self.folder = folder
    self.environment = environment
    folders = [source.name: folder]
    open = [(FileSystem.normalized(source.name), nil)]
  }

  /// Adds stages.
  ///
  /// - Parameters:
  ///   - nodes: The items of a list of stages.
  ///   - parameters: Those of the file that has the list.
  ///   - user: The item that uses it; `nil` for the recipe itself.
  mutating func expand(_ nodes: [ConfigNode], _ parameters: inout Parameters, usedBy user: StageItem? = nil) {
    for node in nodes where !isTooLarge {
      var item = StageItem(node: node)
      item.chain = user?.chain ?? []
      item.condition = user?.condition
      let before = parameters.unresolvedCount
      item.node = parameters.fill(node, &item.arguments)
      item.lacksValues = parameters.unresolvedCount > before
      if case .mapping(let entries) = item.node.kind, let first = entries.first,
        ReservedName.ofItems.contains(first.key)
      {
        uses += 1
        use(entries, item)
        // Told where it was found.
        guard !isTooLarge else { return }
      } else {
        items.append(item)
      }
      if parameters.isExhausted { return isTooLarge = true }
      if items.count > Limit.stages || uses > Limit.stages {
        isTooLarge = true
        report(
          .recipeTooLarge, "there are more than \(Limit.stages) stages, with those of the files that are used",
          item.nameRange, [], item)
      }
    }
  }

  private mutating func report(
    _ code: Diagnostic.Code, _ message: String, _ range: SourceRange?, _ notes: [Diagnostic.Note], _ item: StageItem
  ) {
    isComplete = false
    sink.add(item.traced(Diagnostic(code, message, at: range, notes: notes)))
  }

  /// Reports a value of the wrong type.
  private mutating func report(
    _ expected: String, _ entry: ConfigNode.Entry, _ notes: [Diagnostic.Note], _ item: StageItem
  ) {
    isComplete = false
    var problem = Diagnostic(
      .wrongType, "\(expected), not \(entry.value.kindDescription)", at: entry.value, notes: notes)
    problem.range = problem.range ?? entry.keyRange
    sink.add(item.traced(problem))
  }

  // MARK: use

  private mutating func use(_ entries: [ConfigNode.Entry], _ item: StageItem) {
    let example: [Diagnostic.Note] = ["for example '- use: shared.yaml', and on the next line 'with: { sentences: 5 }'"]
    guard let entry = entries.first(where: { $0.key == ReservedName.use }) else {
      report(
        .malformedStage, "'with' needs 'use'", item.nameRange,
        ["it gives values to a file that is used"]
          + example, item)
      return
    }
    guard case .string(let written) = entry.value.kind, !written.isEmpty, entry.value.unresolvedAt == nil else {
      report("'use' must be the path of a file with stages", entry, example, item)
      return
    }
    let place = entry.value.range ?? entry.keyRange
    let from = place.flatMap { folders[$0.file] } ?? folder
    let path = FileSystem.join(from, written.asPath)
    guard let file = file(path, written, place, item) else { return }
    check(entries, file, item)
    var user = item
    if let place { user.chain.insert(place, at: 0) }
    if let when = entries.first(where: { $0.key == ReservedName.when }) {
      let own = ConditionReader.read(
        when.value, in: OptionScope(folder: from, reportingTo: sink.scoped(item.traced)))
      user.condition = [item.condition, own].compactMap(\.self).joined
    }
    var given: [ConfigNode.Entry] = []
    if let with = entries.first(where: { $0.key == ReservedName.with }) {
      switch with.value.kind {
      case .mapping(let members): given = members
      case .null: break
      default:
        report("'with' must be a mapping from parameters to values", with, example, item)
        return
      }
    }
    var parameters = Parameters(
      declared: file.entries.first { $0.key == "parameters" }?.value, given: given, user: entry.keyRange ?? place,
      file: file.name, reportingTo: sink.scoped(user.traced))
    guard !parameters.isMalformed else {
      // Without parameters, all else that is wrong would be so because of that.
      isComplete = false
      return
    }
    open.append((FileSystem.normalized(path), place))
    expand(file.stages, &parameters, usedBy: user)
    open.removeLast()
    parameters.finish()
  }

  /// Looks for what does not belong beside `use`.
  private mutating func check(_ entries: [ConfigNode.Entry], _ file: File, _ item: StageItem) {
    let keys = [ReservedName.use, ReservedName.with, ReservedName.when]
    for entry in entries where !keys.contains(entry.key) {
      var notes = Diagnostic.Note.nearest(entry.key, in: keys)
      if case .mapping(let declared)? = file.entries.first(where: { $0.key == "parameters" })?.value.kind,
        declared.contains(where: { $0.key == entry.key })
      {
        notes.insert(.init("'\(entry.key)' is a parameter of the file: with: { \(entry.key): … }"), at: 0)
      }
      notes.append("beside 'use', only 'with' and 'when' are allowed; a stage begins its line with '- '")
      report(.malformedStage, "'\(entry.key)' is beside 'use'", entry.keyRange, notes, item)
    }
  }

  /// Reads a file, or takes it from those that were read.
  private mutating func file(_ path: String, _ written: String, _ place: SourceRange?, _ item: StageItem) -> File? {
    let normal = FileSystem.normalized(path)
    if let start = open.firstIndex(where: { $0.path == normal }) {
      let steps = open[(start + 1)...].compactMap { step in
        step.place.map { Diagnostic.Note("'\(step.path)' is used here", at: $0) }
      }
      sink.add(
        Diagnostic(
          .circularUse, start == open.count - 1 ? "'\(written)' uses itself" : "'\(written)' is being used already",
          at: place, notes: steps))
      isComplete = false
      return nil
    }
    guard open.count <= Limit.depth else {
      report(.recipeTooLarge, "files use one another more than \(Limit.depth) levels deep", place, [], item)
      return nil
    }
    if let known = files[normal] {
      if known == nil { isComplete = false }
      return known
    }
    let read = read(path, written, place, item)
    files.updateValue(read, forKey: normal)
    if read == nil { isComplete = false }
    return read
  }

  private mutating func read(_ path: String, _ written: String, _ place: SourceRange?, _ item: StageItem) -> File? {
    var user = item
    if let place { user.chain.insert(place, at: 0) }
    let source: SourceFile
    do {
      source = try RecipeFile.read(path, name: path)
    } catch {
      var problem = error
      if problem.code != .notUTF8 {
        problem.range = place
        problem.message = "cannot use '\(written)': " + problem.message.trimmingPrefix("cannot read the recipe: ")
        problem.notes.insert(.init("looked for \(path)"), at: 0)
      }
      sink.add(user.traced(problem))
      return nil
    }
    sources.append(source)
    folders[source.name] = FileSystem.split(path).folder
    guard let root = YAMLReader.read(source, environment: environment, reportingTo: sink.scoped(user.traced)) else {
      return nil
    }
    let start = SourceRange(file: source.name, line: 1, column: 1)
    guard case .mapping(let entries) = root.kind else {
      report(
        .wrongType, "a file that is used must be a mapping, not \(root.kindDescription)", root.range ?? start,
        ["expected 'minwal: 1', then 'stages' and perhaps 'parameters'"], user)
      return nil
    }
    for entry in entries where !Self.keys.contains(entry.key) {
      var notes = Diagnostic.Note.nearest(entry.key, in: Self.keys)
      if RecipeKey.all.contains(where: { $0.name == entry.key }) {
        notes = ["it would be that of the recipe which uses the file; put the stages into a file of their own"]
      }
      notes.append("such a file's keys are: \(Self.keys.joined(separator: ", "))")
      report(.unknownKey, "a file that is used has no key '\(entry.key)'", entry.keyRange, notes, user)
    }
    if let problem = RecipeChecker.versionProblem(entries, start) { sink.add(user.traced(problem)) }
    switch RecipeChecker.stages(entries, start) {
    case .success(let stages): return File(entries: entries, stages: stages, name: source.name)
    case .failure(let problem):
      sink.add(user.traced(problem))
      return nil
    }
  }
}

extension Array where Element == Condition {
  /// All of them at once; `nil` if there is none.
  var joined: Condition? { count > 1 ? .all(self) : first }
}
