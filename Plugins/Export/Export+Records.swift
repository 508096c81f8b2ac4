public import Minwal

extension Export {
  /// What a record is of.
  public enum Records: Hashable, Sendable {
    case document
    case units
    /// A piece of a layer of ranges.
    case pieces(of: String)

    var name: String {
      switch self {
      case .document: "document"
      case .units: TranslationUnits.name
      case .pieces(let layer): layer
      }
    }

    /// The layer that has the pieces.
    var layer: LayerID? { self == .document ? nil : LayerID(named: name, wantsPieces: true) }
  }
}

extension Export.Records: OptionValue {
  public static var optionType: OptionType { .either([.choice(choices), .string]) }

  /// What most recipes want; others name a layer of a plugin's stage.
  private static let choices = [
    OptionType.Choice(name: "document", help: "Each document is a record."),
    OptionType.Choice(name: Sentences.name, help: "Each sentence that segment finds is one."),
    OptionType.Choice(name: Paragraphs.name, help: "Each paragraph that segment finds is one."),
    OptionType.Choice(name: TranslationUnits.name, help: "Each unit that translate or translate-stub makes is one."),
  ]

  /// Any name may be a layer of a plugin's stage, but one that is close to a common one is misspelt.
  public static func decode(_ node: ConfigNode, in scope: OptionScope) -> Export.Records? {
    guard let name = String.decode(node, in: scope) else { return nil }
    let names = choices.map(\.name)
    switch name {
    case "document": return .document
    case TranslationUnits.name: return .units
    default: break
    }
    if !names.contains(name), let nearest = NearestName.of(name, in: names) {
      scope.report(
        .unknownChoice, "there are no records of '\(name)'", at: node, notes: ["did you mean '\(nearest)'?"])
      return nil
    }
    return .pieces(of: name)
  }

  public var configNode: ConfigNode { ConfigNode(.string(name)) }
}
