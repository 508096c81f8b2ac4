/// An option that a program declares for itself.
package struct ProgramOption: Sendable {
  /// What values it takes.
  package enum Kind: String, CaseIterable, Sendable {
    case bool, int, number, string, choice, strings, file
  }

  package var name: String
  package var kind: Kind
  package var help: String
  /// `nil` if recipes must give it.
  package var defaultValue: JSONValue?
  /// Smallest and largest number.
  package var minimum: Double?
  package var maximum: Double?
  /// The names that a choice takes.
  package var choices: [String] = []

  /// Reads a declaration.
  ///
  /// - Throws: ``StageError`` that says what is wrong with it.
  init(_ value: JSONValue) throws(StageError) {
    guard let name = value["name"]?.stringValue, !name.isEmpty else {
      throw ProgramDescription.malformed("an option has no 'name'")
    }
    self.name = name
    let kinds = Kind.allCases.map(\.rawValue).joined(separator: ", ")
    guard let written = value["type"]?.stringValue, let kind = Kind(rawValue: written) else {
      throw ProgramDescription.malformed("the option '\(name)' has no 'type', which is one of \(kinds)")
    }
    self.kind = kind
    help = value["help"]?.stringValue ?? ""
    minimum = try Self.number(value, "min", of: name)
    maximum = try Self.number(value, "max", of: name)
    if kind == .choice {
      choices = (value["choices"]?.elements ?? []).compactMap(\.stringValue)
      if choices.isEmpty {
        throw ProgramDescription.malformed("the option '\(name)' is a choice and has no 'choices', a list of names")
      }
    }
    for member in value.members ?? [] where !Self.keys.contains(member.name) {
      throw ProgramDescription.malformed(
        "the option '\(name)' has '\(member.name)', which means nothing; expected \(Self.keys.joined(separator: ", "))")
    }
    guard let declared = value["default"], declared != .null else { return }
    // Read as a recipe's value would be, so that a default is never refused when someone writes it.
    let scope = OptionScope(folder: "", subject: "the default of '\(name)'")
    guard kind != .file, let node = ConfigNode(declared), let value = decode(node, in: scope) else {
      throw ProgramDescription.malformed(
        scope.diagnostics.first?.message ?? "the default of the option '\(name)' is not of its type")
    }
    defaultValue = value
  }

  private static let keys = ["name", "type", "help", "default", "min", "max", "choices"]

  private static func number(_ value: JSONValue, _ key: String, of name: String) throws(StageError) -> Double? {
    guard let limit = value[key], limit != .null else { return nil }
    guard case .number(let digits) = limit, let number = Double(digits) else {
      throw ProgramDescription.malformed("'\(key)' of the option '\(name)' is not a number")
    }
    return number
  }

  /// Reads a recipe's value; `nil` after having reported a problem.
  func decode(_ node: ConfigNode, in scope: OptionScope) -> JSONValue? {
    switch kind {
    case .bool: return Bool.decode(node, in: scope).map(JSONValue.bool)
    case .int:
      return Int.decode(node, in: scope).flatMap { isInRange(Double($0), node, scope) ? .number("\($0)") : nil }
    case .number:
      return Double.decode(node, in: scope).flatMap {
        isInRange($0, node, scope) ? .number(ConfigNode(.double($0)).written) : nil
      }
    case .string: return String.decode(node, in: scope).map(JSONValue.string)
    case .strings: return [String].decode(node, in: scope).map { .array($0.map(JSONValue.string)) }
    case .file: return InputFile.decode(node, in: scope).map { .string($0.written) }
    case .choice:
      guard let name = String.decode(node, in: scope) else { return nil }
      if choices.contains(name) { return .string(name) }
      var notes: [Diagnostic.Note] = ["expected one of: \(choices.joined(separator: ", "))"]
      if let nearest = NearestName.of(name, in: choices) { notes.append(.meant(nearest)) }
      scope.report(.unknownChoice, "'\(name)' is not a valid value for \(scope.subject)", at: node, notes: notes)
      return nil
    }
  }

  private func isInRange(_ value: Double, _ node: ConfigNode, _ scope: OptionScope) -> Bool {
    if value.isFinite, value >= minimum ?? -.infinity, value <= maximum ?? .infinity { return true }
    func words(_ number: Double) -> String {
      number == number.rounded() && abs(number) < 1e15 ? "\(Int(number))" : "\(number)"
    }
    let expected =
      switch (minimum, maximum) {
      case (let low?, let high?): "\(words(low)) to \(words(high))"
      case (let low?, nil): "at least \(words(low))"
      case (nil, let high?): "at most \(words(high))"
      case (nil, nil): "a finite number"
      }
    scope.report(
      .outOfRange, "\(scope.subject) is out of range: \(node.written)", at: node,
      notes: ["expected \(expected)"])
    return false
  }

  /// The type in words, as in "expected …".
  package var typeDescription: String {
    switch kind {
    case .bool: Bool.optionType.description
    case .int: Int.optionType.description
    case .number: Double.optionType.description
    case .string: String.optionType.description
    case .strings: [String].optionType.description
    case .file: InputFile.optionType.description
    case .choice: "one of \(choices.joined(separator: ", "))"
    }
  }
}

extension ConfigNode {
  /// A JSON value as if a recipe had said it; `nil` for an object.
  fileprivate init?(_ value: JSONValue) {
    let kind: Kind
    switch value {
    case .null: kind = .null
    case .bool(let bool): kind = .bool(bool)
    case .number(let digits): kind = Int(digits).map(Kind.int) ?? .double(Double(digits) ?? .nan)
    case .string(let string): kind = .string(string)
    case .array(let elements):
      let nodes = elements.map { ConfigNode($0) }
      guard !nodes.contains(nil) else { return nil }
      kind = .sequence(nodes.compactMap(\.self))
    case .object: return nil
    }
    self.init(kind)
  }
}
