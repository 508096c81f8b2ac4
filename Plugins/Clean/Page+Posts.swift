import Minwal

extension Page {
  /// Marks what stands around the posts of a thread: names, dates and counters in one run with a line that is learned
  /// to belong to posts.
  mutating func markPosts() {
    var position = headlinePosition.map { $0 + 1 } ?? 0
    while position < count {
      var end = position
      var hasLearned = false
      while end < count, isboilerplate(end) || end > position && isName(end) {
        if line(end).traits.contains(.isOfPost) { hasLearned = true }
        end += 1
      }
      if hasLearned { markPost(position..<end) }
      position = max(end, position + 1)
    }
  }

  private mutating func markPost(_ range: Range<Int>) {
    for position in range {
      mark(position, isboilerplate(position) ? LineLabel(looks(position)) : .byline)
    }
  }

  /// Whether a line is a short name between two lines of a post.
  private func isName(_ position: Int) -> Bool {
    line(position).isBare && line(position).words <= 3 && position + 1 < count && isboilerplate(position - 1)
      && isboilerplate(position + 1)
  }
}
