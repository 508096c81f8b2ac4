package import Minwal

/// The parts that the descriptions of stages and readers have in common.
package enum DeclarationText {
  /// The name and what it does.
  package static func head(_ name: String, _ summary: String, _ discussion: String) -> PrintableText {
    var result: PrintableText = "\(name): \(summary)\n"
    if !discussion.isEmpty { result += "\n" + wrap(discussion, indent: "") }
    return result
  }

  /// The options.
  package static func options(_ options: [OptionDeclaration]) -> PrintableText {
    var result: PrintableText = "\nOptions:\n"
    if options.isEmpty { result += "  none\n" }
    for option in options { result += describe(option) }
    return result
  }

  /// The reasons that it gives, under a heading.
  package static func reasons(_ reasons: [Reason], _ heading: PrintableText = "Reasons it gives") -> PrintableText {
    guard !reasons.isEmpty else { return "" }
    let width = reasons.map(\.name.count).max() ?? 0
    var result: PrintableText = "\n" + heading + ":\n"
    for reason in reasons { result += "  \(Figures.pad(reason.name, width))  \(reason.help)\n" }
    return result
  }

  private static func describe(_ option: OptionDeclaration) -> PrintableText {
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
  private static func wrap(_ text: String, indent: PrintableText) -> PrintableText {
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
  package var placeholder: String {
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
  package var choices: [Choice] {
    switch self {
    case .choice(let choices): choices
    case .list(let element), .map(let element), .optional(let element): element.choices
    case .either(let types): types.flatMap(\.choices)
    default: []
    }
  }
}
