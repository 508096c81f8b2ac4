package import Minwal

/// All there is to know about a reader, from its declaration.
package struct ReaderReference {
  private let reader: ReaderType

  package init(_ reader: ReaderType) { self.reader = reader }

  package var text: PrintableText {
    let spec = reader.spec
    var result = DeclarationText.head(spec.name, spec.summary, spec.discussion)
    result += "\nFiles: \(Self.suffixes(spec) ?? "those that a recipe names for it")\n"
    result += DeclarationText.options(reader.options)
    result += DeclarationText.reasons(spec.reasons)
    return result + DeclarationText.reasons(spec.passesOver, "Records it passes over")
  }

  /// The suffixes of the reader's files; `nil` if it has none.
  package static func suffixes(_ spec: ReaderSpec) -> String? {
    spec.suffixes.isEmpty ? nil : spec.suffixes.map { ".\($0)" }.joined(separator: ", ")
  }
}
