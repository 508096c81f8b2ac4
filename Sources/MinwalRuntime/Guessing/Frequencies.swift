/// How often values came, the most frequent first; of equal ones, the one that came first.
package struct Frequencies<Value: Equatable & Sendable>: Sendable {
  package private(set) var counts: [(value: Value, count: Int)] = []

  /// How many values there were.
  package var total: Int { counts.reduce(0) { $0 + $1.count } }

  /// Creates an empty table.
  package init() {}

  /// Counts the values of another.
  package mutating func add(_ other: Frequencies) {
    for (value, count) in other.counts { add(value, count) }
  }

  mutating func add(_ value: Value, _ count: Int = 1) {
    // Sorted as it goes; there are few different values.
    var place = counts.firstIndex { $0.value == value } ?? counts.count
    if place == counts.count { counts.append((value, 0)) }
    counts[place].count += count
    while place > 0, counts[place - 1].count < counts[place].count {
      counts.swapAt(place - 1, place)
      place -= 1
    }
  }
}
