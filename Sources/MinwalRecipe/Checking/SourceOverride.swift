import Minwal

/// What `--set` says of one source of a recipe's input.
struct SourceOverride {
  private let override: Override

  /// Takes what `--set` says.
  init(_ override: Override) { self.override = override }

  /// The sources of an input that is a list of them; `nil` for an input of one source.
  private static func sources(_ entries: [ConfigNode.Entry]) -> [ConfigNode]? {
    guard case .sequence(let items)? = entries.first(where: { $0.key == "input" })?.value.kind,
      items.contains(where: { if case .mapping = $0.kind { true } else { false } })
    else { return nil }
    return items
  }

  private static func name(of source: ConfigNode) -> String? {
    guard case .mapping(let given) = source.kind,
      case .string(let name)? = given.first(where: { $0.key == "name" })?.value.kind
    else { return nil }
    return name
  }

  /// Why a key of the input cannot be set without saying of which source; `nil` if it can.
  func ambiguity(_ key: String, _ entries: [ConfigNode.Entry]) -> Diagnostic? {
    guard let sources = Self.sources(entries), sources.count > 1 else { return nil }
    let names = sources.compactMap(Self.name)
    let named = names.isEmpty ? "" : ", or by name: " + names.map { "input.\($0).\(key)" }.joined(separator: ", ")
    return Diagnostic(
      .badSetting, "the input has \(sources.count) sources", at: override.ownerRange,
      notes: [.init("say which: input[1].\(key) to input[\(sources.count)].\(key)\(named)")])
  }

  /// Sets a key of the source.
  ///
  /// - Returns: Why there is no such source.
  func apply(to entries: inout [ConfigNode.Entry]) -> Diagnostic? {
    guard case .source(let key, let number, let name) = override.target, let value = override.value else { return nil }
    guard let input = entries.firstIndex(where: { $0.key == "input" }) else {
      return Diagnostic(.badSetting, "the recipe has no input", at: override.ownerRange)
    }
    let entry = ConfigNode.Entry(key, at: override.keyRange, value)
    let node = entries[input].value
    guard var sources = Self.sources(entries) else {
      guard number == 1 || (name != nil && Self.name(of: node) == name) else {
        return Diagnostic(
          .badSetting, name.map { "the input has no source '\($0)'" } ?? "the input has only one source",
          at: override.ownerRange, notes: ["name its option: input.\(key)=…"])
      }
      entries[input].value = Self.with(entry, in: node)
      return nil
    }
    let names = sources.map(Self.name)
    guard let index = number.map({ $0 - 1 }) ?? names.firstIndex(where: { $0 == name }), sources.indices.contains(index)
    else {
      let known = names.compactMap(\.self)
      var notes = name.map { Diagnostic.Note.nearest($0, in: known) } ?? []
      if !known.isEmpty { notes.append("its sources are called: \(known.joined(separator: ", "))") }
      notes.append("by number they are input[1] to input[\(sources.count)]")
      return Diagnostic(
        .badSetting, name.map { "the input has no source '\($0)'" } ?? "the input has only \(sources.count) sources",
        at: override.ownerRange, notes: notes)
    }
    sources[index] = Self.with(entry, in: sources[index])
    entries[input].value = ConfigNode(.sequence(sources), at: node.range)
    return nil
  }

  /// A source with another value for a key. One that is a path alone reads files by their kind.
  private static func with(_ entry: ConfigNode.Entry, in source: ConfigNode) -> ConfigNode {
    var given: [ConfigNode.Entry] =
      if case .mapping(let members) = source.kind { members } else {
        [ConfigNode.Entry("files", at: source.range, source)]
      }
    Override.set(entry, in: &given)
    return ConfigNode(.mapping(given), at: source.range)
  }
}
