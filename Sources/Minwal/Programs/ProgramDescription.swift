/// What a program that works as a stage says about itself: its answer to `describe`.
package struct ProgramDescription: Sendable {
  /// The version of the protocol that is spoken here.
  package static let version = 1

  package var name: String
  package var summary: String
  package var options: [ProgramOption]
  package var flow: StageFlow
  /// Why it drops documents.
  package var reasons: [Reason]

  /// How places in the text are counted, if the program gets them; else it gets pieces as texts.
  package var offsets: OffsetUnit?

  private static let keys = [
    "minwal", "name", "summary", "options", "needs", "gives", "changes-text", "reasons", "offsets",
  ]

  /// Reads an answer.
  ///
  /// - Parameters:
  ///   - answer: The answer.
  ///   - layers: The layers that there are.
  /// - Throws: ``StageError`` that says what is wrong with it.
  package init(_ answer: JSONValue, _ layers: [LayerID]) throws(StageError) {
    guard answer.members != nil else { throw Self.malformed("it is not an object") }
    if let error = answer["error"]?.stringValue { throw Self.malformed("it says: \(error)") }
    guard answer["minwal"] == .number("\(Self.version)") else {
      throw Self.malformed("it has no 'minwal': \(Self.version), the version of the protocol")
    }
    for member in answer.members ?? [] where !Self.keys.contains(member.name) {
      let nearest = NearestName.of(member.name, in: Self.keys).map { "; did you mean '\($0)'?" }
      throw Self.malformed(
        "'\(member.name)' means nothing\(nearest ?? "; expected \(Self.keys.joined(separator: ", "))")")
    }
    guard let name = answer["name"]?.stringValue, !name.isEmpty else { throw Self.malformed("it has no 'name'") }
    self.name = name
    summary = answer["summary"]?.stringValue ?? ""
    options = []
    for value in try Self.list(answer, "options") {
      let option = try ProgramOption(value)
      if options.contains(where: { $0.name == option.name }) {
        throw Self.malformed("two options are called '\(option.name)'")
      }
      options.append(option)
    }
    reasons = []
    for value in try Self.list(answer, "reasons") {
      guard let reason = value["name"]?.stringValue, !reason.isEmpty else {
        throw Self.malformed("a reason has no 'name'")
      }
      reasons.append(Reason(reason, value["help"]?.stringValue ?? ""))
    }
    let changesText: Bool
    switch answer["changes-text"] {
    case .bool(let flag)?: changesText = flag
    case nil: changesText = false
    default: throw Self.malformed("'changes-text' is neither true nor false")
    }
    switch answer["offsets"] {
    case nil, .null?: offsets = nil
    case .string(let name)?:
      guard let unit = OffsetUnit(rawValue: name) else { fallthrough }
      offsets = unit
    default:
      throw Self.malformed("'offsets' is none of \(OffsetUnit.allCases.map(\.rawValue).joined(separator: ", "))")
    }
    flow = StageFlow(
      needs: try Self.layers(answer, "needs", layers), gives: try Self.layers(answer, "gives", layers),
      changesText: changesText)
  }

  static func malformed(_ problem: String) -> StageError {
    StageError(.malformedReply, "its answer to 'describe' is not right: \(problem)")
  }

  private static func list(_ answer: JSONValue, _ key: String) throws(StageError) -> [JSONValue] {
    guard let value = answer[key], value != .null else { return [] }
    guard let elements = value.elements else { throw malformed("'\(key)' is not a list") }
    return elements
  }

  private static func layers(
    _ answer: JSONValue, _ key: String, _ known: [LayerID]
  ) throws(StageError) -> [LayerID] {
    let known = key == "needs" ? known : known.filter { $0.hasPieces == true || $0 == .scores }
    var found: [LayerID] = []
    for value in try list(answer, key) {
      if let layer = known.first(where: { $0.name == value.stringValue }) {
        found.append(layer)
      } else if let name = value.stringValue, key == "needs" {
        // A layer of another plugin.
        found.append(LayerID(named: name))
      } else {
        throw malformed(
          "'\(key)' has something that is not a layer; it can have \(known.map(\.name).joined(separator: ", "))")
      }
    }
    return found
  }

  /// Reads the options that a recipe gives to the program.
  ///
  /// - Parameters:
  ///   - given: What the recipe gives.
  ///   - owner: Where the recipe names the program.
  ///   - scope: Gets every problem.
  /// - Returns: Every option with its value; `nil` if there was an error.
  package func decode(_ given: OpenOptions, at owner: SourceRange?, in scope: OptionScope) -> [JSONMember]? {
    let subject = "the program '\(name)'"
    let names = options.map(\.name)
    for entry in given.entries where !names.contains(entry.key) {
      scope.reportUnknown(entry, names: names, owner: subject)
    }
    var values: [JSONMember] = []
    for option in options {
      if let entry = given.entries.first(where: { $0.key == option.name }) {
        scope.subject = "option '\(option.name)' of \(subject)"
        if let value = option.decode(entry.value, in: scope) { values.append(JSONMember(option.name, value)) }
      } else if let value = option.defaultValue {
        values.append(JSONMember(option.name, value))
      } else {
        scope.add(
          Diagnostic(
            .missingOption, "\(subject) needs the option '\(option.name)'", at: owner,
            notes: ["\(option.name): \(option.help)", "expected \(option.typeDescription), under 'options'"]))
      }
    }
    return scope.hasErrors ? nil : values
  }
}
