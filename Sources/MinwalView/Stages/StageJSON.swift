package import Minwal
import MinwalRecipe

/// Declarations of stages and readers for programs. docs/recipes.md describes it.
package enum StageJSON {
  package static func value(_ stage: StageType) -> JSONValue {
    let spec = stage.spec
    func names(_ layers: [LayerID]) -> JSONValue { .array(layers.map { .string($0.name) }) }
    return [
      "name": .string(spec.name), "summary": .string(spec.summary), "discussion": .string(spec.discussion),
      "exporter": .bool(stage.isExporter), "needs": names(spec.flow.needs), "gives": names(spec.flow.gives),
      "changes-text": .bool(spec.flow.changesText), "options": .array(stage.options.map(value)),
      "reasons": .array(spec.reasons.map { named($0.name, $0.help) }),
      "resources": .array(spec.resources().map { named($0.name, $0.help) }),
    ]
  }

  /// A reader's declaration.
  package static func value(_ reader: ReaderType) -> JSONValue {
    let spec = reader.spec
    return [
      "name": .string(spec.name), "title": .string(spec.title), "summary": .string(spec.summary),
      "discussion": .string(spec.discussion), "suffixes": .array(spec.suffixes.map(JSONValue.string)),
      "options": .array(reader.options.map(value)), "reasons": .array(spec.reasons.map { named($0.name, $0.help) }),
      "passes-over": .array(spec.passesOver.map { named($0.name, $0.help) }),
    ]
  }

  private static func named(_ name: String, _ help: String) -> JSONValue {
    ["name": .string(name), "help": .string(help)]
  }

  private static func value(_ option: OptionDeclaration) -> JSONValue {
    var members: [JSONMember] = [
      JSONMember("name", .string(option.name)), JSONMember("help", .string(option.help)),
      JSONMember("type", value(option.type.wrapped)), JSONMember("nullable", .bool(option.type.allowsNull)),
      JSONMember("required", .bool(option.isRequired)),
    ]
    if let value = option.defaultValue { members.append(JSONMember("default", value.json)) }
    if let minimum = option.minimum { members.append(JSONMember("minimum", minimum.json)) }
    if let maximum = option.maximum { members.append(JSONMember("maximum", maximum.json)) }
    if let unit = option.unit { members.append(JSONMember("unit", .string(unit))) }
    return .object(members)
  }

  private static func value(_ type: OptionType) -> JSONValue {
    switch type {
    case .bool: ["kind": "bool"]
    case .int: ["kind": "int"]
    case .double: ["kind": "double"]
    case .string: ["kind": "string"]
    case .inputFile: ["kind": "input-file"]
    case .outputPath: ["kind": "output-path"]
    case .language: ["kind": "language"]
    case .timeSpan: ["kind": "time", "units": .array(type.units.map(JSONValue.string))]
    case .byteCount: ["kind": "size", "units": .array(type.units.map(JSONValue.string))]
    case .choice(let choices): ["kind": "choice", "choices": .array(choices.map { named($0.name, $0.help) })]
    case .any: ["kind": "any"]
    case .list(let element): ["kind": "list", "of": value(element)]
    case .map(let element): ["kind": "map", "of": value(element)]
    case .either(let types): ["kind": "either", "of": .array(types.map(value))]
    case .optional(let wrapped): ["kind": "optional", "of": value(wrapped)]
    }
  }
}
