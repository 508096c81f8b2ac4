/// How often values came, the most frequent first; of equal ones, the one that came first.
package struct Frequencies<Value: Equatable & Sendable>: Sendable {
  package private(set) var counts: [(value: Value, count: Int)] = []

  /// How many values there were.
  package var total: Int { counts.reduce(0) { $0 + $1.count } }

  mutating func add(_ value: Value) {
    guard let index = counts.firstIndex(where: { $0.value == value }) else {
      counts.append((value, 1))
      return
    }
    counts[index].count += 1
    // Sorted as it goes; there are few different values.
    var place = index
    while place > 0, counts[place - 1].count < counts[place].count {
      counts.swapAt(place - 1, place)
      place -= 1
    }
  }
}
