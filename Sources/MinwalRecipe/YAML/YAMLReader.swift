package import Minwal

/// Reads YAML into positioned values, and reports all that is wrong with it.
///
/// Anchors and aliases are expanded. Sizes are bounded, so that no file can exhaust memory or the stack.
package struct YAMLReader {
  /// What a recipe may hold at most. Far more than people write, far less than harms.
  package enum Limit {
    package static let bytes = 1 << 20
    package static let depth = 64
    /// Values, counting those that aliases repeat.
    package static let values = 100_000
  }

  private let source: SourceFile
  private let environment: (String) -> String?
  private let sink: DiagnosticSink
  private var open: [OpenCollection] = []
  private var anchors: [String: (node: ConfigNode, size: Int)] = [:]
  private var root: ConfigNode?
  private var documents = 0
  private var values = 0
  /// Whether a key begins with a space that indents nothing.
  private var hasOddKey = false

  private struct OpenCollection {
    var isMapping: Bool
    var start: SourceRange
    var anchor: String?
    var elements: [ConfigNode] = []
    var entries: [ConfigNode.Entry] = []
    /// Where each key of ``entries`` is.
    var keys: [String: SourceRange] = [:]
    var key: (name: String, range: SourceRange)?
    var firstValue: Int
  }

  private struct Stop: Error {}

  private init(_ source: SourceFile, _ environment: @escaping (String) -> String?, _ sink: DiagnosticSink) {
    self.source = source
    self.sink = sink
    self.environment = environment
  }

  /// Reads a file's text.
  ///
  /// - Parameters:
  ///   - source: The file.
  ///   - environment: What a name in `${NAME}` stands for.
  ///   - sink: Gets everything that is wrong.
  /// - Returns: The value; `nil` if there is none or the syntax is broken.
  package static func read(
    _ source: SourceFile, environment: @escaping (String) -> String?, reportingTo sink: DiagnosticSink
  ) -> ConfigNode? {
    let first = DiagnosticSink()
    let (root, hasOddKey) = read(asItIs: source, environment, first)
    // Only where something is wrong: in a block of text such a space is text.
    guard root == nil || hasOddKey, let odd = OddIndentation(source) else {
      for diagnostic in first.all { sink.add(diagnostic) }
      return root
    }
    sink.add(odd.diagnostic)
    return read(asItIs: odd.fixed, environment, sink).root
  }

  /// Reads a file's text, and returns everything that is wrong with it too.
  package static func read(
    _ source: SourceFile, environment: @escaping (String) -> String?
  ) -> (root: ConfigNode?, diagnostics: [Diagnostic]) {
    let sink = DiagnosticSink()
    let root = read(source, environment: environment, reportingTo: sink)
    return (root, sink.all)
  }

  private static func read(
    asItIs source: SourceFile, _ environment: @escaping (String) -> String?, _ sink: DiagnosticSink
  ) -> (root: ConfigNode?, hasOddKey: Bool) {
    var reader = YAMLReader(source, environment, sink)
    do {
      try YAMLParser.parse(source.text) { try reader.take($0) }
    } catch let error as YAMLSyntaxError {
      reader.report(error)
      return (nil, false)
    } catch {
      return (nil, false)  // a limit was passed, and said so
    }
    if reader.documents == 0 {
      sink.add(
        Diagnostic(
          .emptyRecipe, "the file is empty", at: SourceRange(file: source.name, line: 1, column: 1),
          notes: ["expected a recipe: 'minwal: 1', then 'input' and 'stages'"]))
    }
    return (reader.root, reader.hasOddKey)
  }

  // MARK: Events

  private mutating func take(_ event: YAMLEvent) throws {
    Steps.count()
    let range = self.range(event.start, event.end)
    switch event.kind {
    case .streamStart, .streamEnd, .documentEnd: break
    case .documentStart:
      documents += 1
      if documents > 1 {
        sink.add(
          Diagnostic(
            .severalDocuments, "a recipe is one YAML document, and here a second one begins", at: range,
            notes: ["put each recipe into a file of its own"]))
        throw Stop()
      }
    case .scalar(let value, let tag, let style):
      try count(1, range)
      let node = scalar(value, tag: tag, style: style, range)
      remember(event.anchor, node, size: 1)
      add(node)
    case .sequenceStart(let tag), .mappingStart(let tag):
      try count(1, range)
      guard open.count < Limit.depth else {
        throw limit("values are nested more than \(Limit.depth) levels deep", range)
      }
      if let tag, !["tag:yaml.org,2002:seq", "tag:yaml.org,2002:map", "!"].contains(tag) { reportTag(tag, range) }
      var isMapping = false
      if case .mappingStart = event.kind { isMapping = true }
      open.append(OpenCollection(isMapping: isMapping, start: range, anchor: event.anchor, firstValue: values))
    case .sequenceEnd, .mappingEnd:
      let collection = open.removeLast()
      let node = ConfigNode(
        collection.isMapping ? .mapping(collection.entries) : .sequence(collection.elements), at: collection.start)
      remember(collection.anchor, node, size: values - collection.firstValue + 1)
      add(node)
    case .alias(let name):
      guard let target = anchors[name] else {
        let isOpen = open.contains { $0.anchor == name }
        sink.add(
          Diagnostic(
            .unknownAlias,
            isOpen
              ? "the alias '*\(name)' is inside the value that it names"
              : "no anchor '&\(name)' comes before this alias",
            at: range, notes: isOpen ? [] : nearest(name)))
        add(ConfigNode(unresolved: .null, at: range))
        return
      }
      try count(target.size, range)
      var node = ConfigNode(target.node.kind, at: range)
      node.unresolvedAt = target.node.unresolvedAt
      add(node)
    }
  }

  private mutating func add(_ node: ConfigNode) {
    guard var collection = open.popLast() else {
      root = node
      return
    }
    if !collection.isMapping {
      collection.elements.append(node)
    } else if let key = collection.key {
      collection.key = nil
      if let first = collection.keys[key.name] {
        sink.add(
          Diagnostic(
            .duplicateKey, "'\(key.name)' is given twice", at: key.range,
            notes: [.init("the first is here", at: first)]))
      } else {
        collection.keys[key.name] = key.range
        collection.entries.append(ConfigNode.Entry(key.name, at: key.range, node))
      }
    } else {
      collection.key = keyName(node)
    }
    open.append(collection)
  }

  private mutating func keyName(_ node: ConfigNode) -> (String, SourceRange) {
    let range = node.range ?? SourceRange(file: source.name, line: 1, column: 1)
    switch node.kind {
    case .string(let name):
      if let first = name.unicodeScalars.first, OddIndentation.isOdd(first) { hasOddKey = true }
      return (name, range)
    case .bool(let value): return (value ? "true" : "false", range)
    case .int(let value): return (String(value), range)
    case .double(let value): return ("\(value)", range)
    case .null: return ("null", range)
    case .sequence, .mapping:
      sink.add(
        Diagnostic(.wrongType, "a key must be a name, not \(node.kindDescription)", at: range))
      return ("?", range)
    }
  }

  // MARK: Scalars

  private mutating func scalar(
    _ value: String, tag: String?, style: YAMLEvent.ScalarStyle, _ range: SourceRange
  ) -> ConfigNode {
    guard let text = expand(value, range) else { return ConfigNode(unresolved: .string(value), at: range) }
    switch tag {
    case nil: return ConfigNode(style == .plain ? CoreSchema.resolve(text) : .string(text), at: range)
    case "tag:yaml.org,2002:str", "!": return ConfigNode(.string(text), at: range)
    case "tag:yaml.org,2002:int", "tag:yaml.org,2002:float", "tag:yaml.org,2002:bool", "tag:yaml.org,2002:null":
      return ConfigNode(CoreSchema.resolve(text), at: range)
    case let tag?:
      reportTag(tag, range)
      return ConfigNode(.string(text), at: range)
    }
  }

  /// Replaces `${NAME}` and `${NAME:-default}`; `$${` is a plain `${`.
  ///
  /// - Returns: `nil` after having reported a variable that is not set, or a `${` that is not closed.
  private func expand(_ value: String, _ range: SourceRange) -> String? {
    guard value.contains("${") else { return value }
    var isComplete = true
    var result = ""
    var rest = value[...]
    while let dollar = rest.firstRange(of: "${") {
      if rest[..<dollar.lowerBound].last == "$" {
        result += rest[..<dollar.lowerBound].dropLast() + "${"
        rest = rest[dollar.upperBound...]
        continue
      }
      result += rest[..<dollar.lowerBound]
      guard let end = rest[dollar.upperBound...].firstIndex(of: "}") else {
        sink.add(
          Diagnostic(.unsetVariable, "'${' is not closed by '}'", at: range, notes: ["a plain '${' is written '$${'"]))
        return nil
      }
      let inside = rest[dollar.upperBound..<end]
      let separator = inside.firstRange(of: ":-")
      let name = String(inside[..<(separator?.lowerBound ?? inside.endIndex)])
      let fallback = separator.map { String(inside[$0.upperBound...]) }
      if let found = environment(name), !(found.isEmpty && fallback != nil) {
        result += found
      } else if let fallback {
        result += fallback
      } else {
        isComplete = false
        sink.add(
          Diagnostic(
            .unsetVariable, "the environment variable '\(name)' is not set", at: range,
            notes: ["set it, or give a default: ${\(name):-…}"]))
      }
      rest = rest[rest.index(after: end)...]
    }
    return isComplete ? result + rest : nil
  }

  // MARK: Limits and reports

  /// What people mostly did where libyaml says this.
  private static let advice: [(problem: String, advice: String)] = [
    ("mapping values are not allowed", "text with ': ' in it needs quotes; otherwise the line is indented too far"),
    (
      "did not find expected key",
      "keys of one mapping begin in one column; is a line indented otherwise, or a quote open?"
    ),
    ("did not find expected '-' indicator", "items of one list begin in one column, each with '- '"),
    ("did not find expected alphabetic", "a value that begins with '*' or '&' needs quotes: '*.txt'"),
    ("could not find expected ':'", "a key needs ': ' after it, with the space"),
    ("found unknown escape character", "a backslash in double quotes begins an escape; use single quotes"),
  ]

  private mutating func count(_ size: Int, _ range: SourceRange) throws {
    values += size
    if values > Limit.values {
      throw limit("there are more than \(Limit.values) values, counting those that aliases repeat", range)
    }
  }

  private mutating func limit(_ message: String, _ range: SourceRange) -> Stop {
    sink.add(Diagnostic(.recipeTooLarge, message, at: range))
    return Stop()
  }

  private mutating func remember(_ anchor: String?, _ node: ConfigNode, size: Int) {
    if let anchor { anchors[anchor] = (node, size) }
  }

  private mutating func reportTag(_ tag: String, _ range: SourceRange) {
    sink.add(
      Diagnostic(.unknownTag, "the YAML tag '\(tag)' means nothing here", at: range, notes: ["remove it"]))
  }

  private func nearest(_ name: String) -> [Diagnostic.Note] {
    NearestName.of(name, in: anchors.keys.sorted()).map { ["did you mean '*\($0)'?"] } ?? []
  }

  private func range(_ start: YAMLEvent.Mark, _ end: YAMLEvent.Mark) -> SourceRange {
    // The line is only looked at where it must be: there may be many values on a long one.
    let endColumn =
      end.line == start.line ? end.column : source.line(start.line + 1)?.unicodeScalars.count ?? start.column
    return SourceRange(
      file: source.name, line: start.line + 1, column: start.column + 1, length: endColumn - start.column)
  }

  private mutating func report(_ error: YAMLSyntaxError) {
    var range = SourceRange(file: source.name, line: 1, column: 1)
    if let mark = error.mark { range = self.range(mark, mark) }
    if let offset = error.byteOffset { range = source.range(at: offset) }
    // The end of a text without a last line break is, for libyaml, on a line that is not there.
    if source.line(range.line) == nil { range = source.range(at: source.text.count) }
    let line = source.line(range.line)
    let atFault = line.map { Array($0.unicodeScalars) }.flatMap { scalars -> Unicode.Scalar? in
      scalars.indices.contains(range.column - 1) ? scalars[range.column - 1] : nil
    }
    var notes: [Diagnostic.Note] = []
    if error.problem.hasPrefix("found unexpected end of stream"), let mark = error.contextMark {
      // The quote that was opened says more than the end of the file.
      sink.add(Diagnostic(.yamlSyntax, "a quote is opened here and not closed", at: self.range(mark, mark)))
      return
    }
    if let context = error.context {
      notes.append(.init(context, at: error.contextMark.map { self.range($0, $0) }))
    }
    var message = error.problem
    if atFault == "\t" {
      message = "a tab cannot indent YAML"
      notes = ["use spaces"]
    } else if let advice = Self.advice.first(where: { error.problem.hasPrefix($0.problem) })?.advice {
      notes.append(.init(advice))
    } else if line?.contains("${") == true, error.problem.hasPrefix("did not find expected ',' or") {
      notes.append("inside of [ ] and { }, '${…}' needs quotes, or the options a line each")
    } else if let atFault, "@`%".unicodeScalars.contains(atFault) {
      notes.append("text that begins with '\(atFault)' needs quotes")
    }
    sink.add(Diagnostic(.yamlSyntax, message, at: range, notes: notes))
  }
}
