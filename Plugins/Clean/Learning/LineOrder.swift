/// In which order the lines that stand alone come in a site's documents.
///
/// Headings that all articles have come in one order; what a site strews between paragraphs comes in any.
struct LineOrder {
  /// Two lines, the one with the lesser hash first.
  private struct Pair: Hashable {
    var first: UInt64
    var second: UInt64
  }

  /// How many documents have two lines in the order of the pair, and in the other.
  private var counts: [Pair: (forward: Int, backward: Int)] = [:]
  /// Those that each line was seen with.
  private var partners: [UInt64: Set<UInt64>] = [:]

  /// How many documents must have two lines to say something of their order.
  private static let least = 4
  /// More lines of one document are a list, or a play.
  private static let mostLines = 16

  /// Adds the lines of a document, in their order, each once.
  mutating func add(_ lines: [UInt64]) {
    guard lines.count > 1, lines.count <= Self.mostLines else { return }
    for (place, line) in lines.enumerated() {
      for later in lines[(place + 1)...] {
        let isForward = line < later
        let pair = isForward ? Pair(first: line, second: later) : Pair(first: later, second: line)
        counts[pair, default: (0, 0)].forward += isForward ? 1 : 0
        counts[pair, default: (0, 0)].backward += isForward ? 0 : 1
        partners[line, default: []].insert(later)
        partners[later, default: []].insert(line)
      }
    }
  }

  /// Whether a line comes before some others as well as behind them, and has a fixed place to none.
  func isScattered(_ line: UInt64) -> Bool {
    var isKnown = false
    for partner in partners[line] ?? [] {
      let pair = line < partner ? Pair(first: line, second: partner) : Pair(first: partner, second: line)
      guard let (forward, backward) = counts[pair], forward + backward >= Self.least else { continue }
      if min(forward, backward) * 10 <= forward + backward { return false }
      isKnown = true
    }
    return isKnown
  }
}
