/// A value that a person configured, with its place in the file: what YAML, JSON or the command line said.
public struct ConfigNode: Hashable, Sendable {
  /// A name and its value.
  public struct Entry: Hashable, Sendable {
    public var key: String
    public var keyRange: SourceRange?
    public var value: ConfigNode

    /// Creates an entry.
    public init(_ key: String, at keyRange: SourceRange? = nil, _ value: ConfigNode) {
      self.key = key
      self.keyRange = keyRange
      self.value = value
    }
  }

  /// What kind of value it is.
  public enum Kind: Hashable, Sendable {
    case null
    case bool(Bool)
    case int(Int)
    case double(Double)
    case string(String)
    case sequence([ConfigNode])
    case mapping([Entry])
  }

  public var kind: Kind
  public var range: SourceRange?

  /// Creates a value.
  public init(_ kind: Kind, at range: SourceRange? = nil) {
    self.kind = kind
    self.range = range
  }

  /// What it is, for messages: "a list".
  public var kindDescription: String {
    switch kind {
    case .null: "nothing"
    case .bool(let value): "'\(value)', true or false"
    case .int(let value): "the whole number \(value)"
    case .double(let value): "the number \(value)"
    case .string(let value): value.isEmpty ? "empty text" : "the text '\(value.prefix(40))'"
    case .sequence: "a list"
    case .mapping: "a mapping"
    }
  }
}

extension ConfigNode: ExpressibleByStringLiteral, ExpressibleByIntegerLiteral, ExpressibleByFloatLiteral,
  ExpressibleByBooleanLiteral, ExpressibleByArrayLiteral, ExpressibleByDictionaryLiteral
{
  public init(stringLiteral value: String) { self.init(.string(value)) }
  public init(integerLiteral value: Int) { self.init(.int(value)) }
  public init(floatLiteral value: Double) { self.init(.double(value)) }
  public init(booleanLiteral value: Bool) { self.init(.bool(value)) }
  public init(arrayLiteral elements: ConfigNode...) { self.init(.sequence(elements)) }
  public init(dictionaryLiteral elements: (String, ConfigNode)...) {
    self.init(.mapping(elements.map { Entry($0.0, $0.1) }))
  }
}
