import Minwal
import MinwalRecipe

/// Compares what became of a document with what a test expects.
struct Comparison {
  private let test: RecipeTest
  private let trial: Trial
  private var document: Document { trial.steps[trial.steps.count - 1].document }
  private(set) var failures: [RecipeTester.Failure] = []

  init(_ test: RecipeTest, _ trial: Trial) {
    self.test = test
    self.trial = trial
    guard let expectations = test.expectations else {
      failures = [
        RecipeTester.Failure(
          message: "the test expects nothing; '--update' writes what comes out",
          update: (test.expect ?? test.node, ending), isMissing: test.expect == nil)
      ]
      return
    }
    if let failure = compareEnding(expectations) {
      failures = [failure]
    } else if case .kept = trial.outcome {
      failures = expectations.compactMap { compare($0) }
    }
  }

  /// How the document ended, as a test would expect it: its text, or why it is gone.
  private var ending: JSONValue {
    switch trial.outcome {
    case .kept: .string(document.text.description.asWritten)
    case .dropped(let reason): .object([JSONMember("dropped", .string(reason.name))])
    case .failed(let error): .object([JSONMember("quarantined", .string(error.code.rawValue))])
    }
  }

  /// Whether the document ended as it should: kept, dropped or quarantined.
  private func compareEnding(_ expectations: [RecipeTest.Expectation]) -> RecipeTester.Failure? {
    let last = trial.steps.last?.name ?? EditTrace.reading
    let actual: String
    switch trial.outcome {
    case .kept: actual = "it was kept"
    case .dropped(let reason): actual = "'\(last)' dropped it: \(reason.name)"
    case .failed(let error): actual = "it failed in '\(last)': \(error.message) [\(error.code)]"
    }
    // What a test leaves out of a mock is a mistake of the test, whatever it expects.
    if case .failed(let error) = trial.outcome, [.notMocked, .mockDoesNotFit].contains(error.code) {
      return RecipeTester.Failure(message: error.message)
    }
    let expected: String
    switch (expectations.first?.claim, trial.outcome) {
    case (.dropped(let name), .dropped(let reason)) where name == reason.name: return nil
    case (.quarantined(let code), .failed(let error)) where code == error.code.rawValue: return nil
    case (.dropped(let name), _): expected = "to be dropped: \(name)"
    case (.quarantined(let code), _): expected = "to be quarantined: \(code)"
    case (_, .kept): return nil
    default: expected = "to be kept"
    }
    return RecipeTester.Failure(
      message: "expected the document \(expected), and \(actual)", update: test.expect.map { ($0, ending) })
  }

  private func compare(_ expectation: RecipeTest.Expectation) -> RecipeTester.Failure? {
    func failure(_ message: String, _ value: JSONValue? = nil) -> RecipeTester.Failure {
      RecipeTester.Failure(message: "\(expectation.name): \(message)", update: value.map { (expectation.node, $0) })
    }
    func unequal(_ expected: JSONValue, _ actual: JSONValue) -> RecipeTester.Failure {
      failure("expected \(expected.compact), got \(actual.compact)", actual)
    }
    let text = document.text.description
    switch expectation.claim {
    case .text(let expected):
      if expected.droppingLineBreak.hasSameBytes(as: text.droppingLineBreak) { return nil }
      var result = failure("the text is another", .string(text.asWritten))
      result.difference = (expected.lines, text.lines)
      return result
    case .contains(let piece):
      return text.utf8.firstRange(of: piece.utf8) == nil ? failure("the text does not contain «\(piece)»") : nil
    case .excludes(let piece):
      return text.utf8.firstRange(of: piece.utf8) != nil ? failure("the text contains «\(piece)»") : nil
    case .matches(let pattern):
      // The pattern was compiled when the test was checked.
      guard let regex = try? Regex(pattern) else { return failure("'\(pattern)' is not a regular expression") }
      return text.firstMatch(of: regex) == nil ? failure("nothing in the text matches '\(pattern)'") : nil
    case .title(let expected):
      return same(expected, document.title) ? nil : unequal(.init(expected), .init(document.title))
    case .language(let expected):
      return same(expected?.tag, document.language?.tag)
        ? nil : unequal(.init(expected?.tag), .init(document.language?.tag))
    case .metadata(let name, let expected):
      let actual = document.metadata[name] ?? .null
      return expected.isMet(by: actual) ? nil : unequal(expected, actual)
    case .layer(let name, let expected): return compareLayer(name, expected, expectation)
    case .layerCount(let name, let expected):
      guard let layer = layer(name) else { return failure("the document has no '\(name)'") }
      guard case .array(let elements) = layer else { return failure("'\(name)' is not a list") }
      return elements.count == expected ? nil : unequal(.number("\(expected)"), .number("\(elements.count)"))
    case .reasonCount(let step, let reason, let expected):
      // The first step of a trial is reading.
      let counts = trial.steps.indices.contains(step + 1) ? trial.steps[step + 1].reasons.counts : []
      let actual = counts.first { $0.name == reason }?.count ?? 0
      return actual == expected ? nil : unequal(.number("\(expected)"), .number("\(actual)"))
    case .dropped, .quarantined: return nil
    }
  }

  private func compareLayer(
    _ name: String, _ expected: JSONValue, _ expectation: RecipeTest.Expectation
  ) -> RecipeTester.Failure? {
    guard let layer = layer(name) else {
      return RecipeTester.Failure(message: "\(expectation.name): the document has no '\(name)'")
    }
    if expected.isMet(by: layer) { return nil }
    let actual = layer.reduced(to: expected)
    var result = RecipeTester.Failure(
      message: "\(expectation.name): it is another", update: (expectation.node, actual))
    result.difference = (expected.elementLines, actual.elementLines)
    return result
  }

  /// A layer as exports show it.
  private func layer(_ name: String) -> JSONValue? {
    guard let layer = document.layer(named: name) else { return nil }
    var json = JSONWriter()
    layer.encode(of: document, into: &json)
    var reader = JSONReader(json.buffer.span)
    return try? reader.value()
  }

  private func same(_ a: String?, _ b: String?) -> Bool {
    switch (a, b) {
    case (let a?, let b?): a.hasSameBytes(as: b)
    case (nil, nil): true
    default: false
    }
  }
}

extension String {
  /// The text as a person would write it into a test: one of several lines with a line break at its end.
  fileprivate var asWritten: String {
    let line = droppingLineBreak
    return line.utf8.contains(UInt8(ascii: "\n")) ? line + "\n" : line
  }
  fileprivate var lines: [String] {
    droppingLineBreak.unicodeScalars.split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
  }
}

extension JSONValue {
  fileprivate init(_ text: String?) { self = text.map(JSONValue.string) ?? .null }

  /// The elements of a list, a line each; strings without quotation marks.
  fileprivate var elementLines: [String] {
    guard case .array(let elements) = self else { return [compact] }
    return elements.map { $0.stringValue ?? $0.compact }
  }

  /// Whether another value is this one; of objects, only the members count that this one has.
  fileprivate func isMet(by other: JSONValue) -> Bool {
    switch (self, other) {
    case (.object(let members), .object(let others)):
      members.allSatisfy { member in
        others.first { $0.name == member.name }.map { member.value.isMet(by: $0.value) } ?? (member.value == .null)
      }
    case (.array(let elements), .array(let others)):
      elements.count == others.count && zip(elements, others).allSatisfy { $0.isMet(by: $1) }
    case (.string(let a), .string(let b)): a.hasSameBytes(as: b)
    case (.number(let a), .number(let b)): a == b || Double(a).map { $0 == Double(b) } ?? false
    default: self == other
    }
  }

  /// Of objects, only the members that the other has: what a test would have to say in the place of it.
  fileprivate func reduced(to other: JSONValue) -> JSONValue {
    switch (self, other) {
    case (.object(let members), .object(let others)):
      let names = others.map(\.name)
      return .object(
        names.compactMap { name in
          guard let member = members.first(where: { $0.name == name }) else { return JSONMember(name, .null) }
          let model = others.first { $0.name == name }?.value ?? .null
          return JSONMember(name, member.value.reduced(to: model))
        })
    case (.array(let elements), .array(let others)):
      return .array(
        elements.enumerated().map { index, element in
          guard let model = others.isEmpty ? nil : others[min(index, others.count - 1)] else { return element }
          return element.reduced(to: model)
        })
    default: return self
    }
  }
}
