import Minwal
import MinwalRecipe

/// The name of a new stage or package, in the spellings that code needs.
struct ComponentName {
  /// As recipes have it: `read-aloud`.
  let kebab: String
  /// As types have it: `ReadAloud`.
  let type: String
  /// As values have it: `readAloud`.
  let value: String

  /// Why a name cannot be taken.
  struct Problem: Error {
    var message: String
  }

  /// Checks a name.
  ///
  /// - Parameters:
  ///   - name: In kebab-case.
  ///   - kind: What is to have it.
  ///   - registry: The stages and readers that there are.
  /// - Throws: ``Problem`` with what is wrong and what would do.
  init(_ name: String, _ kind: ComponentKind, _ registry: Registry) throws(Problem) {
    let parts = name.split(separator: "-")
    guard name.utf8.count <= 40, name.isKebabCase, let first = parts.first else {
      let better = Self.kebabCase(name)
      throw Problem(
        message:
          "'\(name)' is not a name for a \(kind): expected kebab-case such as read-aloud, letters a to z and digits, "
          + "40 at most" + (better.isEmpty || better == name ? "" : "; did you mean '\(better)'?"))
    }
    kebab = name
    type = parts.map { $0.prefix(1).uppercased() + $0.dropFirst() }.joined()
    value = String(first) + type.dropFirst(first.count)
    if registry[name] != nil { throw Problem(message: "there is a stage '\(name)' already") }
    if registry.reader(named: name) != nil { throw Problem(message: "there is a reader '\(name)' already") }
    if ReservedName.ofItems.contains(name) {
      throw Problem(message: "'\(name)' begins the use of another file in recipes, so that no stage can be called so")
    }
    if kind == .reader, ReservedName.ofInput.contains(name) {
      throw Problem(message: "'\(name)' is an option of every input, so that no reader can be called so")
    }
    if RecipeKey.all.contains(where: { $0.name == name }) {
      throw Problem(message: "'\(name)' is a key of recipes; a \(kind) of that name would confuse")
    }
    if Self.keywords.contains(value) { throw Problem(message: "'\(value)' is a keyword of Swift") }
    if Self.types.contains(type) || type.hasPrefix("Minwal") {
      throw Problem(message: "the \(kind)'s type would be called '\(type)', which has a meaning already")
    }
  }

  /// What someone may have meant who wrote `ReadAloud`, `read_aloud` or `read aloud`.
  private static func kebabCase(_ name: String) -> String {
    var result = ""
    var isAfterSmall = false
    for character in name {
      let isSmall = character.isASCII && (character.isLowercase || character.isNumber)
      if character.isASCII, character.isUppercase || isSmall {
        if character.isUppercase, isAfterSmall { result += "-" }
        result += character.lowercased()
      } else if !result.isEmpty, result.last != "-" {
        result += "-"
      }
      isAfterSmall = isSmall
    }
    while result.last == "-" { result.removeLast() }
    return String(result.drop { $0.isNumber || $0 == "-" }.prefix(40))
  }

  private static let keywords: Set<String> = [
    "any", "as", "associatedtype", "await", "break", "case", "catch", "class", "continue", "default", "defer", "deinit",
    "do", "else", "enum", "extension", "fallthrough", "false", "fileprivate", "for", "func", "guard", "if", "import",
    "in", "init", "inout", "internal", "is", "let", "nil", "operator", "package", "precedencegroup", "private",
    "protocol", "public", "repeat", "rethrows", "return", "self", "some", "static", "struct", "subscript", "super",
    "switch", "throw", "throws", "true", "try", "typealias", "var", "where", "while",
  ]

  /// Types that stages and their tests name, or that everything has.
  private static let types: Set<String> = [
    "Any", "Array", "Bool", "Character", "ConfigNode", "Dictionary", "Diagnostic", "Diagnostics", "Document", "Double",
    "EditTrace", "Error", "Exporter", "Foundation", "Framer", "Framing", "FramingStep", "Glibc", "Int", "Language",
    "Layer", "LayerID", "Option", "OptionProblems",
    "Optional", "Options", "Plugin", "Reader", "ReaderExample", "ReaderSpec", "Reading", "Reason", "Record", "Result",
    "Self", "Sendable", "Sentences", "Set", "Span", "Stage",
    "StageContext", "StageExample", "StageOptions", "StageSpec", "String", "Summary", "Swift", "Testing", "Text",
    "TextEditor", "Type", "Verdict", "Void",
  ]

  /// A template with this name in the place of its marks.
  func filled(_ template: [UInt8], _ more: [String: String] = [:]) -> String {
    var text = String(decodingUTF8: template.span)
    let marks = ["name": kebab, "Type": type, "value": value].merging(more) { $1 }
    for (mark, replacement) in marks { text = text.replacing("{{\(mark)}}", with: replacement) }
    return text
  }

  /// Imports as `swift format` wants them.
  static func imports(_ modules: [String]) -> String {
    modules.sorted().map { "import \($0)" }.joined(separator: "\n")
  }
}
