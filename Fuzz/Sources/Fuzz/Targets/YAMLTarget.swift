import Minwal

@testable import MinwalRecipe

/// The YAML reader: any text gives values or says what is wrong, at a place that is there.
struct YAMLTarget: FuzzTarget {
  func test(_ input: inout FuzzInput) {
    let text = input.text
    let source = SourceFile(name: "fuzz.yaml", text: text)
    let (root, diagnostics) = YAMLReader.read(source) { $0.isEmpty ? nil : "\($0)!" }
    expect(root != nil || !diagnostics.isEmpty, "there is neither a value nor a reason")
    for diagnostic in diagnostics {
      guard let range = diagnostic.range else { fatalError("a diagnostic has no place") }
      expect(source.line(range.line) != nil && range.column >= 1, "there is no place \(range)")
    }
  }
}
