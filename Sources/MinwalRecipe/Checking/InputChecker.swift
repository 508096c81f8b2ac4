import Minwal

/// Checks what a recipe says under `input`.
struct InputChecker {
  let registry: Registry
  let folder: String
  let context: StageContext
  /// Whether files that the command line names are read in the place of these, each by its kind.
  private let isReplaced: Bool
  private let sink: DiagnosticSink
  /// What is to be read, with where it is named, to see whether it exists.
  private(set) var paths: [(path: String, range: SourceRange?)] = []

  init(
    _ registry: Registry, folder: String, _ context: StageContext, isReplaced: Bool = false,
    reportingTo sink: DiagnosticSink = DiagnosticSink()
  ) {
    self.isReplaced = isReplaced
    self.sink = sink.scoped()
    self.registry = registry
    self.folder = folder
    self.context = context
  }

  /// What has been found so far.
  var diagnostics: [Diagnostic] { sink.all }

  /// Checks the value of `input`.
  ///
  /// - Returns: The sources; `nil` if there was an error.
  mutating func check(_ entry: ConfigNode.Entry) -> [InputSource]? {
    switch entry.value.kind {
    case .mapping(let given): return source(given, entry.keyRange).map { [$0] }
    case .sequence(let items) where items.contains(where: \.isMapping):
      let sources = items.map { item -> InputSource? in
        switch item.kind {
        case .mapping(let given): source(given, item.range ?? entry.keyRange)
        default: source([ConfigNode.Entry("files", at: item.range, item)], item.range)
        }
      }
      reportEqualNames(sources.compactMap(\.self), items)
      return sources.contains { $0 == nil } ? nil : sources.compactMap(\.self)
    case .string, .sequence:
      return source([ConfigNode.Entry("files", at: entry.value.range, entry.value)], entry.keyRange).map { [$0] }
    default:
      sink.add(
        Diagnostic(
          .wrongType, "'input' must say what to read, not \(entry.value.kindDescription)",
          at: entry.value,
          notes: ["expected 'files:' or the name of a reader such as 'jsonl:' under it, a path, or a list of sources"]))
      return nil
    }
  }

  private mutating func reportEqualNames(_ sources: [InputSource], _ items: [ConfigNode]) {
    var seen: Set<String> = []
    for (source, item) in zip(sources, items) {
      guard let name = source.options.name, !seen.insert(name).inserted else { continue }
      sink.add(
        Diagnostic(
          .conflictingOptions, "two sources are called '\(name)'", at: item.range,
          notes: ["give each a name of its own"]))
    }
  }

  private var errorCount: Int { diagnostics.count { $0.severity == .error } }

  // MARK: A source

  private mutating func source(_ given: [ConfigNode.Entry], _ range: SourceRange?) -> InputSource? {
    let before = errorCount
    var given = given
    for item in given where RecipeKey.all.contains(where: { $0.name == item.key }) && !Self.own.contains(item.key) {
      sink.add(
        Diagnostic(
          .unknownKey, "'input' has no option '\(item.key)'", at: item.keyRange,
          notes: ["'\(item.key)' is a key of the recipe itself: move it one level up, to the left margin"]))
      given.removeAll { $0.key == item.key }
    }
    let names = registry.readers.map(\.spec.name)
    let kinds = given.filter { $0.key == "files" || names.contains($0.key) }
    // A key that is unknown may be one of these with a slip, and is reported as such.
    if kinds.isEmpty, given.allSatisfy({ allOptions.contains($0.key) }) {
      sink.add(
        Diagnostic(
          .missingOption, "'input' names nothing to read", at: range,
          notes: ["expected 'files', or a reader: \(names.joined(separator: ", "))"]))
    }
    if kinds.count > 1 {
      sink.add(
        Diagnostic(
          .conflictingOptions, "'\(kinds[0].key)' and '\(kinds[1].key)' exclude each other", at: kinds[1].keyRange,
          notes: ["make 'input' a list of sources, one for each, or give all of them to 'files'"]))
    }
    let scope = OptionScope(folder: folder, subject: "'\(kinds.first?.key ?? "files")'", reportingTo: sink)
    let paths = kinds.first.flatMap { Paths.decode($0.value, in: scope) }
    let isUnresolved = kinds.first?.value.isUnresolved == true
    // What is not known need not exist.
    for (path, range) in zip(paths?.all ?? [], paths?.ranges ?? []) where !isUnresolved {
      self.paths.append((path, range ?? kinds[0].keyRange))
    }
    let reader = kinds.first.flatMap { $0.key == "files" ? nil : $0.key }
    let rest = given.filter { item in !kinds.contains { $0.key == item.key } }
    let own = self.own(rest.filter { Self.own.contains($0.key) }, range)
    let readers = make(rest.filter { !Self.own.contains($0.key) }, named: reader, range)
    guard errorCount == before, let paths, let own else { return nil }
    return InputSource(options: own, paths: paths, reader: reader, readers: readers)
  }

  /// The options that do not depend on kinds of files.
  private static let own = InputOptions.declarations.map(\.name)

  /// All options that a source can have.
  private var allOptions: Set<String> { Set(registry.readers.flatMap { $0.options.map(\.name) }).union(Self.own) }

  private mutating func own(_ given: [ConfigNode.Entry], _ range: SourceRange?) -> InputOptions? {
    if given.isEmpty { return InputOptions() }
    let scope = OptionScope(folder: folder, reportingTo: sink)
    return InputOptions.decode(given, in: scope, owner: OptionOwner("'input'", at: range))
  }

  /// Makes the readers to which options are given, each with those that it has, so that these are checked. The others are
  /// made when a file is for them.
  private mutating func make(
    _ given: [ConfigNode.Entry], named name: String?, _ range: SourceRange?
  ) -> ReaderSet {
    // To look at what readers declare costs more than the rest of most checks.
    let declared = registry.readers.map { type -> (ReaderType, Set<String>) in
      (type, given.isEmpty ? [] : Set(type.options.map(\.name)))
    }
    let all = given.isEmpty ? [] : Set(declared.flatMap(\.1)).union(Self.own)
    for item in given where !all.contains(item.key) {
      let scope = OptionScope(folder: folder, reportingTo: sink)
      let known = declared.filter { name == nil || $0.0.spec.name == name }.flatMap(\.1)
      let kinds = name == nil ? declared.map(\.0.spec.name) : []
      scope.reportUnknown(item, names: Set(known).union(Self.own).union(kinds).sorted(), owner: "'input'")
    }
    // What the command line names may be of any kind.
    if !isReplaced, let name, let chosen = declared.first(where: { $0.0.spec.name == name }) {
      for item in given where all.contains(item.key) && !chosen.1.contains(item.key) {
        let others = declared.filter { $0.1.contains(item.key) }.map { "'\($0.0.spec.name)'" }
        sink.add(
          Diagnostic(
            .noEffect, "'\(item.key)' has no effect with '\(name)'", at: item.keyRange ?? item.value.range,
            notes: ["it is an option of \(others.joined(separator: ", "))"], severity: .warning))
      }
    }
    if name == nil { reportReadersThatMustBeNamed(given, declared) }
    let readers = declared.map { type, names -> DueReader in
      let options = given.filter { names.contains($0.key) }
      let isNamed = type.spec.name == name
      let due = DueReader(type, folder: folder, context)
      // One that needs what was not given is wanted only where it is named.
      // One to which no file goes by its kind has nothing to check where it is not named.
      let isWanted = !options.isEmpty && !type.spec.suffixes.isEmpty && Self.isEnough(options, for: type)
      guard isNamed || isWanted else { return due }
      let scope = OptionScope(folder: folder)
      let owner = OptionOwner("the reader '\(type.spec.name)'", at: range)
      let instance = type.make(options, in: scope, owner, context)
      // Several readers have the same options, whose mistakes are to be shown once.
      for diagnostic in scope.diagnostics where !diagnostics.contains(diagnostic) { sink.add(diagnostic) }
      return instance.map { DueReader(type, made: $0) } ?? due
    }
    return ReaderSet(readers)
  }
}

extension InputChecker {
  /// Warns of options that only readers have to which no file goes by its kind.
  private mutating func reportReadersThatMustBeNamed(
    _ given: [ConfigNode.Entry], _ declared: [(ReaderType, Set<String>)]
  ) {
    for item in given {
      let owners = declared.filter { $0.1.contains(item.key) }.map(\.0)
      guard let owner = owners.first, owners.allSatisfy({ $0.options.contains(where: \.isRequired) }),
        owners.allSatisfy({ $0.spec.suffixes.isEmpty })
      else { continue }
      sink.add(
        Diagnostic(
          .noEffect, "'\(item.key)' has no effect with 'files'", at: item.keyRange ?? item.value.range,
          notes: ["it is an option of '\(owner.spec.name)': write '\(owner.spec.name):' in the place of 'files:'"],
          severity: .warning))
    }
  }

  /// Whether options have all that a reader needs.
  private static func isEnough(_ options: [ConfigNode.Entry], for type: ReaderType) -> Bool {
    type.options.allSatisfy { option in !option.isRequired || options.contains { $0.key == option.name } }
  }
}

extension ConfigNode {
  fileprivate var isMapping: Bool { if case .mapping = kind { true } else { false } }

  /// Whether it is not known, or an element of it is not.
  fileprivate var isUnresolved: Bool {
    if case .sequence(let nodes) = kind, nodes.contains(where: { $0.unresolvedAt != nil }) { return true }
    return unresolvedAt != nil
  }
}
