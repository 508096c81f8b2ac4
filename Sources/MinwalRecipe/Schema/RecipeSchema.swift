public import Minwal

/// A JSON Schema (draft 2020-12) of recipes, for editors: completion, help and first mistakes while one types.
///
/// It says less than `minwal check`, which also knows what depends on other options, files and the order of stages; but
/// it never says no to a recipe that `minwal check` accepts, except that keys cannot be written as `${NAME}`.
public enum RecipeSchema {
  /// The schema of recipes that name the stages of a registry.
  public static func make(_ registry: Registry) -> JSONValue {
    var properties: [JSONMember] = []
    for key in RecipeKey.all {
      properties.append(JSONMember(key.name, schema(of: key, registry).described(key.help)))
    }
    let stages = registry.stages.map { JSONMember($0.spec.name, schema(of: $0)) }
    // A file of tests has no stages.
    var keys = SchemaNode.object(properties, required: ["minwal"])
    keys.members.append(JSONMember("anyOf", [["required": ["stages"]], ["required": ["tests"]]]))
    return SchemaNode(
      members: [
        JSONMember("$schema", "https://json-schema.org/draft/2020-12/schema"), JSONMember("$id", "urn:minwal:recipe:1"),
        JSONMember("title", "Minwal recipe"),
        JSONMember("description", "What to read, which stages in which order, what to write."),
      ] + keys.members + [
        JSONMember(
          "$defs",
          [
            "variable": SchemaNode.variable.json, "condition": SchemaNode.condition.json,
            "stage": item(registry).json, "stages": .object(stages), "test": SchemaNode.test.json,
          ])
      ]
    ).json
  }

  private static func schema(of key: RecipeKey, _ registry: Registry) -> SchemaNode {
    switch key.value {
    case .version: SchemaNode(members: [JSONMember("const", 1)])
    case .value(let type): SchemaNode(type)
    case .options(let declarations): SchemaNode(declarations)
    case .input: input(registry)
    case .stages:
      SchemaNode(members: [
        JSONMember("type", "array"), JSONMember("items", ["$ref": "#/$defs/stage"]), JSONMember("minItems", 1),
      ])
    case .parameters: SchemaNode.parameters
    case .tests: SchemaNode.list(of: .reference("test"))
    }
  }

  private static func input(_ registry: Registry) -> SchemaNode {
    let paths = SchemaNode(Paths.optionType)
    var declarations = InputOptions.declarations
    for reader in registry.readers {
      // Several readers have the same options.
      declarations += reader.options.filter { option in !declarations.contains { $0.name == option.name } }
    }
    // What only one reader needs, the others do not.
    for index in declarations.indices where declarations[index].isRequired {
      declarations[index].defaultValue = ConfigNode(.null)
    }
    var source = SchemaNode(declarations)
    for reader in registry.readers { source.addProperty(reader.spec.name, paths.described(reader.spec.summary)) }
    // One kind of input, as InputChecker has it.
    let kinds = ["files"] + registry.readers.map(\.spec.name)
    source.members.append(JSONMember("oneOf", .array(kinds.map { ["required": [.string($0)]] })))
    return SchemaNode(anyOf: [source, paths, SchemaNode.list(of: SchemaNode(anyOf: [source, paths]))])
  }

  /// An item of `stages`: a name, or a mapping from the name to options.
  private static func item(_ registry: Registry) -> SchemaNode {
    let bare = registry.stages.filter { type in !type.options.contains(where: \.isRequired) }
    let names = bare.map { SchemaNode.constant($0.spec.name, $0.spec.summary) }
    let calls = SchemaNode.object(
      registry.stages.map { JSONMember($0.spec.name, ["$ref": .string("#/$defs/stages/\($0.spec.name)")]) })
    return SchemaNode(
      anyOf: names + [
        SchemaNode(members: calls.members + [JSONMember("minProperties", 1), JSONMember("maxProperties", 1)]),
        SchemaNode.use,
        SchemaNode.reference("variable"),
      ])
  }

  /// The options of a stage; without any that must be given, nothing at all may stand there.
  private static func schema(of stage: StageType) -> JSONValue {
    var node = SchemaNode(stage.options)
    node.addProperty(
      ReservedName.when, SchemaNode.reference("condition").described("Which documents the stage is for."))
    if !stage.isExporter {
      node.addProperty(
        ReservedName.onError,
        SchemaNode(Recipe.StageFailure.optionType).described("What becomes of a document that the stage fails on."))
    }
    if !stage.options.contains(where: \.isRequired) { node.allowNull() }
    let spec = stage.spec
    return node.described(spec.discussion.isEmpty ? spec.summary : "\(spec.summary)\n\n\(spec.discussion)")
  }
}
