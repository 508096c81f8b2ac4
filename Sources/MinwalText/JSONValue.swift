/// A JSON value (RFC 8259). Objects keep the order of their members; numbers keep their spelling.
public enum JSONValue: Hashable, Sendable {
  case null
  case bool(Bool)
  /// A number, as it is written: nothing is lost of `1.10` or of 30 digits.
  case number(String)
  case string(String)
  case array([JSONValue])
  case object([JSONMember])

  /// The text of a string; `nil` for anything else.
  public var stringValue: String? {
    if case .string(let string) = self { string } else { nil }
  }

  /// The number, if it is a whole one.
  public var intValue: Int? {
    if case .number(let text) = self { Int(text) } else { nil }
  }

  /// The elements of an array; `nil` for anything else.
  public var elements: [JSONValue]? {
    if case .array(let elements) = self { elements } else { nil }
  }

  /// The members of an object; `nil` for anything else.
  public var members: [JSONMember]? {
    if case .object(let members) = self { members } else { nil }
  }

  /// The value of an object's member; `nil` if there is none of this name, or this is not an object.
  public subscript(_ name: String) -> JSONValue? { members?.first { $0.name.utf8.elementsEqual(name.utf8) }?.value }
}

/// A name and its value in a JSON object.
public struct JSONMember: Hashable, Sendable {
  public var name: String
  public var value: JSONValue

  /// Creates a member of an object.
  public init(_ name: String, _ value: JSONValue) {
    self.name = name
    self.value = value
  }
}
