import Minwal
import Testing

@testable import MinwalRuntime

@Suite struct DocumentTimerTests {
  /// What a timer says at looks, in seconds: when the document in hand was begun, and when it is.
  private func looks(limit: Int, _ looks: [(since: Double, at: Double)]) -> [Bool] {
    var timer = DocumentTimer(limit: .seconds(limit), at: 0)
    return looks.map { timer.hasRunOut(since: Int($0.since * 1e9), at: Int($0.at * 1e9)) }
  }

  @Test func countsFromTheBeginningOfTheDocument() {
    #expect(
      looks(limit: 2, [(0, 1), (1.5, 2), (1.5, 3), (1.5, 3.4), (1.5, 3.6)]) == [false, false, false, false, true])
  }

  @Test func theNextDocumentHasItsOwnTime() {
    #expect(!looks(limit: 2, (1...20).map { (Double($0) - 0.9, Double($0)) }).contains(true))
  }

  @Test func timeBetweenDocumentsDoesNotCount() {
    #expect(!looks(limit: 1, (1...9).map { (0, Double($0)) }).contains(true))
  }

  @Test func timeInWhichThisProcessWasStoppedDoesNotCount() {
    // An hour in which nobody looked, of which a second counts.
    #expect(looks(limit: 3, [(0.5, 1), (0.5, 3601), (0.5, 3602), (0.5, 3603)]) == [false, false, false, true])
    #expect(looks(limit: 3, [(0.5, 3600), (0.5, 3601), (0.5, 3602)]) == [false, false, true])
  }
}
