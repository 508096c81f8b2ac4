public import Minwal

/// What an option names as a phrase pack: one that is included, or a file.
public enum PackReference: OptionValue {
  /// The name of a pack that comes with the stage: `web-ar`.
  case builtIn(String)
  /// A file, relative to the recipe.
  case file(InputFile)

  public static var optionType: OptionType {
    .either([.choice(PhrasePack.builtInNames.map { OptionType.Choice(name: $0.name, help: $0.help) }), .inputFile])
  }

  public static func decode(_ node: ConfigNode, in scope: OptionScope) -> PackReference? {
    guard case .string(let name) = node.kind, !name.isEmpty else {
      scope.reportType(optionType, node)
      return nil
    }
    if name.utf8.contains(UInt8(ascii: "/")) || name.hasSuffix(".txt") {
      return InputFile.decode(node, in: scope).map(PackReference.file)
    }
    let names = PhrasePack.builtInNames.map(\.name)
    if names.contains(name) { return .builtIn(name) }
    var notes: [Diagnostic.Note] = ["the packs that are included are: \(names.joined(separator: ", "))"]
    if let nearest = NearestName.of(name, in: names) { notes.append(.meant(nearest)) }
    notes.append("a file of your own is named with a '/' or the ending .txt")
    scope.report(.unknownChoice, "there is no phrase pack '\(name)'", at: node, notes: notes)
    return nil
  }

  public var configNode: ConfigNode {
    switch self {
    case .builtIn(let name): ConfigNode(.string(name))
    case .file(let file): file.configNode
    }
  }

  /// The phrases of the pack.
  ///
  /// - Throws: ``Diagnostic`` if a file cannot be read, or is no pack.
  func patterns(_ context: StageContext) throws -> [PhrasePattern] {
    switch self {
    case .builtIn(let name):
      return try PhrasePack(PhrasePack.contents(of: name).span).patterns
    case .file(let file):
      let text = try context.contents(of: file)
      do {
        return try PhrasePack(text).patterns
      } catch let problem as PhrasePack.Problem {
        throw Diagnostic(.badResource, "\(file.written):\(problem.line): \(problem.message)", at: file.range)
      }
    }
  }
}
