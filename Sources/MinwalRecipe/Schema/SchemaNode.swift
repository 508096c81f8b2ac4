package import Minwal

/// A part of a JSON Schema.
///
/// Wherever a recipe takes a scalar, it takes text with `${NAME}` in it: what that will be is not known before the run.
struct SchemaNode {
  var members: [JSONMember]

  var json: JSONValue { .object(members) }

  /// Text in which `${` or `$(` stands without a dollar before it. In text that must match, both may do.
  private static let variablePattern = #"(^|[^$])\$[{(]"#
  static let variable = SchemaNode(members: [
    JSONMember("type", "string"), JSONMember("pattern", .string(variablePattern)),
    JSONMember("description", "An environment variable, ${NAME} or ${NAME:-default}, or a parameter, $(NAME)."),
  ])

  /// A parameter alone, in the place of a list or mapping.
  private static let parameterPattern = #"^\$\([A-Za-z0-9_-]+\)$"#

  static func reference(_ definition: String) -> SchemaNode {
    SchemaNode(members: [JSONMember("$ref", .string("#/$defs/\(definition)"))])
  }

  /// One value, with help that editors show beside it.
  static func constant(_ name: String, _ help: String) -> SchemaNode {
    SchemaNode(members: [JSONMember("const", .string(name)), JSONMember("description", .string(help))])
  }

  /// A mapping with these keys and no others.
  static func object(_ properties: [JSONMember], required: [String] = []) -> SchemaNode {
    var members = [
      JSONMember("type", "object"), JSONMember("properties", .object(properties)),
      JSONMember("additionalProperties", false),
    ]
    if !required.isEmpty { members.append(JSONMember("required", .array(required.map(JSONValue.string)))) }
    return SchemaNode(members: members)
  }

  /// The node with a description before all else.
  func described(_ description: String) -> JSONValue {
    .object([JSONMember("description", .string(description))] + members.filter { $0.name != "description" })
  }

  /// Makes `null` a value.
  mutating func allowNull() {
    if let index = members.firstIndex(where: { $0.name == "type" }) {
      switch members[index].value {
      case .array(let types): members[index].value = .array(types + ["null"])
      case let type: members[index].value = [type, "null"]
      }
    } else if let index = members.firstIndex(where: { $0.name == "anyOf" }),
      case .array(let nodes) = members[index].value
    {
      members[index].value = .array(nodes + [["type": "null"]])
    }
  }
}

extension SchemaNode {
  init(anyOf nodes: [SchemaNode]) { members = [JSONMember("anyOf", .array(nodes.map(\.json)))] }

  /// A mapping of options.
  init(_ declarations: [OptionDeclaration]) {
    self = .object(
      declarations.map { option in
        var node = SchemaNode(option.type)
        node.limit(option)
        if let value = option.defaultValue, value.kind != .null {
          node.members.append(JSONMember("default", value.json))
        }
        return JSONMember(option.name, node.described(Self.help(option)))
      }, required: declarations.filter(\.isRequired).map(\.name))
  }

  /// A value of some type, or a variable that stands for one.
  init(_ type: OptionType) {
    switch type {
    case .bool: self.init(scalar: "boolean")
    case .int: self.init(scalar: "integer")
    case .double: self.init(scalar: "number")
    case .string: self.init(members: [JSONMember("type", "string")])
    case .inputFile, .outputPath:
      self.init(members: [JSONMember("type", "string"), JSONMember("minLength", 1)])
    case .language: self.init(text: "^[A-Za-z]{2,3}([-_].*)?$")
    case .timeSpan, .byteCount:
      self.init(text: #"^[0-9]+(\.[0-9]+)? *("# + type.units.joined(separator: "|") + ")$")
    case .choice(let choices):
      self.init(anyOf: choices.map { .constant($0.name, $0.help) } + [.reference("variable")])
    case .any: self.init(members: [])
    case .list(let element):
      self.init(members: [
        JSONMember("type", ["array", "string"]), JSONMember("items", SchemaNode(element).json),
        JSONMember("pattern", .string(Self.parameterPattern)), JSONMember("patternErrorMessage", "expected a list"),
      ])
    case .map(let value):
      self.init(members: [
        JSONMember("type", ["object", "string"]), JSONMember("additionalProperties", SchemaNode(value).json),
        JSONMember("pattern", .string(Self.parameterPattern)), JSONMember("patternErrorMessage", "expected a mapping"),
      ])
    case .either(let types): self.init(anyOf: types.flatMap { SchemaNode($0).alternatives })
    case .optional(let wrapped):
      self.init(wrapped)
      allowNull()
    }
  }

  /// What a value may be, one by one.
  private var alternatives: [SchemaNode] {
    guard members.count == 1, members[0].name == "anyOf", case .array(let nodes) = members[0].value else {
      return [self]
    }
    return nodes.compactMap { if case .object(let members) = $0 { SchemaNode(members: members) } else { nil } }
  }

  /// Numbers and truth values; patterns only concern text.
  private init(scalar name: String) {
    members = [
      JSONMember("type", [.string(name), "string"]), JSONMember("pattern", .string(Self.variablePattern)),
      JSONMember("patternErrorMessage", .string("expected \(Self.inWords[name] ?? name)")),
    ]
  }

  private static let inWords = ["boolean": "true or false", "integer": "a whole number", "number": "a number"]

  /// Text of a form.
  private init(text pattern: String) {
    members = [JSONMember("type", "string"), JSONMember("pattern", .string("\(pattern)|\(Self.variablePattern)"))]
  }

  private mutating func limit(_ option: OptionDeclaration) {
    guard option.type.wrapped == .int || option.type.wrapped == .double else { return }
    if let minimum = option.minimum { members.append(JSONMember("minimum", minimum.json)) }
    if let maximum = option.maximum { members.append(JSONMember("maximum", maximum.json)) }
  }

  /// Editors show the description alone, so it says what schemas say elsewhere, too.
  private static func help(_ option: OptionDeclaration) -> String {
    let facts = [
      option.rangeDescription ?? option.unit.map { "in \($0)" },
      option.isRequired
        ? "required"
        : option.type.allowsNull && option.defaultValue?.kind == .null
          ? nil : option.defaultDescription.map { "default: \($0)" },
    ].compactMap(\.self)
    return option.help + (facts.isEmpty ? "" : " (\(facts.joined(separator: "; ")))")
  }
}

extension ConfigNode {
  /// The value as JSON has it.
  package var json: JSONValue {
    switch kind {
    case .null: .null
    case .bool(let value): .bool(value)
    case .int(let value): .number(String(value))
    case .double(let value): value.isFinite ? .number("\(value)") : .null
    case .string(let value): .string(value)
    case .sequence(let elements): .array(elements.map(\.json))
    case .mapping(let entries): .object(entries.map { JSONMember($0.key, $0.value.json) })
    }
  }
}
