import Minwal

/// Two lists of lines, side by side.
struct LineComparison {
  /// Lines that follow one another.
  enum Group {
    case same([String])
    /// Lines of the first, and those of the second that are there in their place.
    case changed([String], [String])
  }

  /// In order; those that are the same and those that are not alternate.
  let groups: [Group]

  init(_ first: [String], _ second: [String]) {
    // By their bytes: what looks the same may not be.
    let (old, new) = (first.map { Array($0.utf8) }, second.map { Array($0.utf8) })
    var removed = Set<Int>()
    var inserted = Set<Int>()
    for change in new.difference(from: old) {
      switch change {
      case .remove(let offset, _, _): removed.insert(offset)
      case .insert(let offset, _, _): inserted.insert(offset)
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
