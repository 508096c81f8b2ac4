@testable import CleanPlugin
import Testing

@Suite struct LineOrderTests {
  private func order(_ documents: [[UInt64]]) -> LineOrder {
    var order = LineOrder()
    for lines in documents { order.add(lines) }
    return order
  }

  @Test func headingsComeInOneOrder() {
    let order = order(Array(repeating: [1, 2, 3], count: 6) + [[2, 1, 3]])
    #expect([1, 2, 3].allSatisfy { !order.isScattered($0) })
  }

  @Test func buttonsComeInAny() {
    let order = order([[1, 2], [2, 1], [1, 2], [2, 1]])
    #expect(order.isScattered(1) && order.isScattered(2))
  }

  @Test func aButtonAmongHeadingsIsFound() {
    let order = order([[1, 9, 2], [9, 1, 2], [1, 2, 9], [1, 2], [1, 9, 2], [9, 1, 2]])
    #expect(order.isScattered(9))
    #expect(!order.isScattered(1) && !order.isScattered(2))
  }

  /// Three documents say nothing.
  @Test func fewDocumentsSayNothing() {
    #expect(!order([[1, 2], [2, 1], [1, 2]]).isScattered(1))
  }
}
