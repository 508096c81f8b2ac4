import Minwal

/// All there is to know about a stage, from its declaration.
struct StageReference {
  private let stage: StageType

  init(_ stage: StageType) { self.stage = stage }

  var text: PrintableText {
    let spec = stage.spec
    var result: PrintableText = "\(spec.name): \(spec.summary)\n"
    if !spec.discussion.isEmpty { result += "\n" + wrap(spec.discussion, indent: "") }
    result += "\n" + flow
    result += "\nOptions:\n"
    if stage.options.isEmpty { result += "  none\n" }
    for option in stage.options { result += describe(option) }
    if !spec.reasons.isEmpty {
      result += "\nReasons it gives:\n"
      let width = spec.reasons.map(\.name.count).max() ?? 0
      for reason in spec.reasons { result += "  \(Figures.pad(reason.name, width))  \(reason.help)\n" }
    }
    let resources = spec.resources()
    if !resources.isEmpty {
      result += "\nFiles that come with it ('minwal stages \(spec.name) NAME' prints one):\n"
      let width = resources.map(\.name.count).max() ?? 0
      for resource in resources { result += "  \(Figures.pad(resource.name, width))  \(resource.help)\n" }
    }
    return result
  }

  private var flow: PrintableText {
    let flow = stage.spec.flow
    func names(_ layers: [LayerID]) -> String { layers.map(\.name).joined(separator: ", ") }
    var result: PrintableText = ""
    if !flow.needs.isEmpty { result += "Needs: \(names(flow.needs)), unless its options say otherwise\n" }
    if !flow.gives.isEmpty { result += "Gives: \(names(flow.gives))\n" }
    result += "Changes the text: \(flow.changesText ? "yes" : "no")\n"
    return result
  }

  private func describe(_ option: OptionDeclaration) -> PrintableText {
    var head: PrintableText = "  \(option.name): \(option.type.placeholder)"
    if let range = option.rangeDescription {
      head += ", \(range)"
    } else if let unit = option.unit {
      head += " \(unit)"
    }
    if let value = option.defaultDescription {
      head += value == "null" ? " (not set)" : " (default: \(value))"
    } else {
      head += " (required)"
    }
    var result = head + "\n" + wrap(option.help, indent: "      ")
    let choices = option.type.choices
    let width = choices.map(\.name.count).max() ?? 0
    for choice in choices { result += "        \(Figures.pad(choice.name, width))  \(choice.help)\n" }
    return result
  }

  /// Breaks lines at 96 columns.
  private func wrap(_ text: String, indent: PrintableText) -> PrintableText {
    var result: PrintableText = ""
    for paragraph in text.split(separator: "\n", omittingEmptySubsequences: false) {
      var line = ""
      for word in paragraph.split(separator: " ") {
        if !line.isEmpty, line.unicodeScalars.count + word.unicodeScalars.count + 1 > 96 - indent.count {
          result += indent + "\(line)\n"
          line = ""
        }
        line += (line.isEmpty ? "" : " ") + word
      }
      result += line.isEmpty ? "\n" : indent + "\(line)\n"
    }
    return result
  }
}

extension OptionType {
  /// The type in a word or two.
  var placeholder: String {
    switch self {
    case .choice: "one of these"
    case .list(.choice): "list of these"
    case .list(.either(let types)):
      "list of " + types.map { if case .choice = $0 { "these" } else { $0.placeholder } }.joined(separator: " or ")
    case .list(let element): "list of \(element.placeholder)"
    case .map(let value): "names with \(value.placeholder)"
    case .bool: "true or false"
    case .int: "whole number"
    case .double: "number"
    case .any: "values"
    case .string: "text"
    case .inputFile: "file"
    case .outputPath: "path"
    case .language: "language"
    case .timeSpan: "time"
    case .byteCount: "size"
    case .either(let types): types.map(\.placeholder).joined(separator: " or ")
    case .optional(let wrapped): wrapped.placeholder
    }
  }

  /// The choices that a value, or an element of it, is made from.
  var choices: [Choice] {
    switch self {
    case .choice(let choices): choices
    case .list(let element), .map(let element), .optional(let element): element.choices
    case .either(let types): types.flatMap(\.choices)
    default: []
    }
  }
}
