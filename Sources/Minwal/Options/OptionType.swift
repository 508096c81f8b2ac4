/// What values an option takes, for documentation, schemas and messages.
public indirect enum OptionType: Hashable, Sendable {
  /// One of the values of a choice.
  public struct Choice: Hashable, Sendable {
    public var name: String
    public var help: String
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
  /// Anything: somebody else checks it.
  case any
  case list(OptionType)
  case map(OptionType)

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
    }
  }
}
