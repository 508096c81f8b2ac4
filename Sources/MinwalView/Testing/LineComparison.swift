import Minwal

/// Two lists of lines, side by side.
package struct LineComparison {
  /// Lines that follow one another.
  package enum Group {
    case same([String])
    /// Lines of the first, and those of the second that are there in their place.
    case changed([String], [String])
  }

  /// In order; those that are the same and those that are not alternate.
  package let groups: [Group]

  /// With more lines than this between the first and the last difference, all of them are one: to compare them takes
  /// time that grows with the product of lines and differences.
  private static let mostLines = 2000

  package init(_ first: [String], _ second: [String]) {
    // By their bytes: what looks the same may not be.
    let (old, new) = (first.map { Array($0.utf8) }, second.map { Array($0.utf8) })
    let start = zip(old, new).prefix { $0 == $1 }.count
    let end = zip(old[start...].reversed(), new[start...].reversed()).prefix { $0 == $1 }.count
    let (oldRest, newRest) = (start..<(old.count - end), start..<(new.count - end))
    var removed = Set<Int>()
    var inserted = Set<Int>()
    if oldRest.count + newRest.count > Self.mostLines {
      removed = Set(oldRest)
      inserted = Set(newRest)
    } else {
      for change in Array(new[newRest]).difference(from: Array(old[oldRest])) {
        switch change {
        case .remove(let offset, _, _): removed.insert(start + offset)
        case .insert(let offset, _, _): inserted.insert(start + offset)
        }
      }
    }
    var groups: [Group] = []
    var (oldIndex, newIndex) = (0, 0)
    while oldIndex < old.count || newIndex < new.count {
      let (oldStart, newStart) = (oldIndex, newIndex)
      while removed.contains(oldIndex) { oldIndex += 1 }
      while inserted.contains(newIndex) { newIndex += 1 }
      if oldIndex > oldStart || newIndex > newStart {
        groups.append(.changed(Array(first[oldStart..<oldIndex]), Array(second[newStart..<newIndex])))
        continue
      }
      while oldIndex < old.count, !removed.contains(oldIndex), !inserted.contains(newIndex) {
        oldIndex += 1
        newIndex += 1
      }
      groups.append(.same(Array(first[oldStart..<oldIndex])))
    }
    self.groups = groups
  }
}
