import Minwal

/// The parameters of a file that others use, with the values that they have in one place of use.
///
/// `$(name)` in the file's stages stands for a parameter. A text that is nothing else becomes the value, whatever its
/// type; in a longer text, the value is put in its place. `$$(` is a plain `$(`. Files without parameters have no
/// placeholders.
struct Parameters {
  private struct Parameter {
    var name: String
    var range: SourceRange?
    var value: ConfigNode?
    var isUsed = false
  }

  private var parameters: [Parameter] = []
  private let sink: DiagnosticSink
  /// How many placeholders have no value.
  private(set) var unresolvedCount = 0
  /// Where it is reported that a parameter has no value: the place of use, or where the parameter is declared.
  private let user: SourceRange?
  /// Whether nothing is known of the parameters.
  private(set) var isMalformed = false

  /// How many values and bytes of text may still be put in the place of placeholders. What a file uses again and again
  /// grows with every file that uses it, as aliases do within one.
  private var valuesLeft = YAMLReader.Limit.values
  private var bytesLeft = YAMLReader.Limit.bytes
  /// Whether more was asked for than that.
  private(set) var isExhausted = false

  /// Whether texts are looked through.
  private var isDeclared: Bool

  /// Reads declarations and values.
  ///
  /// - Parameters:
  ///   - declared: What the file has under `parameters`; `nil` if it does not.
  ///   - given: The values that the place of use gives.
  ///   - user: The place of use; `nil` if the file is run itself.
  ///   - file: The file that declares them.
  ///   - sink: Gets what is wrong with them.
  init(
    declared: ConfigNode?, given: [ConfigNode.Entry], user: SourceRange?, file: String, reportingTo sink: DiagnosticSink
  ) {
    self.sink = sink
    self.user = user
    isDeclared = declared != nil
    switch declared?.kind {
    case nil, .null: break
    case .mapping(let entries)?: for entry in entries { declare(entry) }
    case .some(let kind):
      let node = declared ?? ConfigNode(kind)
      sink.add(
        Diagnostic(
          .wrongType, "'parameters' must be a mapping, not \(node.kindDescription)", at: node,
          notes: ["for example: parameters: { sentences: 3 }"]))
      isMalformed = true
      return
    }
    let names = parameters.map(\.name)
    for entry in given {
      if let index = names.firstIndex(of: entry.key) {
        parameters[index].value = entry.value
      } else {
        var notes = Diagnostic.Note.nearest(entry.key, in: names)
        notes.append(
          names.isEmpty
            ? "it has none: 'parameters' declares them" : "its parameters are: \(names.joined(separator: ", "))"
        )
        report(.unknownParameter, "'\(file)' has no parameter '\(entry.key)'", entry.keyRange, notes)
      }
    }
    for parameter in parameters where parameter.value == nil {
      let example = user == nil ? "--set parameters.\(parameter.name)=…" : "with: { \(parameter.name): … }"
      var notes: [Diagnostic.Note] = ["give it, for example: \(example)"]
      if user != nil, let range = parameter.range { notes.append(.init("it is declared here", at: range)) }
      report(
        .missingParameter, "'\(file)' needs the parameter '\(parameter.name)'", user ?? parameter.range, notes)
    }
  }

  private mutating func declare(_ entry: ConfigNode.Entry) {
    var parameter = Parameter(name: entry.key, range: entry.keyRange)
    guard Self.isName(entry.key[...]) else {
      report(
        .unknownParameter, "'\(entry.key)' is not a name for a parameter", entry.keyRange,
        ["expected letters, digits, '-' and '_'"])
      return
    }
    switch entry.value.kind {
    case .null: break
    case .mapping(let members):
      for member in members where !["default", "about"].contains(member.key) {
        var notes = Diagnostic.Note.nearest(member.key, in: ["default", "about"])
        notes.append("expected 'default' and 'about', or the default alone")
        report(.unknownKey, "a parameter has no '\(member.key)'", member.keyRange, notes)
      }
      parameter.value = members.first { $0.key == "default" }?.value
    default: parameter.value = entry.value
    }
    parameters.append(parameter)
  }

  /// Puts values in the place of placeholders.
  ///
  /// - Parameters:
  ///   - node: A part of the file.
  ///   - arguments: Gets what was put in.
  /// - Returns: The part, without placeholders.
  mutating func fill(_ node: ConfigNode, _ arguments: inout [StageItem.Argument]) -> ConfigNode {
    guard isDeclared else { return node }
    switch node.kind {
    case .string(let text): return fill(text, node, &arguments)
    case .sequence(let nodes): return node.with(.sequence(nodes.map { fill($0, &arguments) }))
    case .mapping(let entries):
      let filled = entries.map { ConfigNode.Entry($0.key, at: $0.keyRange, fill($0.value, &arguments)) }
      return node.with(.mapping(filled))
    default: return node
    }
  }

  private mutating func fill(
    _ text: String, _ node: ConfigNode, _ arguments: inout [StageItem.Argument]
  ) -> ConfigNode {
    var result = ""
    var rest = text[...]
    while let dollar = rest.firstRange(of: "$(") {
      if rest[..<dollar.lowerBound].last == "$" {
        result += rest[..<dollar.lowerBound].dropLast() + "$("
        rest = rest[dollar.upperBound...]
        continue
      }
      result += rest[..<dollar.lowerBound]
      guard let end = rest[dollar.upperBound...].firstIndex(of: ")"), Self.isName(rest[dollar.upperBound..<end]) else {
        report(
          .unknownParameter, "'$(' begins the name of a parameter, and none follows", node.range,
          ["a plain '$(' is written '$$('"])
        return unresolved(node)
      }
      let name = String(rest[dollar.upperBound..<end])
      rest = rest[rest.index(after: end)...]
      guard !isExhausted else { return unresolved(node) }
      guard let value = value(name, at: node.range) else {
        let declared = parameters.first { $0.name == name }
        return unresolved(node, problem: declared.flatMap { user ?? $0.range })
      }
      let (values, bytes) = value.size
      valuesLeft -= values
      bytesLeft -= bytes
      guard valuesLeft >= 0, bytesLeft >= 0 else {
        isExhausted = true
        report(
          .recipeTooLarge, "with what stands for $(\(name)), the recipe is too large", node.range,
          [
            "parameters may stand for \(YAMLReader.Limit.values) values and \(YAMLReader.Limit.bytes) bytes of text in a file"
          ])
        return unresolved(node)
      }
      if let place = node.range {
        arguments.append(StageItem.Argument(name: name, place: place, ranges: Set(value.ranges)))
      }
      if result.isEmpty && rest.isEmpty && text.hasPrefix("$(") { return value }
      guard let inserted = value.insertedText else {
        report(
          .wrongType, "$(\(name)) is part of a longer text, and its value is \(value.kindDescription)", node.range,
          ["only text and numbers can be put into a text"])
        return unresolved(node)
      }
      result += inserted
    }
    return node.with(.string(result + rest))
  }

  private mutating func unresolved(_ node: ConfigNode, problem: SourceRange? = nil) -> ConfigNode {
    unresolvedCount += 1
    return ConfigNode(unresolved: .null, at: node.range, problem: problem)
  }

  private mutating func value(_ name: String, at place: SourceRange?) -> ConfigNode? {
    guard let index = parameters.firstIndex(where: { $0.name == name }) else {
      let names = parameters.map(\.name)
      let nearest = NearestName.of(name, in: names).map { ["did you mean '$(\($0))'?" as Diagnostic.Note] } ?? []
      report(
        .unknownParameter, "there is no parameter '\(name)'", place,
        nearest + [names.isEmpty ? "declare it under 'parameters'" : "parameters are: \(names.joined(separator: ", "))"]
          + ["a plain '$(' is written '$$('"])
      return nil
    }
    parameters[index].isUsed = true
    return parameters[index].value
  }

  /// Reports parameters that nothing stands for.
  mutating func finish() {
    // One that is misspelt where it is used is reported there.
    guard unresolvedCount == 0 else { return }
    for parameter in parameters where !parameter.isUsed {
      report(
        .unusedParameter, "nothing uses the parameter '\(parameter.name)'", parameter.range,
        ["put $(\(parameter.name)) where its value belongs, or remove it"])
    }
  }

  private mutating func report(
    _ code: Diagnostic.Code, _ message: String, _ range: SourceRange?, _ notes: [Diagnostic.Note] = []
  ) {
    sink.add(Diagnostic(code, message, at: range, notes: notes))
  }

  private static func isName(_ text: Substring) -> Bool {
    !text.isEmpty
      && text.utf8.allSatisfy {
        (0x30...0x39).contains($0) || (0x61...0x7A).contains($0 | 0x20) || $0 == UInt8(ascii: "-")
          || $0 == UInt8(ascii: "_")
      }
  }
}

extension ConfigNode {
  /// Another value in the same place.
  fileprivate func with(_ kind: Kind) -> ConfigNode {
    var result = self
    result.kind = kind
    return result
  }

  /// Where it is, and all that is in it.
  fileprivate var ranges: [SourceRange] {
    let own = range.map { [$0] } ?? []
    switch kind {
    case .sequence(let nodes): return own + nodes.flatMap(\.ranges)
    case .mapping(let entries):
      return own + entries.flatMap { ($0.keyRange.map { [$0] } ?? []) + $0.value.ranges }
    default: return own
    }
  }

  /// How it stands in a longer text; `nil` if it cannot.
  fileprivate var insertedText: String? {
    switch kind {
    case .string(let text): text
    case .int(let value): String(value)
    case .double(let value): "\(value)"
    case .bool(let value): value ? "true" : "false"
    default: nil
    }
  }
}

extension ConfigNode {
  /// How many values it is made of, and how many bytes of text they have.
  fileprivate var size: (values: Int, bytes: Int) {
    switch kind {
    case .string(let text): (1, text.utf8.count)
    case .sequence(let nodes):
      nodes.reduce(into: (1, 0)) { sum, node in
        let size = node.size
        sum = (sum.0 + size.values, sum.1 + size.bytes)
      }
    case .mapping(let entries):
      entries.reduce(into: (1, 0)) { sum, entry in
        let size = entry.value.size
        sum = (sum.0 + size.values, sum.1 + size.bytes + entry.key.utf8.count)
      }
    default: (1, 0)
    }
  }
}
