extension JSONValue: ExpressibleByStringLiteral, ExpressibleByIntegerLiteral, ExpressibleByBooleanLiteral,
  ExpressibleByArrayLiteral, ExpressibleByDictionaryLiteral
{
  public init(stringLiteral value: String) { self = .string(value) }
  public init(integerLiteral value: Int) { self = .number(String(value)) }
  public init(booleanLiteral value: Bool) { self = .bool(value) }
  public init(arrayLiteral elements: JSONValue...) { self = .array(elements) }
  public init(dictionaryLiteral elements: (String, JSONValue)...) {
    self = .object(elements.map { JSONMember($0.0, $0.1) })
  }
}

extension JSONValue {
  /// The value for people to read: a line for each member and element, indented by two spaces, with a line end behind
  /// it.
  public var indented: String {
    var result = ""
    write(into: &result, indent: "")
    return result + "\n"
  }

  private func write(into result: inout String, indent: String) {
    let inner = indent + "  "
    switch self {
    case .array(let elements) where !elements.isEmpty:
      for (index, element) in elements.enumerated() {
        result += (index == 0 ? "[\n" : ",\n") + inner
        element.write(into: &result, indent: inner)
      }
      result += "\n\(indent)]"
    case .object(let members) where !members.isEmpty:
      for (index, member) in members.enumerated() {
        result += (index == 0 ? "{\n" : ",\n") + inner + JSONValue.string(member.name).compact + ": "
        member.value.write(into: &result, indent: inner)
      }
      result += "\n\(indent)}"
    default: result += compact
    }
  }

  /// The value as JSON, on a line.
  package var compact: String {
    var json = JSONWriter()
    json.value(self)
    return String(decodingUTF8: json.buffer.span)
  }
}
