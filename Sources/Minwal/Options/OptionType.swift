/// What values an option takes, for documentation, schemas and messages.
public indirect enum OptionType: Hashable, Sendable {
  /// One of the values of a choice.
  public struct Choice: Hashable, Sendable {
    public var name: String
    public var help: String

    /// Names a choice.
    public init(name: String, help: String) {
      self.name = name
      self.help = help
    }
  }

  case bool
  case int
  case double
  case string
  case choice([Choice])
  /// A file that must exist; relative to the recipe.
  case inputFile
  /// A path that is written; relative to the output root.
  case outputPath
  case language
  /// A time with its unit.
  case timeSpan
  /// A size of memory with its unit.
  case byteCount
  /// Anything: another component checks it.
  case any
  case list(OptionType)
  case map(OptionType)
  /// A value of one of several types.
  case either([OptionType])
  /// A value, or `null` for none.
  case optional(OptionType)

  /// The type in words, as in "expected …".
  public var description: String {
    switch self {
    case .bool: "true or false"
    case .int: "a whole number"
    case .double: "a number"
    case .string: "text"
    case .choice(let choices): "one of " + choices.map(\.name).joined(separator: ", ")
    case .inputFile: "the path of a file, relative to the recipe"
    case .outputPath: "a path to write to, or '-' for standard output"
    case .language: "a language tag such as ar or en"
    case .timeSpan: "a time with its unit, such as 30 s or 5 min"
    case .byteCount: "a size with its unit, such as 500 MB or 2 GiB"
    case .any: "a value"
    case .list(let element): "a list, each \(element.description)"
    case .map(let value): "a mapping from names to \(value.description)"
    case .either(let types): types.map(\.asAlternative).joined(separator: ", or ")
    case .optional(let wrapped): wrapped.description
    }
  }

  /// The type in words where there are others beside it.
  private var asAlternative: String {
    if case .choice(let choices) = self, let first = choices.first {
      "a name such as \(first.name)"
    } else {
      description
    }
  }

  /// Whether `null` is a value.
  public var allowsNull: Bool { if case .optional = self { true } else { false } }

  /// The type of a value that is there.
  public var wrapped: OptionType { if case .optional(let wrapped) = self { wrapped } else { self } }

  /// The units that a number of this type is written with, from the smallest to the largest; empty if it has none.
  public var units: [String] {
    switch self {
    case .timeSpan: TimeSpan.units.map(\.name)
    case .byteCount: ByteCount.units.map(\.name)
    default: []
    }
  }
}
