import Minwal
import Testing

@testable import MinwalRecipe

/// A condition, from the YAML that a recipe would have.
private func condition(_ yaml: String) throws -> Condition {
  let (node, problems) = YAMLReader.read(SourceFile(name: "c.yaml", text: Text(yaml))) { _ in nil }
  let scope = OptionScope(folder: "")
  let condition = ConditionReader.read(try #require(node), in: scope)
  #expect(problems.isEmpty && scope.diagnostics.isEmpty, "\(scope.diagnostics)")
  return try #require(condition)
}

@Suite struct ConditionTests {
  private let document: Document = {
    var document = Document(id: "d")
    document.metadata["section"] = .string("sport")
    document.metadata["score"] = .number("7.50")
    document.metadata["date"] = .string("2024-03-09")
    document.metadata["tags"] = .array([.string("cup"), .number("3"), .null])
    document.metadata["paid"] = .bool(false)
    document.metadata["url"] = .null
    return document
  }()

  @Test(
    arguments: [
      ("{ language: ar }", true), ("{ language: en }", false), ("{ language: [en, ar-EG] }", true),
      ("{ language: [en, fr] }", false),
      ("{ metadata: { section: sport } }", true), ("{ metadata: { section: Sport } }", false),
      ("{ metadata: { section: [news, sport] } }", true), ("{ metadata: { absent: x } }", false),
      ("{ metadata: { score: 7.5 } }", true), ("{ metadata: { score: '7.50' } }", false),
      ("{ metadata: { score: { min: 7.5 } } }", true), ("{ metadata: { score: { max: 7 } } }", false),
      ("{ metadata: { score: { min: 7, max: 8 } } }", true), ("{ metadata: { section: { min: 1 } } }", false),
      ("{ metadata: { date: { min: 2024-01-01, max: 2024-12-31 } } }", true),
      ("{ metadata: { date: { min: 2024-03-10 } } }", false), ("{ metadata: { score: { min: a } } }", false),
      ("{ metadata: { tags: cup } }", true), ("{ metadata: { tags: 3 } }", true),
      ("{ metadata: { tags: [league] } }", false),
      ("{ metadata: { paid: false } }", true), ("{ metadata: { paid: true } }", false),
      ("{ metadata: { url: { present: true } } }", false), ("{ metadata: { url: { present: false } } }", true),
      ("{ metadata: { section: { present: true, min: s, max: t } } }", true),
      ("{ metadata: { section: sport, score: { max: 1 } } }", false),
      ("{ language: ar, metadata: { section: sport } }", true),
      ("{ language: en, metadata: { section: sport } }", false),
      ("{ not: { language: ar } }", false), ("{ not: { language: ar, metadata: { section: x } } }", true),
      ("{ any: [{ language: en }, { metadata: { section: sport } }] }", true),
      ("{ any: [{ language: en }, { metadata: { section: x } }] }", false),
      ("{ language: ar, any: [{ language: en }] }", false),
    ] as [(String, Bool)])
  func isMetOrNot(_ yaml: String, _ expected: Bool) throws {
    #expect(try condition(yaml).isMet(by: document) { .arabic } == expected)
  }

  @Test func theLanguageIsAskedForOnlyIfItMatters() throws {
    let sport = try condition("{ metadata: { section: sport } }")
    #expect(
      sport.isMet(by: document) {
        Issue.record("nobody needs the language")
        return nil
      })
    #expect(try !condition("{ language: ar }").isMet(by: document) { nil })
    #expect(try condition("{ not: { language: ar } }").isMet(by: document) { nil })
  }

  @Test(arguments: [
    "{ language: ar }", "{ language: [ar, fa] }", "{ metadata: { section: \"7\" } }",
    "{ metadata: { score: { min: 3, max: 9.5 } } }", "{ metadata: { date: { min: \"2024-01-01\" } } }",
    "{ metadata: { section: [sport, \"3\", 3] } }", "{ any: [{ metadata: { a: 1 } }, { metadata: { b: 1 } }] }",
    "{ not: { metadata: { url: { present: true } } } }", "{ language: ar, not: { metadata: { paid: true } } }",
    "{ any: [{ language: ar }, { metadata: { section: \"a: b\" } }] }",
  ])
  func isWrittenAsItIsRead(_ yaml: String) throws {
    let read = try condition(yaml)
    #expect(read.description == yaml)
    #expect(try condition(read.description) == read)
  }

  @Test(
    arguments: [
      // premise, conclusion
      ("{ language: ar }", "{ language: ar }", true), ("{ language: ar }", "{ language: [ar, fa] }", true),
      ("{ language: [ar, fa] }", "{ language: ar }", false), ("{ language: ar }", "{ not: { language: fa } }", true),
      ("{ not: { language: fa } }", "{ language: ar }", false),
      ("{ language: ar, metadata: { section: sport } }", "{ language: ar }", true),
      ("{ language: ar }", "{ language: ar, metadata: { section: sport } }", false),
      ("{ metadata: { section: sport } }", "{ metadata: { section: { present: true } } }", true),
      ("{ metadata: { score: { min: 3 } } }", "{ metadata: { score: { present: true } } }", true),
      ("{ metadata: { section: { present: true } } }", "{ metadata: { section: sport } }", false),
      // A list can have both.
      ("{ metadata: { tags: a } }", "{ not: { metadata: { tags: b } } }", false),
      ("{ any: [{ language: ar }, { language: fa }] }", "{ language: [fa, ar] }", true),
      ("{ not: { any: [{ language: ar }, { metadata: { s: x } }] } }", "{ not: { metadata: { s: x } } }", true),
    ] as [(String, String, Bool)])
  func followsOrNot(_ premise: String, _ conclusion: String, _ expected: Bool) throws {
    #expect(ConditionLogic.follows(try condition(conclusion), from: try condition(premise)) == expected)
  }

  @Test func aConditionAndItsOppositeCoverAll() throws {
    let arabic = try condition("{ language: ar, metadata: { section: sport } }")
    #expect(ConditionLogic.follows(.any([arabic, .not(arabic)]), from: nil))
    #expect(!ConditionLogic.follows(arabic, from: nil))
    #expect(ConditionLogic.follows(nil, from: arabic))
    #expect(ConditionLogic.isImpossible(.all([arabic, .not(arabic)])))
    #expect(!ConditionLogic.isImpossible(arabic))
  }

  @Test func whatIsTooMuchToTryFollowsFromItselfOnly() throws {
    let many = Condition.any((0..<40).map { .metadata(name: "m\($0)", .present) })
    #expect(ConditionLogic.follows(many, from: many))
    #expect(!ConditionLogic.follows(many, from: .metadata(name: "m0", .present)))
    #expect(!ConditionLogic.isImpossible(.all([many, .not(many)])))
  }
}
