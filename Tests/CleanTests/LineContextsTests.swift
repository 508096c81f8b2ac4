@testable import CleanPlugin
import Testing

@Suite struct SurroundingsTests {
  /// Documents with two common lines, 1 and 2, among short lines that differ, between headline and text.
  ///
  /// - Parameter kinds: What line 2 is to its neighbours, in turn.
  /// - Returns: What is seen of them.
  static func surroundings(_ kinds: [SampledPage.Kind]) -> LineContexts {
    let sampledPages = (0..<12).map { number -> SampledPage in
      let own = UInt64(1000 + number * 10)
      let lines = [
        SampledPage.Line(hash: own, kind: .headline), SampledPage.Line(hash: own + 1, kind: .bare),
        SampledPage.Line(hash: 1, kind: .bare),
        SampledPage.Line(hash: kinds.isEmpty ? own + 2 : 2, kind: kinds.isEmpty ? .bare : kinds[number % kinds.count]),
        SampledPage.Line(hash: own + 3, kind: .bare), SampledPage.Line(hash: own + 4, kind: .prose),
      ]
      return SampledPage(key: UInt64(number), lines: lines, labels: [])
    }
    return LineContexts(sampledPages, common: [1: 2, 2: 2], known: [1, 2])
  }

  /// Once a neighbour that some pages lose, and others do not, was taken for two.
  @Test(arguments: [[.bare], [.boilerplate], [.bare, .boilerplate]] as [[SampledPage.Kind]])
  func whatStandsBesideTheSameLineIsNotDoubtful(_ kinds: [SampledPage.Kind]) {
    #expect(!Self.surroundings(kinds).isDoubtful(1, isHead: true, isDateline: false))
  }

  @Test func whatStandsBesideOtherLinesEverywhereIsDoubtful() {
    #expect(Self.surroundings([]).isDoubtful(1, isHead: true, isDateline: false))
  }
}
