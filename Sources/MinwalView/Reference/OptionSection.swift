package import Minwal
import MinwalRecipe

/// Options on a reference page.
package enum OptionSection {
  package static func text(_ options: [OptionDeclaration]) -> String { options.map(text).joined(separator: "\n") }

  private static func text(_ option: OptionDeclaration) -> String {
    var facts = [option.type.placeholder]
    if let range = option.rangeDescription { facts.append(range) } else if let unit = option.unit { facts.append(unit) }
    if let value = option.defaultValue {
      facts.append(value.kind == .null ? "not set unless given" : "default \(Markdown.code(value.written))")
    } else {
      facts.append("**required**")
    }
    var result = "### \(option.name)\n\n\(Markdown.prose(option.help))\n\n*\(facts[0])*"
    result += facts.dropFirst().map { " · \($0)" }.joined() + "\n"
    let choices = option.type.choices
    if !choices.isEmpty { result += "\n" + table("value", choices.map { ($0.name, $0.help) }) }
    return result
  }

  /// Names with what they mean.
  package static func table(_ header: String, _ rows: [(name: String, help: String)]) -> String {
    Markdown.table([header, "meaning"], rows.map { [Markdown.code($0.name), Markdown.prose($0.help)] })
  }
}
