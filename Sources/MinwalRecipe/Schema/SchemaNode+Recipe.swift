import Minwal

extension SchemaNode {
  /// A list of something.
  static func list(of element: SchemaNode, atLeast count: Int = 0) -> SchemaNode {
    SchemaNode(members: [
      JSONMember("type", "array"), JSONMember("items", element.json), JSONMember("minItems", .number("\(count)")),
    ])
  }

  /// One of something, or a list of them.
  private static func oneOrMore(_ element: SchemaNode) -> SchemaNode {
    SchemaNode(anyOf: [element, list(of: element, atLeast: 1)])
  }

  /// A mapping from any names.
  private static func map(to value: SchemaNode) -> SchemaNode {
    SchemaNode(members: [JSONMember("type", "object"), JSONMember("additionalProperties", value.json)])
  }

  private static func types(_ names: String...) -> SchemaNode {
    SchemaNode(members: [JSONMember("type", names.count == 1 ? .string(names[0]) : .array(names.map(JSONValue.string)))]
    )
  }

  private static let anything = SchemaNode(members: [])
  private static let text = types("string")
  private static let scalar = types("string", "number", "boolean")

  mutating func addProperty(_ name: String, _ value: JSONValue) {
    guard let index = members.firstIndex(where: { $0.name == "properties" }),
      case .object(let properties) = members[index].value
    else { return }
    members[index].value = .object(properties + [JSONMember(name, value)])
  }

  /// A mapping with some of these keys, of which it has at least one.
  private static func someOf(_ properties: [(name: String, node: SchemaNode, help: String)]) -> SchemaNode {
    var node = object(properties.map { JSONMember($0.name, $0.node.described($0.help)) })
    node.members.append(JSONMember("minProperties", 1))
    return node
  }

  /// What `when` takes.
  static var condition: SchemaNode {
    let bound = types("number", "string")
    let test = someOf([
      ("min", bound, "The least number, or the first text."), ("max", bound, "The greatest number, or the last text."),
      ("present", types("boolean", "string"), "Whether something is there that is not null."),
    ])
    return someOf([
      ("language", oneOrMore(SchemaNode(.language)), "The document is in this language, or one of these."),
      (
        "metadata", map(to: SchemaNode(anyOf: [scalar, list(of: scalar, atLeast: 1), test])),
        "Its metadata, by name: a value, one of a list of values, or min, max and present."
      ), ("not", reference("condition"), "It does not meet this."),
      ("any", list(of: reference("condition"), atLeast: 1), "It meets at least one of these."),
    ])
  }

  /// An item of `stages` that uses another file.
  static var use: SchemaNode {
    object(
      [
        JSONMember("use", text.described("A file whose stages take the place of this item.")),
        JSONMember("with", types("object", "null").described("Values of the file's parameters.")),
        JSONMember(ReservedName.when, reference("condition").described("Which documents its stages are for.")),
      ], required: ["use"])
  }

  /// What `parameters` takes.
  static var parameters: SchemaNode {
    let declaration = object([
      JSONMember("default", anything.described("The value unless another is given.")),
      JSONMember("about", text.described("What it is for.")),
    ])
    var node = map(
      to: SchemaNode(anyOf: [types("string", "number", "boolean", "null", "array"), declaration]))
    node.members[0].value = ["object", "null"]
    node.members.append(JSONMember("propertyNames", ["pattern": "^[A-Za-z0-9_-]+$"]))
    return node
  }

  /// An item of `tests`.
  static var test: SchemaNode {
    let answer = SchemaNode(anyOf: [text, map(to: text)])
    let given = object([
      JSONMember("text", text.described("The text.")), JSONMember("id", text.json), JSONMember("title", text.json),
      JSONMember("language", SchemaNode(.language).json), JSONMember("metadata", types("object").json),
      JSONMember("file", text.described("A file instead, relative to the recipe.")),
      JSONMember("line", types("integer", "string").described("The line of the file, of JSON Lines.")),
    ])
    let mock = someOf([
      ("text", answer, "The text that the document gets, or one for each that may come."),
      ("units", answer, "What translates."), ("title", text, "The title that the document gets."),
      ("language", SchemaNode(.language), "The language that it gets."),
      ("metadata", types("object"), "The metadata that it gets."),
      ("layers", map(to: list(of: text)), "Pieces of the text, by layer."),
      ("dropped", text, "The reason for which it is dropped."),
      ("quarantined", text, "The code of the error for which it is quarantined."),
    ])
    let count = types("integer", "string")
    let expect = someOf([
      ("text", text, "The whole text."), ("contains", oneOrMore(text), "Text that is in it."),
      ("excludes", oneOrMore(text), "Text that is not."), ("matches", oneOrMore(text), "A regular expression."),
      ("title", types("string", "null"), "The title."), ("language", types("string", "null"), "The language."),
      ("metadata", types("object"), "Members of the metadata."), ("layers", types("object"), "Layers by name."),
      ("counts", map(to: SchemaNode(anyOf: [count, map(to: count)])), "Elements of layers, and reasons by stage."),
      ("dropped", text, "The reason for which it is dropped."),
      ("quarantined", text, "The code of the error for which it is quarantined."),
    ])
    return object(
      [
        JSONMember("name", text.json),
        JSONMember("given", SchemaNode(anyOf: [text, given]).described("The document.")),
        JSONMember("stop-after", text.described("The stage after which to look.")),
        JSONMember("mocks", map(to: SchemaNode(anyOf: [text, mock])).described("What takes the place of stages.")),
        JSONMember("expect", SchemaNode(anyOf: [types("string", "null"), expect]).described("What comes out.")),
      ], required: ["given"])
  }
}
