import Minwal

/// Decides whether one condition follows from another, by trying all that can be true of a document.
///
/// Languages exclude one another, and what is equal to something, or lies in a range, is present. Otherwise tests are
/// taken to be independent: what follows indeed is found to follow unless that depends on the numbers of ranges.
enum ConditionLogic {
  /// How many cases are tried at most; with more, nothing follows from anything but itself.
  private static let mostCases = 4096

  /// Whether every document that meets `premise` meets `conclusion`. `nil` is a condition that all documents meet.
  static func follows(_ conclusion: Condition?, from premise: Condition?) -> Bool {
    guard let conclusion else { return true }
    if conclusion == premise { return true }
    var atoms = Atoms()
    atoms.collect(conclusion)
    if let premise { atoms.collect(premise) }
    guard let cases = atoms.cases(atMost: mostCases) else { return false }
    return cases.allSatisfy { truth in
      premise.map { holds($0, truth) } == false || holds(conclusion, truth)
    }
  }

  /// Whether no document can meet a condition.
  static func isImpossible(_ condition: Condition) -> Bool { follows(.any([]), from: condition) }

  private static func holds(_ condition: Condition, _ truth: Case) -> Bool {
    switch condition {
    case .language(let language): truth.language == language
    case .metadata(let name, let test): truth.tests.contains(Test(name: name, test: test))
    case .not(let condition): !holds(condition, truth)
    case .any(let conditions): conditions.contains { holds($0, truth) }
    case .all(let conditions): conditions.allSatisfy { holds($0, truth) }
    }
  }

  private struct Test: Hashable {
    var name: String
    var test: Condition.MetadataTest
  }

  /// What may be true of a document.
  private struct Case {
    var language: Language?
    var tests: Set<Test>
  }

  /// All that conditions ask.
  private struct Atoms {
    var languages: [Language] = []
    var tests: [Test] = []

    mutating func collect(_ condition: Condition) {
      switch condition {
      case .language(let language): if !languages.contains(language) { languages.append(language) }
      case .metadata(let name, let test):
        let atom = Test(name: name, test: test)
        if !tests.contains(atom) { tests.append(atom) }
      case .not(let condition): collect(condition)
      case .any(let conditions), .all(let conditions): for condition in conditions { collect(condition) }
      }
    }

    /// Everything that can be true; `nil` if that is too much.
    func cases(atMost limit: Int) -> [Case]? {
      guard tests.count < 16, (languages.count + 1) << tests.count <= limit else { return nil }
      let presences = Set(tests.filter { $0.test == .present }.map(\.name))
      return (0..<(1 << tests.count)).flatMap { bits -> [Case] in
        let isTrue = Set(tests.indices.filter { bits >> $0 & 1 == 1 }.map { tests[$0] })
        // What has a value is present.
        let isPossible = isTrue.allSatisfy {
          !presences.contains($0.name) || isTrue.contains(Test(name: $0.name, test: .present))
        }
        guard isPossible else { return [] }
        return (languages + [nil]).map { Case(language: $0, tests: isTrue) }
      }
    }
  }
}
