import Minwal
import MinwalRecipe

/// All readers of a recipe in one list: those of its first source, then those of the second, and so on. Batches name a
/// reader by its place in it.
struct ReaderTable: Sendable {
  let sets: [ReaderSet]
  let all: [DueReader]
  private let starts: [Int]

  init(_ sets: [ReaderSet]) {
    self.sets = sets
    all = sets.flatMap(\.all)
    starts = sets.reduce(into: [0]) { $0.append($0[$0.count - 1] + $1.all.count) }
  }

  /// The place in the list of a reader of a set.
  func index(set: Int, _ reader: Int) -> Int { starts[set] + reader }

  /// The place of the reader of a name, of the first source.
  func index(of name: String) -> Int? { sets.first?.index(of: name) }
}
