import Minwal
import MinwalTestSupport
import Testing

@testable import MinwalRuntime

@Suite struct RecoveryTests {
  private static let crash = Recovery.Cause(stage: 0, error: StageError("stage-crashed", "it crashed"))
  private static let timeout = Recovery.Cause(stage: 1, error: StageError("stage-timed-out", "it took long"))

  /// What documents do to the process that has them.
  private enum Kind { case fine, crashes, timesOut, crashesOnce }

  /// Plays a batch through, with the process's deaths as `kinds` has them.
  private func play(_ kinds: [Kind]) -> (done: [Int], lost: [Int: Recovery.Cause], deaths: Int) {
    var kinds = kinds
    var recovery = Recovery(count: kinds.count)
    var done: [Int] = []
    var lost: [Int: Recovery.Cause] = [:]
    var deaths = 0
    while let step = recovery.next, deaths <= kinds.count * 2 {
      switch step {
      case .send(let part):
        guard let bad = part.first(where: { kinds[$0] != .fine }) else {
          done += part
          break
        }
        deaths += 1
        let kind = kinds[bad]
        if kind == .crashesOnce { kinds[bad] = .fine }
        let goesOn = recovery.died(
          of: bad - part.lowerBound, kind == .timesOut ? Self.timeout : Self.crash, isCertain: kind == .timesOut)
        #expect(goesOn)
        continue
      case .lose(let index, let cause):
        done.append(index)
        lost[index] = cause
      }
      recovery.done()
    }
    return (done, lost, deaths)
  }

  private func crash(_ recovery: inout Recovery, of document: Int?, goesOn: Bool) {
    let result = recovery.died(of: document, Self.crash, isCertain: false, hadDocuments: document != nil)
    #expect(result == goesOn)
  }

  @Test func everyDocumentEndsOnceInOrderAndOnlyTheBadAreLost() {
    var random = SeededGenerator(5)
    for _ in 0..<3_000 {
      let kinds = (0..<random.below(12)).map { _ in
        random.pick([Kind.fine, .fine, .fine, .crashes, .timesOut, .crashesOnce])
      }
      let (done, lost, deaths) = play(kinds)
      #expect(done == Array(kinds.indices))
      for (index, kind) in kinds.enumerated() {
        #expect(lost[index] == (kind == .crashes ? Self.crash : kind == .timesOut ? Self.timeout : nil))
      }
      // A death is a new process: two for a document that crashes, one for one that takes too long or crashes once.
      #expect(deaths == kinds.reduce(0) { $0 + ($1 == .crashes ? 2 : $1 == .fine ? 0 : 1) })
    }
  }

  @Test func aStageThatWritesNonsenseIntoTheRecorderEndsToo() {
    var random = SeededGenerator(6)
    for _ in 0..<1_000 {
      let count = random.below(9) + 1
      let bad = random.below(count)
      var recovery = Recovery(count: count)
      var lost: [Int] = []
      var deaths = 0
      while let step = recovery.next, deaths < 100 {
        if case .send(let part) = step, part.contains(bad) {
          deaths += 1
          crash(&recovery, of: random.pick([-7, 0, 3, .max, .min]), goesOn: true)
          continue
        }
        if case .lose(let index, _) = step { lost.append(index) }
        recovery.done()
      }
      #expect(deaths < 100)
      #expect(lost == [bad])
    }
  }

  /// Documents that a process dies of before it begins one are found by sending fewer.
  @Test(arguments: 1...9, [0, 3, 8]) func oneThatCannotBeTakenInIsFound(_ count: Int, _ bad: Int) {
    guard bad < count else { return }
    var recovery = Recovery(count: count)
    var (done, lost, deaths): ([Int], [Int], Int) = ([], [], 0)
    while let step = recovery.next, deaths < 20 {
      switch step {
      case .send(let part) where part.contains(bad):
        deaths += 1
        let goesOn = recovery.died(of: nil, Self.crash, isCertain: false)
        #expect(goesOn)
        continue
      case .send(let part): done += part
      case .lose(let document, _): lost.append(document)
      }
      recovery.done()
    }
    #expect(lost == [bad] && done == (0..<count).filter { $0 != bad })
    #expect(deaths <= 6, "halved each time, and alone twice")
  }

  @Test func processesThatDieOfNothingAreGivenUp() {
    var recovery = Recovery(count: 3)
    crash(&recovery, of: nil, goesOn: true)
    #expect(recovery.next == .send(0..<3))
    crash(&recovery, of: nil, goesOn: false)
  }

  @Test func oneThatDiesOfNothingNowAndThenIsReplaced() {
    var recovery = Recovery(count: 3)
    crash(&recovery, of: nil, goesOn: true)
    crash(&recovery, of: 1, goesOn: true)
    crash(&recovery, of: nil, goesOn: true)
    #expect(recovery.next == .send(0..<1))
  }
}
