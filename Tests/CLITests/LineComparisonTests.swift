import Testing

import MinwalView
@testable import MinwalCLI

@Suite struct LineComparisonTests {
  private func groups(_ first: [String], _ second: [String]) -> [String] {
    LineComparison(first, second).groups.map { group in
      switch group {
      case .same(let lines): "= \(lines.joined(separator: " "))"
      case .changed(let old, let new): "- \(old.joined(separator: " ")) + \(new.joined(separator: " "))"
      }
    }
  }

  @Test func findsWhatIsTheSame() {
    #expect(groups(["a", "b", "c"], ["a", "x", "c"]) == ["= a", "- b + x", "= c"])
    #expect(groups(["a", "b", "c", "d"], ["b", "c", "e", "d"]) == ["- a + ", "= b c", "-  + e", "= d"])
    #expect(groups([], ["a"]) == ["-  + a"] && groups(["a"], []) == ["- a + "] && groups([], []) == [])
    #expect(groups(["a", "a"], ["a", "a", "a"]) == ["= a a", "-  + a"])
  }

  /// Many lines of which none is the same would take time by the square of their number.
  @Test func comparesNoMoreThanItCan() {
    let (old, new) = ((0..<60_000).map { "old \($0)" }, (0..<60_000).map { "new \($0)" })
    let groups = LineComparison(["a"] + old + ["z"], ["a"] + new + ["z"]).groups
    guard groups.count == 3, case .changed(let removed, let added) = groups[1] else {
      Issue.record("\(groups.count) groups")
      return
    }
    #expect(removed == old && added == new)
  }
}
