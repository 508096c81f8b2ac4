import Minwal

/// Reads the tests of a recipe, and finds everything that is wrong with them.
struct TestReader {
  /// What tests may name of the recipe.
  struct Subject {
    /// A step: its name, its declaration, and whether it exports.
    struct Step {
      var name: String
      var spec: StageSpec
      var isExporter: Bool
      var translates: Bool
    }

    var steps: [Step] = []
    /// Layers that stages of the recipe may give.
    var layers: [String] = []
    /// Layers that mocks can make: those of ranges.
    var mockable = LayerID.known.filter { $0.ranges != nil }
    /// Whether these are all: else what a test names may be there after all.
    var isComplete = false

    /// Adds the next step.
    mutating func add(_ type: StageType, _ making: StageType.Instantiation?) {
      // What a program gives, it says itself.
      if making == nil, type.takesBatches { isComplete = false }
      steps.append(
        Step(
          name: type.spec.name, spec: type.spec, isExporter: type.isExporter,
          translates: making?.made.value is any TranslatingStage))
      for layer in type.spec.flow.gives + (making?.flow.gives ?? []) where !layers.contains(layer.name) {
        layers.append(layer.name)
      }
    }
  }

  private let subject: Subject
  private let scope: OptionScope

  private static let keys = ["name", "given", "stop-after", "mocks", "expect"]
  private static let givenKeys = ["text", "id", "title", "language", "metadata", "file", "line"]
  private static let mockKeys = [
    "text", "units", "title", "language", "metadata", "layers", "dropped", "quarantined",
  ]
  private static let expectKeys = [
    "text", "contains", "excludes", "matches", "title", "language", "metadata", "layers", "counts", "dropped",
    "quarantined",
  ]
  private static let example: Diagnostic.Note = "for example: - given: \"…\" and below it expect: \"…\""

  init(_ subject: Subject, in scope: OptionScope) {
    self.subject = subject
    self.scope = scope
  }

  /// Reads a list of tests.
  ///
  /// - Parameters:
  ///   - node: The list.
  ///   - earlier: Tests of the recipe that were read before, whose names are taken.
  /// - Returns: Those that could be read.
  func tests(_ node: ConfigNode, behind earlier: [RecipeTest] = []) -> [RecipeTest] {
    guard case .sequence(let items) = node.kind else {
      scope.report(
        .wrongType, "'tests' must be a list, not \(node.kindDescription)", at: node, notes: [Self.example])
      return []
    }
    let tests = items.enumerated().compactMap { test($1, number: earlier.count + $0 + 1) }
    var taken = earlier
    for test in tests {
      if let first = taken.first(where: { $0.name.hasSameBytes(as: test.name) }) {
        scope.add(
          Diagnostic(
            .duplicateTest, "two tests are called '\(test.name)'", at: test.nameRange ?? test.range,
            notes: ((first.nameRange ?? first.range).map { [.init("the first is here", at: $0)] } ?? [])
              + ["reports and '--filter' know tests by their names"]))
      }
      taken.append(test)
    }
    return tests
  }

  private func test(_ node: ConfigNode, number: Int) -> RecipeTest? {
    guard let entries = mapping(node, "a test", Self.keys) else { return nil }
    guard let given = entries["given"] else {
      scope.report(.missingKey, "the test has no 'given'", at: node, notes: ["expected a text, or a file: { file: … }"])
      return nil
    }
    var test = RecipeTest(
      name: "test \(number)", range: node.range, given: RecipeTest.Given(), steps: nil, mocks: [], expectations: nil,
      node: node, expect: entries["expect"])
    if let node = entries["name"], let name = text(node, "'name'") { (test.name, test.nameRange) = (name, node.range) }
    guard let document = document(given) else { return nil }
    test.given = document
    if let stop = entries["stop-after"], let name = text(stop, "'stop-after'") {
      test.steps = step(name, at: stop).map { $0 + 1 }
    }
    if let mocks = entries["mocks"] { test.mocks = self.mocks(mocks) }
    if let expect = entries["expect"] { test.expectations = expectations(expect) }
    return test
  }

  // MARK: given

  private func document(_ node: ConfigNode) -> RecipeTest.Given? {
    var given = RecipeTest.Given()
    if case .string(let text) = node.kind {
      given.text = text
      return given
    }
    guard let entries = mapping(node, "'given'", Self.givenKeys) else { return nil }
    if let file = entries["file"] {
      for key in ["text", "id", "title", "language", "metadata"] {
        guard let other = entries[key] else { continue }
        scope.report(
          .conflictingOptions, "'\(key)' cannot be combined with 'file'", at: other,
          notes: ["the document is as the file has it"])
      }
      scope.subject = "'file'"
      given.file = InputFile.decode(file, in: scope)?.path
      if let line = entries["line"] {
        scope.subject = "'line'"
        given.line = Int.decode(line, in: scope)
        if let number = given.line, number < 1 { scope.report(.outOfRange, "lines count from 1", at: line) }
      }
      return given
    }
    if let line = entries["line"] {
      scope.report(.conflictingOptions, "'line' is a line of a file, and 'file' is not given", at: line)
    }
    guard let text = entries["text"] else {
      scope.report(.missingKey, "'given' has neither 'text' nor 'file'", at: node)
      return nil
    }
    given.text = self.text(text, "'text'")
    if let id = entries["id"].flatMap({ self.text($0, "'id'") }) { given.id = id }
    given.title = entries["title"].flatMap { self.text($0, "'title'") }
    given.language = entries["language"].flatMap { language($0) }
    given.metadata = entries["metadata"].map { metadata($0) } ?? Metadata()
    return given
  }

  private func metadata(_ node: ConfigNode) -> Metadata {
    var metadata = Metadata()
    for entry in self.entries(node, "'metadata'") { metadata[entry.key] = entry.value.json }
    return metadata
  }

  // MARK: mocks

  private func mocks(_ node: ConfigNode) -> [RecipeTest.Mock] {
    entries(node, "'mocks'").compactMap { entry in
      guard let step = step(entry.key, at: ConfigNode(.string(entry.key), at: entry.keyRange)) else { return nil }
      if subject.steps[step].isExporter {
        scope.add(
          Diagnostic(
            .conflictingOptions, "'\(entry.key)' is an exporter, and those write nothing in a test", at: entry.keyRange)
        )
        return nil
      }
      return mock(entry.value, of: step)
    }
  }

  private func mock(_ node: ConfigNode, of step: Int) -> RecipeTest.Mock? {
    var mock = RecipeTest.Mock(step: step)
    if case .string(let text) = node.kind {
      mock.text = .constant(text)
      return mock
    }
    let name = subject.steps[step].name
    guard let entries = mapping(node, "the mock of '\(name)'", Self.mockKeys) else { return nil }
    if entries.isEmpty {
      scope.report(
        .missingKey, "the mock of '\(name)' does nothing", at: node,
        notes: ["expected one of: \(Self.mockKeys.joined(separator: ", "))"])
    }
    mock.text = entries["text"].flatMap { answer($0, "'text'") }
    if let units = entries["units"] {
      if !subject.steps[step].translates {
        scope.report(
          .conflictingOptions, "'\(name)' translates no units", at: units,
          notes: ["'units' is for stages that hand units to a translator; 'text' replaces any stage"])
      } else if entries.count > 1 {
        scope.report(
          .conflictingOptions, "'units' cannot be combined with other keys", at: units,
          notes: ["it replaces what translates, and the stage does all else"])
      }
      mock.units = answer(units, "'units'")
    }
    mock.title = entries["title"].flatMap { text($0, "'title'") }
    mock.language = entries["language"].flatMap { language($0) }
    mock.metadata = entries["metadata"].map { metadata($0) } ?? Metadata()
    for entry in entries["layers"].map({ self.entries($0, "'layers'") }) ?? [] {
      guard let layer = subject.mockable.first(where: { $0.name == entry.key }) else {
        unknown(
          entry, .unknownLayer, "a mock cannot make the layer '\(entry.key)'", subject.mockable.map(\.name))
        continue
      }
      mock.layers.append((layer, texts(entry.value, "'\(entry.key)'")))
    }
    if let dropped = entries["dropped"], let name = text(dropped, "'dropped'") {
      mock.dropped = reason(name, among: [step], at: dropped)
    }
    if let code = entries["quarantined"].flatMap({ text($0, "'quarantined'") }) {
      mock.quarantined = StageError(StageError.Code(code), "as the test says")
    }
    return mock
  }

  private func answer(_ node: ConfigNode, _ what: String) -> RecipeTest.Mock.Answer? {
    switch node.kind {
    case .string(let text): return .constant(text)
    case .mapping(let entries):
      return .table(entries.compactMap { entry in text(entry.value, "'\(entry.key)'").map { (entry.key, $0) } })
    default:
      scope.report(
        .wrongType, "\(what) must be text, or a mapping from text to text, not \(node.kindDescription)", at: node)
      return nil
    }
  }

  // MARK: expect

  private func expectations(_ node: ConfigNode) -> [RecipeTest.Expectation]? {
    if case .string(let text) = node.kind { return [.init(claim: .text(text), name: "text", node: node)] }
    if case .null = node.kind { return nil }
    guard case .mapping(let given) = node.kind else {
      scope.report(
        .wrongType, "'expect' must be text, or a mapping, not \(node.kindDescription)", at: node,
        notes: ["a mapping may have: \(Self.expectKeys.joined(separator: ", "))"])
      return []
    }
    var all: [RecipeTest.Expectation] = []
    for entry in given {
      guard Self.expectKeys.contains(entry.key) else {
        unknown(entry, .unknownKey, "'expect' has no key '\(entry.key)'", Self.expectKeys)
        continue
      }
      all += expectations(entry)
    }
    let ends = given.filter { ["dropped", "quarantined"].contains($0.key) }
    if let end = ends.first, given.count > 1 {
      scope.add(
        Diagnostic(
          .conflictingOptions, "'\(end.key)' cannot be combined with other keys: a document that is gone has no text",
          at: end.keyRange))
    }
    if given.isEmpty {
      scope.report(
        .missingKey, "'expect' expects nothing", at: node,
        notes: ["expected some of: \(Self.expectKeys.joined(separator: ", "))"])
    }
    return all
  }

  private func expectations(_ entry: ConfigNode.Entry) -> [RecipeTest.Expectation] {
    let (key, node) = (entry.key, entry.value)
    func one(_ claim: RecipeTest.Expectation.Claim?) -> [RecipeTest.Expectation] {
      claim.map { [.init(claim: $0, name: key, node: node)] } ?? []
    }
    func each(_ claim: (String) -> RecipeTest.Expectation.Claim?) -> [RecipeTest.Expectation] {
      var nodes = [node]
      if case .sequence(let items) = node.kind { nodes = items }
      return nodes.compactMap { item in
        text(item, "'\(key)'").flatMap(claim).map { .init(claim: $0, name: key, node: item) }
      }
    }
    switch key {
    case "text": return one(text(node, "'text'").map { .text($0) })
    case "contains": return each { .contains($0) }
    case "excludes": return each { .excludes($0) }
    case "matches": return each { pattern($0, at: node) }
    case "title":
      if case .null = node.kind { return one(.title(nil)) }
      return one(text(node, "'title'").map { .title($0) })
    case "language":
      if case .null = node.kind { return one(.language(nil)) }
      return one(language(node).map { .language($0) })
    case "metadata":
      return entries(node, "'metadata'").map {
        .init(claim: .metadata(name: $0.key, $0.value.json), name: "metadata.\($0.key)", node: $0.value)
      }
    case "layers":
      return entries(node, "'layers'").compactMap { layer in
        guard isLayer(layer) else { return nil }
        return .init(
          claim: .layer(name: layer.key, layer.value.json), name: "layers.\(layer.key)", node: layer.value)
      }
    case "counts": return entries(node, "'counts'").flatMap { counts($0) }
    case "dropped":
      return one(
        text(node, "'dropped'").flatMap { reason($0, among: Array(subject.steps.indices), at: node) }.map {
          .dropped($0.name)
        })
    default: return one(text(node, "'quarantined'").map { .quarantined($0) })
    }
  }

  /// A layer and its number, or a stage with numbers by reason.
  private func counts(_ entry: ConfigNode.Entry) -> [RecipeTest.Expectation] {
    let name = "counts.\(entry.key)"
    guard case .mapping(let reasons) = entry.value.kind else {
      guard isLayer(entry), let count = count(entry.value, "'\(entry.key)'") else { return [] }
      return [.init(claim: .layerCount(name: entry.key, count), name: name, node: entry.value)]
    }
    guard let step = step(entry.key, at: ConfigNode(.string(entry.key), at: entry.keyRange)) else { return [] }
    return reasons.compactMap { item in
      let key = ConfigNode(.string(item.key), at: item.keyRange)
      guard reason(item.key, among: [step], at: key) != nil, let count = count(item.value, "'\(item.key)'") else {
        return nil
      }
      return .init(
        claim: .reasonCount(step: step, reason: item.key, count), name: "\(name).\(item.key)", node: item.value)
    }
  }

  private func pattern(_ pattern: String, at node: ConfigNode) -> RecipeTest.Expectation.Claim? {
    do {
      _ = try Regex(pattern)
      return .matches(pattern)
    } catch {
      scope.report(
        .malformedPattern, "'\(pattern)' is not a regular expression: \(error)", at: node,
        notes: ["'contains' looks for plain text"])
      return nil
    }
  }

  // MARK: Names

  /// The place of a stage: `clean`, or `clean[2]` for the second.
  private func step(_ name: String, at node: ConfigNode) -> Int? {
    let names = subject.steps.map(\.name)
    if let index = StageName(name).index(in: names) { return index }
    guard subject.isComplete else { return nil }
    var notes = Diagnostic.Note.nearest(name, in: names)
    if !names.isEmpty { notes.append("its stages are: \(names.joined(separator: ", "))") }
    scope.report(.unknownStage, "the recipe has no stage '\(name)'", at: node, notes: notes)
    return nil
  }

  private func isLayer(_ entry: ConfigNode.Entry) -> Bool {
    if subject.layers.contains(entry.key) || !subject.isComplete { return true }
    let stages = subject.steps.map(\.name)
    if stages.contains(entry.key) {
      scope.add(
        Diagnostic(
          .wrongType, "'\(entry.key)' is a stage: its reasons are counted", at: entry.value.range,
          notes: ["for example: \(entry.key): { REASON: 2 }"]))
    } else {
      unknown(entry, .unknownLayer, "no stage of the recipe makes the layer '\(entry.key)'", subject.layers)
    }
    return false
  }

  private func reason(_ name: String, among steps: [Int], at node: ConfigNode) -> Reason? {
    var reasons = steps.flatMap { subject.steps[$0].spec.reasons }
    // What the run itself drops documents for, at an exporter.
    if steps.contains(where: { subject.steps[$0].isExporter }) { reasons += [.noExporter, .otherLanguage] }
    if let reason = reasons.first(where: { $0.name == name }) { return reason }
    guard subject.isComplete else { return Reason(name, "") }
    // A stage that declares none may have any.
    if steps.contains(where: { subject.steps[$0].spec.reasons.isEmpty && !subject.steps[$0].isExporter }) {
      if steps.count == 1 { return Reason(name, "") }
    }
    let names = reasons.map(\.name)
    var notes = Diagnostic.Note.nearest(name, in: names)
    notes.append(names.isEmpty ? "it gives none" : "reasons are: \(names.joined(separator: ", "))")
    let owner = steps.count == 1 ? "'\(subject.steps[steps[0]].name)' has" : "the recipe's stages have"
    scope.report(.unknownReason, "\(owner) no reason '\(name)'", at: node, notes: notes)
    return nil
  }

  // MARK: Values

  private func mapping(_ node: ConfigNode, _ subject: String, _ keys: [String]) -> [String: ConfigNode]? {
    guard case .mapping(let entries) = node.kind else {
      scope.report(
        .wrongType, "\(subject) must be a mapping, not \(node.kindDescription)", at: node,
        notes: ["its keys are: \(keys.joined(separator: ", "))"])
      return nil
    }
    for entry in entries where !keys.contains(entry.key) {
      unknown(entry, .unknownKey, "\(subject) has no key '\(entry.key)'", keys)
    }
    return Dictionary(uniqueKeysWithValues: entries.map { ($0.key, $0.value) })
  }

  private func entries(_ node: ConfigNode, _ subject: String) -> [ConfigNode.Entry] {
    if case .mapping(let entries) = node.kind { return entries }
    scope.report(.wrongType, "\(subject) must be a mapping, not \(node.kindDescription)", at: node)
    return []
  }

  private func unknown(_ entry: ConfigNode.Entry, _ code: Diagnostic.Code, _ message: String, _ names: [String]) {
    var notes = Diagnostic.Note.nearest(entry.key, in: names)
    notes.append("expected \(names.isEmpty ? "none" : names.joined(separator: ", "))")
    scope.add(Diagnostic(code, message, at: entry.keyRange, notes: notes))
  }

  private func text(_ node: ConfigNode, _ subject: String) -> String? {
    scope.subject = subject
    return String.decode(node, in: scope)
  }

  private func texts(_ node: ConfigNode, _ subject: String) -> [String] {
    scope.subject = subject
    return [String].decode(node, in: scope) ?? []
  }

  private func language(_ node: ConfigNode) -> Language? {
    scope.subject = "'language'"
    return Language.decode(node, in: scope)
  }

  private func count(_ node: ConfigNode, _ subject: String) -> Int? {
    scope.subject = subject
    guard let count = Int.decode(node, in: scope) else { return nil }
    if count < 0 { scope.report(.outOfRange, "\(subject) is a number from 0", at: node) }
    return count
  }
}
