@testable import CleanPlugin
import Testing

@Suite struct SurroundingsTests {
  /// Documents with two common lines, 1 and 2, among short lines that differ, between headline and text.
  ///
  /// - Parameter kinds: What line 2 is to its neighbours, in turn.
  /// - Returns: What is seen of them.
  static func surroundings(_ kinds: [Specimen.Kind]) -> Surroundings {
    let specimens = (0..<12).map { number -> Specimen in
      let own = UInt64(1000 + number * 10)
      let lines = [
        Specimen.Line(hash: own, kind: .headline), Specimen.Line(hash: own + 1, kind: .bare),
        Specimen.Line(hash: 1, kind: .bare),
        Specimen.Line(hash: kinds.isEmpty ? own + 2 : 2, kind: kinds.isEmpty ? .bare : kinds[number % kinds.count]),
        Specimen.Line(hash: own + 3, kind: .bare), Specimen.Line(hash: own + 4, kind: .prose),
      ]
      return Specimen(key: UInt64(number), lines: lines, labels: [])
    }
    return Surroundings(specimens, common: [1: 2, 2: 2], known: [1, 2])
  }

  /// Once a neighbour that some pages lose, and others do not, was taken for two.
  @Test(arguments: [[.bare], [.furniture], [.bare, .furniture]] as [[Specimen.Kind]])
  func whatStandsBesideTheSameLineIsNotDoubtful(_ kinds: [Specimen.Kind]) {
    #expect(!Self.surroundings(kinds).isDoubtful(1, isHead: true, isDateline: false))
  }

  @Test func whatStandsBesideOtherLinesEverywhereIsDoubtful() {
    #expect(Self.surroundings([]).isDoubtful(1, isHead: true, isDateline: false))
  }
}
