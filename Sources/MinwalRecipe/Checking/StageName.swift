/// What a person calls a stage of a recipe: `clean`, or `clean[2]` for the second of this name.
package struct StageName {
  /// The name alone.
  package let name: String
  /// The number in brackets, from 1; `nil` if there is none.
  package let number: Int?

  /// Takes a name apart. What is not a number in brackets belongs to the name.
  package init(_ text: some StringProtocol) {
    guard text.hasSuffix("]"), let bracket = text.firstIndex(of: "["),
      let number = Int(text[bracket...].dropFirst().dropLast()), number > 0
    else {
      name = String(text)
      self.number = nil
      return
    }
    name = String(text[..<bracket])
    self.number = number
  }

  /// The place of the stage among others; of several, that of the first, unless a number says otherwise.
  package func index(in names: [String]) -> Int? {
    let found = names.indices.filter { names[$0] == name }
    return found.indices.contains((number ?? 1) - 1) ? found[(number ?? 1) - 1] : nil
  }
}
