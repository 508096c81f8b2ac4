import Minwal

/// What `--set` says: another value for an option of a stage, or for a key of the recipe.
package struct Override {
  /// What is set.
  enum Target {
    /// A key of the recipe, or one below it.
    case key(String, section: String?)
    /// A key of one source of the input, by its number, from 1, or its name.
    case source(String, number: Int?, name: String?)
    /// An option of a stage; with several stages of the name, of the one of this number, from 1.
    case option(String, stage: String, number: Int?)
  }

  /// The argument as it was given, for messages.
  let source: SourceFile
  let target: Target
  /// Where the argument names the stage or section, and the option or key.
  let ownerRange: SourceRange
  let keyRange: SourceRange
  /// `nil` if it is not YAML.
  let value: ConfigNode?

  /// What messages call an argument begins with it.
  static let prefix = "--set "
  /// Keys of the recipe that have keys below them.
  static let sections = RecipeKey.all.filter(\.isSection).map(\.name)
  /// Keys of the recipe that can be set as a whole.
  static let keys = RecipeKey.all.filter(\.isSettable).map(\.name)

  /// Why an argument cannot be read at all; `nil` if it can.
  package static func problem(with argument: String) -> String? {
    guard let (owner, _, key) = parts(argument), !key.isEmpty, owner?.isEmpty != true else {
      return "'--set' takes STAGE.OPTION=VALUE or KEY=VALUE, and not '\(argument)'."
    }
    return nil
  }

  /// Reads an argument, and reports what is wrong with its value.
  ///
  /// - Returns: `nil` if it cannot be read.
  init?(_ argument: String, environment: @escaping (String) -> String?, reportingTo sink: DiagnosticSink) {
    let option = Self.prefix
    source = SourceFile(name: option + argument, text: Text(option + argument), isArgument: true)
    guard let (owner, number, key) = Self.parts(argument), let equals = argument.firstIndex(of: "=") else { return nil }
    let name = argument[..<equals]
    func range(_ part: Substring) -> SourceRange {
      let before = argument[..<part.startIndex].unicodeScalars.count
      return SourceRange(
        file: option + argument, line: 1, column: option.unicodeScalars.count + before + 1,
        length: part.unicodeScalars.count)
    }
    if let owner {
      keyRange = range(name.suffix(key.count))
      ownerRange = range(name.prefix(name.count - key.count - 1))
      if owner == "input", number != nil || key.contains(".") {
        let dot = key.lastIndex(of: ".")
        target =
          number == nil
          ? .source(
            String(key[(dot.map { key.index(after: $0) } ?? key.startIndex)...]), number: nil,
            name: String(key[..<(dot ?? key.startIndex)]))
          : .source(key, number: number, name: nil)
      } else {
        target =
          Self.sections.contains(owner) && number == nil
          ? .key(key, section: owner) : .option(key, stage: owner, number: number)
      }
    } else {
      keyRange = range(name)
      ownerRange = keyRange
      target = .key(key, section: nil)
    }
    // Blanks stand for what is before the value, so that places are those of the argument.
    let blanks = String(repeating: " ", count: (option + name).unicodeScalars.count + 1)
    let text = blanks + argument[argument.index(after: equals)...]
    let (node, problems) = YAMLReader.read(
      SourceFile(name: source.name, text: Text(text)), environment: environment)
    let isEmpty = problems.map(\.code) == [.emptyRecipe]
    if !isEmpty { for problem in problems { sink.add(problem) } }
    value = isEmpty ? ConfigNode(.null, at: keyRange) : node
  }

  /// The stage or section, the stage's number, and the option or key.
  private static func parts(_ argument: String) -> (owner: String?, number: Int?, key: String)? {
    guard let equals = argument.firstIndex(of: "=") else { return nil }
    let name = argument[..<equals]
    guard let dot = name.firstIndex(of: ".") else { return (nil, nil, String(name)) }
    let owner = StageName(name[..<dot])
    guard !owner.name.contains(where: { "[]".contains($0) }) else { return nil }
    return (owner.name, owner.number, String(name[name.index(after: dot)...]))
  }

  // MARK: Application

  /// Sets a key of the recipe; stages are left alone.
  ///
  /// - Returns: What is wrong with the key.
  func apply(to entries: inout [ConfigNode.Entry], stages: [String]) -> Diagnostic? {
    if case .source = target { return SourceOverride(self).apply(to: &entries) }
    guard case .key(let key, let section) = target, let value else { return nil }
    if section == "input", let problem = SourceOverride(self).ambiguity(key, entries) { return problem }
    guard let section else {
      guard Self.keys.contains(key) else { return unknownKey(key, stages) }
      Self.set(ConfigNode.Entry(key, at: keyRange, value), in: &entries)
      return nil
    }
    var given: [ConfigNode.Entry] = []
    let index = entries.firstIndex { $0.key == section }
    if let index {
      switch entries[index].value.kind {
      case .mapping(let members): given = members
      // The short form: a path alone.
      case .string where section == "input", .sequence where section == "input":
        given = [ConfigNode.Entry("files", at: entries[index].value.range, entries[index].value)]
      case .null: break
      default: return nil
      }
    }
    if section == "parameters" {
      let names = given.map(\.key)
      guard names.contains(key) else {
        let nearest = Diagnostic.Note.nearest(key, in: names)
        return Diagnostic(.badSetting, "the recipe has no parameter '\(key)'", at: keyRange, notes: nearest)
      }
      let declaration = ConfigNode(.mapping([ConfigNode.Entry("default", at: keyRange, value)]), at: value.range)
      Self.set(ConfigNode.Entry(key, at: keyRange, declaration), in: &given)
    } else {
      Self.set(ConfigNode.Entry(key, at: keyRange, value), in: &given)
    }
    let node = ConfigNode(.mapping(given), at: index.map { entries[$0].value.range } ?? ownerRange)
    if let index {
      entries[index].value = node
    } else {
      entries.append(ConfigNode.Entry(section, at: ownerRange, node))
    }
    return nil
  }

  /// Sets an option of a stage; keys of the recipe are left alone.
  ///
  /// - Returns: Why there is no such stage, or not only one.
  func apply(to items: inout [StageItem]) -> Diagnostic? {
    guard case .option(let option, let stage, let number) = target, let value else { return nil }
    let found = items.indices.filter { items[$0].name == stage }
    guard !found.isEmpty else {
      let names = items.compactMap(\.name).reduce(into: [String]()) { if !$0.contains($1) { $0.append($1) } }
      var notes = Diagnostic.Note.nearest(stage, in: names + Self.sections)
      if !names.isEmpty { notes.append("its stages are: \(names.joined(separator: ", "))") }
      return Diagnostic(.badSetting, "the recipe has no stage '\(stage)'", at: ownerRange, notes: notes)
    }
    guard number != nil || found.count == 1 else {
      let places = found.compactMap { items[$0].nameRange }
      return Diagnostic(
        .badSetting, "'\(stage)' occurs \(found.count) times in the recipe", at: ownerRange,
        notes: ["say which: \(stage)[1].\(option) to \(stage)[\(found.count)].\(option)"]
          + places.enumerated().map { .init("this is \(stage)[\($0 + 1)]", at: $1) })
    }
    guard (number ?? 1) <= found.count else {
      let times = found.count == 1 ? "once" : "\(found.count) times"
      return Diagnostic(.badSetting, "'\(stage)' occurs only \(times) in the recipe", at: ownerRange)
    }
    items[found[(number ?? 1) - 1]].set(ConfigNode.Entry(option, at: keyRange, value))
    return nil
  }

  private func unknownKey(_ key: String, _ stages: [String]) -> Diagnostic {
    var notes: [Diagnostic.Note] = []
    if stages.contains(key) {
      notes = ["'\(key)' is a stage; name one of its options: \(key).OPTION=…"]
    } else if Self.sections.contains(key) {
      notes = ["name what is below it: \(key).NAME=…"]
    } else {
      notes = Diagnostic.Note.nearest(key, in: Self.keys)
      notes.append("keys that can be set are: \(Self.keys.joined(separator: ", ")); options are named STAGE.OPTION")
    }
    return Diagnostic(.badSetting, "'\(key)' cannot be set", at: keyRange, notes: notes)
  }

  static func set(_ entry: ConfigNode.Entry, in entries: inout [ConfigNode.Entry]) {
    if let index = entries.firstIndex(where: { $0.key == entry.key }) {
      entries[index] = entry
    } else {
      entries.append(entry)
    }
  }
}
