import Minwal
import MinwalRecipe

/// Stands in the place of a stage in a test, and does to a document what the test says.
struct StageMock: Stage {
  static let spec = StageSpec("mock", "Does what a test says.", changesText: true)
  private static let mocked = Reason("mocked", "The test's mock gave this text.")

  private let mock: RecipeTest.Mock
  /// The stage that is replaced.
  private let name: String

  init(_ mock: RecipeTest.Mock, of name: String) {
    self.mock = mock
    self.name = name
  }

  init(_ options: NoOptions, _ context: StageContext) { self.init(RecipeTest.Mock(step: 0), of: "") }

  mutating func process(_ document: inout Document) throws -> Verdict {
    if let error = mock.quarantined { throw error }
    if let reason = mock.dropped { return .drop(reason) }
    if let answer = mock.text {
      let before = String(document.text)
      guard let after = answer.text(for: before) else { throw Self.unanswered(name, before) }
      if after != before {
        try document.replaceText { _, output, reasons in
          output.append(after)
          reasons.add(Self.mocked)
          return true
        }
      }
    }
    if let title = mock.title { document.title = title }
    if let language = mock.language { document.language = language }
    for member in mock.metadata.members { document.metadata[member.name] = member.value }
    for (layer, texts) in mock.layers {
      guard let type = layer.ranges else { continue }
      document.set(try ranges(of: texts, in: document.text, layer.name), as: type)
    }
    return .keep
  }

  /// Where some pieces lie, one behind the other.
  private func ranges(of texts: [String], in text: Text, _ layer: String) throws -> TextRanges {
    do {
      return try text.ranges(of: texts)
    } catch {
      throw StageError(
        .mockDoesNotFit,
        "the mock of '\(name)' has a piece for '\(layer)' that does not come next in the text: «\(error.piece)»")
    }
  }

  /// Nothing was said of this text.
  static func unanswered(_ name: String, _ text: String) -> StageError {
    StageError(.notMocked, "the mock of '\(name)' has no answer to «\(text)»")
  }
}

/// Translates by the table of a test.
struct TranslatorMock: Translator {
  let answer: RecipeTest.Mock.Answer
  /// The stage whose translator is replaced.
  let name: String

  mutating func translate(_ units: inout [TranslationUnit]) throws {
    for index in units.indices {
      guard let target = answer.text(for: units[index].source) else {
        throw StageMock.unanswered(name, units[index].source)
      }
      units[index].target = target
      units[index].state = .translated
    }
  }
}

extension RecipeTest.Mock.Answer {
  /// What comes of a text, of which one line break at the end does not count; `nil` if nothing was said of it.
  fileprivate func text(for text: String) -> String? {
    switch self {
    case .constant(let answer): return answer
    case .table(let rows):
      let wanted = text.droppingLineBreak
      return rows.first { $0.from.droppingLineBreak.hasSameBytes(as: wanted) }?.to
    }
  }
}

extension String {
  /// The text without one line feed at its end.
  package var droppingLineBreak: String {
    utf8.last == UInt8(ascii: "\n") ? String(decoding: utf8.dropLast(), as: UTF8.self) : self
  }
}
