import Minwal

/// Reads what `when:` of a stage says.
struct ConditionReader {
  private let scope: OptionScope

  /// The keys of a condition, and what each takes.
  private static let keys = ["language", "metadata", "not", "any"]
  private static let tests = ["min", "max", "present"]
  private static let example: Diagnostic.Note = "for example: when: { language: ar, metadata: { section: sport } }"

  private init(_ scope: OptionScope) { self.scope = scope }

  /// Reads a condition.
  ///
  /// - Returns: `nil` after having reported to `scope` what is wrong with it.
  static func read(_ node: ConfigNode, in scope: OptionScope) -> Condition? {
    let before = scope.diagnostics.count
    let condition = ConditionReader(scope).condition(node, "'when'")
    return scope.diagnostics.count == before ? condition : nil
  }

  /// A mapping, all of whose members must hold.
  private func condition(_ node: ConfigNode, _ subject: String) -> Condition? {
    guard case .mapping(let entries) = node.kind else {
      scope.report(
        .wrongType, "\(subject) must be a mapping, not \(node.kindDescription)", at: node, notes: [Self.example])
      return nil
    }
    if entries.isEmpty {
      scope.report(.emptyCondition, "\(subject) asks for nothing", at: node, notes: [Self.example])
      return nil
    }
    return Self.joined(entries.flatMap { member($0) })
  }

  private func member(_ entry: ConfigNode.Entry) -> [Condition] {
    switch entry.key {
    case "language": return languages(entry.value).map { [$0] } ?? []
    case "metadata": return metadata(entry.value)
    case "not": return condition(entry.value, "'not'").map { [.not($0)] } ?? []
    case "any":
      guard case .sequence(let nodes) = entry.value.kind else {
        scope.report(
          .wrongType, "'any' must be a list of conditions, not \(entry.value.kindDescription)", at: entry.value,
          notes: ["for example: any: [{ language: ar }, { metadata: { section: sport } }]"])
        return []
      }
      if nodes.isEmpty {
        scope.report(.emptyCondition, "'any' is a list of no conditions, which nothing can meet", at: entry.value)
      }
      return [.any(nodes.compactMap { condition($0, "a condition") })]
    default:
      unknown(entry, "a condition", Self.keys)
      return []
    }
  }

  private func languages(_ node: ConfigNode) -> Condition? {
    scope.subject = "'language'"
    guard case .sequence(let nodes) = node.kind else { return Language.decode(node, in: scope).map(Condition.language) }
    if nodes.isEmpty {
      scope.report(.emptyCondition, "'language' is a list of no languages, which nothing can meet", at: node)
    }
    return Self.either(nodes.compactMap { Language.decode($0, in: scope) }.map(Condition.language))
  }

  private func metadata(_ node: ConfigNode) -> [Condition] {
    guard case .mapping(let entries) = node.kind, !entries.isEmpty else {
      scope.report(
        .wrongType, "'metadata' must be a mapping from names to what they should be, not \(node.kindDescription)",
        at: node, notes: ["for example: metadata: { section: sport, score: { min: 3 } }"])
      return []
    }
    return entries.compactMap { entry in
      switch entry.value.kind {
      case .mapping(let given): return tests(given, entry)
      case .sequence(let nodes):
        if nodes.isEmpty {
          scope.report(
            .emptyCondition, "'\(entry.key)' is a list of no values, which nothing can meet", at: entry.value)
        }
        return Self.either(nodes.compactMap { value($0) }.map { .metadata(name: entry.key, .equals($0)) })
      default: return value(entry.value).map { .metadata(name: entry.key, .equals($0)) }
      }
    }
  }

  /// A value to be equal to.
  private func value(_ node: ConfigNode) -> JSONValue? {
    switch node.kind {
    case .string(let text): return .string(text)
    case .bool(let value): return .bool(value)
    case .int(let value): return .number(String(value))
    case .double(let value) where value.isFinite: return .number(Condition.MetadataTest.number(value))
    default:
      scope.report(
        .wrongType, "metadata is compared with text, a number, true or false, not with \(node.kindDescription)",
        at: node, notes: node.kind == .null ? ["what is missing or null is found by: not: … { present: true }"] : [])
      return nil
    }
  }

  private func tests(_ given: [ConfigNode.Entry], _ owner: ConfigNode.Entry) -> Condition? {
    let name = owner.key
    for entry in given where !Self.tests.contains(entry.key) { unknown(entry, "a test of metadata", Self.tests) }
    var conditions: [Condition] = []
    if let entry = given.first(where: { $0.key == "present" }) {
      scope.subject = "'present'"
      guard let isPresent = Bool.decode(entry.value, in: scope) else { return nil }
      conditions.append(isPresent ? .metadata(name: name, .present) : .not(.metadata(name: name, .present)))
    }
    let ends = given.filter { ["min", "max"].contains($0.key) }
    if !ends.isEmpty {
      guard let bounds = bounds(ends) else { return nil }
      conditions.append(.metadata(name: name, .within(bounds)))
    }
    if conditions.isEmpty, !given.isEmpty { return nil }
    if conditions.isEmpty {
      scope.add(
        Diagnostic(
          .emptyCondition, "'\(name)' is tested for nothing", at: owner.value.range,
          notes: ["expected \(Self.tests.joined(separator: ", ")), or a value"]))
      return nil
    }
    return Self.joined(conditions)
  }

  private func bounds(_ ends: [ConfigNode.Entry]) -> Condition.Bounds? {
    func end<Value>(_ key: String, _ read: (ConfigNode.Kind) -> Value?) -> Value? {
      ends.first { $0.key == key }.flatMap { read($0.value.kind) }
    }
    func number(_ kind: ConfigNode.Kind) -> Double? {
      switch kind {
      case .int(let value): Double(value)
      case .double(let value) where !value.isNaN: value
      default: nil
      }
    }
    func text(_ kind: ConfigNode.Kind) -> String? { if case .string(let text) = kind { text } else { nil } }
    if ends.allSatisfy({ number($0.value.kind) != nil }) {
      let (least, most) = (end("min", number), end("max", number))
      if let least, let most, least > most { return emptyRange(ends) }
      return .numbers(min: least, max: most)
    }
    if ends.allSatisfy({ text($0.value.kind) != nil }) {
      let (least, most) = (end("min", text), end("max", text))
      if let least, let most, most.utf8.lexicographicallyPrecedes(least.utf8) { return emptyRange(ends) }
      return .texts(min: least, max: most)
    }
    let wrong = ends.first { number($0.value.kind) == nil && text($0.value.kind) == nil } ?? ends[ends.count - 1]
    scope.report(
      .wrongType, "'min' and 'max' must both be numbers or both be text, and here is \(wrong.value.kindDescription)",
      at: wrong.value)
    return nil
  }

  private func emptyRange(_ ends: [ConfigNode.Entry]) -> Condition.Bounds? {
    scope.report(.emptyCondition, "'min' is greater than 'max', so that nothing can be between them", at: ends[0].value)
    return nil
  }

  private func unknown(_ entry: ConfigNode.Entry, _ owner: String, _ names: [String]) {
    var notes = Diagnostic.Note.nearest(entry.key, in: names)
    if notes.isEmpty, names == Self.keys {
      notes = ["what is expected of a document's metadata belongs under 'metadata': metadata: { \(entry.key): … }"]
    }
    scope.add(
      Diagnostic(
        .unknownCondition, "\(owner) has no '\(entry.key)'", at: entry.keyRange,
        notes: notes + ["expected \(names.joined(separator: ", "))"]))
  }

  private static func joined(_ conditions: [Condition]) -> Condition {
    conditions.count == 1 ? conditions[0] : .all(conditions)
  }

  private static func either(_ conditions: [Condition]) -> Condition {
    conditions.count == 1 ? conditions[0] : .any(conditions)
  }
}
