import Testing

@testable import Minwal

@Suite struct MessageAllowanceTests {
  private let second: UInt64 = 1_000_000_000

  @Test func muchAtOnceThenALittle() {
    var allowance = LogRateLimiter(at: 0)
    let passed = (0..<250).flatMap { allowance.passing("m\($0)", at: 0) }
    #expect(passed == (0..<100).map { "m\($0)" })
    #expect(allowance.passing("later", at: second / 2) == ["(150 messages were left out)", "later"])
    // Half a second gave five, of which one is gone.
    #expect((0..<9).flatMap { allowance.passing("n\($0)", at: second / 2) } == (0..<4).map { "n\($0)" })
    #expect(allowance.takeWithheld() == ["(5 messages were left out)"])
    #expect(allowance.takeWithheld() == [])
  }

  @Test func itDoesNotGrowForEver() {
    var allowance = LogRateLimiter(at: 0)
    #expect((0..<500).flatMap { allowance.passing("\($0)", at: 1000 * second) }.count == 100)
    // A clock that goes back gives nothing.
    #expect(allowance.passing("back", at: 0) == [])
  }
}
