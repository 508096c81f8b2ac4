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
  /// If there is no value since something is not known (an alias, a variable, a parameter), the place of the problem
  /// that says so.
  public package(set) var unresolvedAt: SourceRange?

  /// Creates a value.
  public init(_ kind: Kind, at range: SourceRange? = nil) {
    self.kind = kind
    self.range = range
  }

  /// Creates what stands in the place of a value that is not known, after having reported that.
  package init(unresolved kind: Kind, at range: SourceRange?, problem: SourceRange? = nil) {
    self.init(kind, at: range)
    unresolvedAt = problem ?? range ?? SourceRange(file: "", line: 1, column: 1)
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

extension ConfigNode {
  /// The value as a recipe would write it on one line.
  public var written: String {
    switch kind {
    case .null: return "null"
    case .bool(let value): return value ? "true" : "false"
    case .int(let value): return String(value)
    case .double(let value): return "\(value)"
    case .string(let value): return Self.written(value)
    case .sequence(let elements): return "[" + elements.map(\.written).joined(separator: ", ") + "]"
    case .mapping(let entries):
      let pairs = entries.map { "\(Self.written($0.key)): \($0.value.written)" }
      return "{" + pairs.joined(separator: ", ") + "}"
    }
  }

  /// Text, in quotes where YAML would take it for something else.
  private static func written(_ text: String) -> String {
    if isPlain(text) { return text }
    var json = JSONWriter()
    json.string(text)
    return String(decodingUTF8: json.buffer.span)
  }

  /// Whether YAML reads text without quotes as this text.
  private static func isPlain(_ text: String) -> Bool {
    let bytes = Array(text.utf8)
    guard let first = bytes.first, first != UInt8(ascii: " "), first != UInt8(ascii: "-"),
      bytes.last != UInt8(ascii: " ")
    else { return false }
    func isDigit(_ byte: UInt8) -> Bool { (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte) }
    func isLetter(_ byte: UInt8) -> Bool { (UInt8(ascii: "a")...UInt8(ascii: "z")).contains(byte | 0x20) }
    // What begins with a digit may be a number, unless there is a space in it.
    let mayBeNumber = !bytes.contains(UInt8(ascii: " "))
    if mayBeNumber, isDigit(first) || (first == UInt8(ascii: ".") && bytes.count > 1 && isDigit(bytes[1])) {
      return false
    }
    if ["true", "false", "null", ".inf", ".nan"].contains(text.lowercased()) { return false }
    return bytes.allSatisfy { $0 >= 0x80 || isLetter($0) || isDigit($0) || "_./ -".utf8.contains($0) }
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
