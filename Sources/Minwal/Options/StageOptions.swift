/// The options of a stage: a struct whose stored properties are all ``Option``s, with an empty initialiser.
public protocol StageOptions: Decodable, Sendable {
  init()

  /// Checks rules that concern several options, after each was read for itself.
  func validate(_ problems: inout OptionProblems)
}

extension StageOptions {
  public func validate(_ problems: inout OptionProblems) {}
}

/// Whose options are being read.
public struct OptionOwner: Sendable {
  /// As messages call it: "stage 'clean'".
  public var description: String
  public var range: SourceRange?

  /// Names an owner.
  public init(_ description: String, at range: SourceRange? = nil) {
    self.description = description
    self.range = range
  }

  /// A stage.
  public static func stage(_ name: String, at range: SourceRange? = nil) -> OptionOwner {
    OptionOwner("stage '\(name)'", at: range)
  }
}

/// For stages that have no options.
public struct NoOptions: StageOptions {
  public init() {}
}

/// Where ``StageOptions/validate(_:)`` reports to.
public struct OptionProblems {
  let given: [ConfigNode.Entry]
  let owner: SourceRange?
  let sink: DiagnosticSink

  /// Whether the recipe gives the option.
  public func isGiven(_ option: String) -> Bool { given.contains { $0.key == option } }

  /// Reports that options cannot stand together; shown at `option` if it was given, else at the stage.
  public mutating func error(_ option: String, _ message: String, notes: [Diagnostic.Note] = []) {
    sink.add(Diagnostic(.conflictingOptions, message, at: range(of: option), notes: notes))
  }

  /// Reports that an option has no effect with the others.
  public mutating func warning(_ option: String, _ message: String, notes: [Diagnostic.Note] = []) {
    sink.add(Diagnostic(.noEffect, message, at: range(of: option), notes: notes, severity: .warning))
  }

  private func range(of option: String) -> SourceRange? {
    given.first { $0.key == option }.map { $0.keyRange ?? $0.value.range } ?? owner
  }
}

extension StageOptions {
  /// The options of this type, in the order of their declaration.
  public static var declarations: [OptionDeclaration] {
    table.map { $0.option.declaration(name: kebabCase($0.property)) }
  }

  /// Each option's value, as a recipe would write it.
  public var valueDescriptions: [(name: String, value: String)] {
    Self.table(of: self).map { (kebabCase($0.property), $0.option.valueDescription) }
  }

  /// Reads options from what a recipe gives.
  ///
  /// - Parameters:
  ///   - entries: The options given.
  ///   - scope: Gets every problem, and says what paths are relative to.
  ///   - owner: Whose options they are, for messages.
  /// - Returns: `nil` if there was an error.
  public static func decode(
    _ entries: [ConfigNode.Entry], in scope: OptionScope, owner: OptionOwner = OptionOwner("the stage")
  ) -> Self? {
    let table = Self.table
    let names = table.map { kebabCase($0.property) }
    let before = scope.diagnostics.count
    // Not when a stage is registered: most runs need the options of few stages.
    for name in ReservedName.ofOptions where names.contains(name) {
      scope.add(
        Diagnostic(
          .reservedName, "no option of \(owner.description) can be called '\(name)'", at: owner.range,
          notes: [
            "in a recipe, that has a meaning of its own for every stage; the stage's author must rename it"
          ]))
    }
    for entry in entries where !names.contains(entry.key) {
      scope.reportUnknown(entry, names: names, owner: owner.description)
    }
    var isUnresolved = false
    var values: [String: any AnyOption] = [:]
    for (index, row) in table.enumerated() {
      values[row.property] = row.option
      if let entry = entries.first(where: { $0.key == names[index] }) {
        scope.subject = "option '\(entry.key)'"
        if entry.value.unresolvedAt != nil {
          isUnresolved = true
        } else if let decoded = row.option.decoding(entry.value, in: scope) {
          values[row.property] = decoded
        }
      } else {
        let declaration = row.option.declaration(name: names[index])
        if declaration.isRequired {
          scope.add(
            Diagnostic(
              .missingOption, "\(owner.description) needs the option '\(declaration.name)'", at: owner.range,
              notes: ["\(declaration.name): \(declaration.help)", "expected \(declaration.type.description)"]))
        }
      }
    }
    guard !isUnresolved, !scope.diagnostics[before...].contains(where: { $0.severity == .error }) else { return nil }
    let options: Self
    do {
      options = try Self(from: OptionsDecoder(values: values))
    } catch {
      // Not a mistake of the recipe's author but of the stage's, found by the first test that makes the stage.
      preconditionFailure("every stored property of \(Self.self) must be an @Option: \(error)")
    }
    var problems = OptionProblems(given: entries, owner: owner.range, sink: scope.problems)
    options.validate(&problems)
    return problems.sink.hasErrors ? nil : options
  }

  private static var table: [(property: String, option: any AnyOption)] { table(of: Self()) }

  private static func table(of options: Self) -> [(property: String, option: any AnyOption)] {
    Mirror(reflecting: options).children.compactMap { child in
      guard let label = child.label, let option = child.value as? any AnyOption else { return nil }
      return (String(label.drop { $0 == "_" }), option)
    }
  }
}

/// `maxLength` as recipes write it: `max-length`.
func kebabCase(_ camelCase: String) -> String {
  var result = ""
  for character in camelCase {
    if character.isUppercase, !result.isEmpty { result += "-" }
    result += character.lowercased()
  }
  return result
}

extension String {
  /// Whether the string is in kebab-case: small letters of ASCII and digits, a letter first, in groups with a hyphen between
  /// two.
  package var isKebabCase: Bool {
    func isLetter(_ byte: UInt8) -> Bool { (UInt8(ascii: "a")...UInt8(ascii: "z")).contains(byte) }
    return utf8.first.map(isLetter) == true
      && utf8.split(separator: UInt8(ascii: "-"), omittingEmptySubsequences: false).allSatisfy { group in
        !group.isEmpty && group.allSatisfy { isLetter($0) || (UInt8(ascii: "0")...UInt8(ascii: "9")).contains($0) }
      }
  }
}
