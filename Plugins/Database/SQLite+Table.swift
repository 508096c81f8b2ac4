public import Minwal

extension SQLite {
  /// A table besides that of documents.
  public enum Table: Hashable, Sendable {
    case units
    /// The pieces of a layer of ranges.
    case pieces(of: String)

    var name: String {
      switch self {
      case .units: TranslationUnits.name
      case .pieces(let layer): layer
      }
    }

    /// The name as SQL has it.
    var quoted: String { "\"\(name)\"" }

    var layer: LayerID { LayerID(named: name, wantsPieces: true) }
  }
}

extension SQLite.Table: OptionValue {
  public static var optionType: OptionType { .either([.choice(choices), .string]) }

  /// What most recipes want; others name a layer of a plugin's stage.
  private static let choices = [
    OptionType.Choice(name: Sentences.name, help: "The sentences that segment finds."),
    OptionType.Choice(name: Paragraphs.name, help: "The paragraphs that segment finds."),
    OptionType.Choice(name: TranslationUnits.name, help: "The units that translate or translate-stub make."),
  ]

  /// Tables of the database that no layer can have.
  private static let taken = ["documents", "folded", "folding", "search"]

  /// Any name may be a layer of a plugin's stage, but one that is close to a common one is misspelt.
  public static func decode(_ node: ConfigNode, in scope: OptionScope) -> SQLite.Table? {
    guard let name = String.decode(node, in: scope) else { return nil }
    if name == TranslationUnits.name { return .units }
    let names = choices.map(\.name)
    let isPlain = name.utf8.allSatisfy { byte in
      (0x61...0x7A).contains(byte) || (0x30...0x39).contains(byte) || byte == UInt8(ascii: "-")
    }
    if !isPlain || name.isEmpty || taken.contains(name) || name.hasPrefix("search-") {
      scope.report(.unknownChoice, "'\(name)' cannot be a table of pieces", at: node)
      return nil
    }
    if !names.contains(name), let nearest = NearestName.of(name, in: names) {
      scope.report(.unknownChoice, "there is no table '\(name)'", at: node, notes: ["did you mean '\(nearest)'?"])
      return nil
    }
    return .pieces(of: name)
  }

  public var configNode: ConfigNode { ConfigNode(.string(name)) }
}
