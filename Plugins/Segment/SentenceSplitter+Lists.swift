import Minwal

/// Lists whose items stand in one line.
extension SentenceSplitter {
  /// The place before the item of a list that stands in one line with the item before it: "1. Milk 2. Bread". That one
  /// begins the sentence, with a marker unless it has a bullet.
  func itemStart(
    at unit: TextReader.Unit, sentence start: Int, _ marker: ListMarker?, in text: TextReader
  ) -> Int? {
    var item = unit.start
    if ListMarker.isBullet(unit.scalar) {
      guard start < unit.start, text.unit(at: start)?.scalar == unit.scalar else { return nil }
      return isAfterSpace(unit.start, in: text) ? unit.start : nil
    }
    guard ListMarker.isMark(unit.scalar), let first = marker else { return nil }
    // Not more than three digits and the dot of "1.)" are looked back at.
    for _ in 0..<4 {
      guard let before = text.unit(before: item), before.start >= start else { break }
      guard digitValue(before.scalar) != nil || before.kind.isLetter || before.scalar == 0x28 else { break }
      item = before.start
    }
    guard item < unit.start, item > start, isAfterSpace(item, in: text),
      let marker = ListMarker(at: item, in: text), marker.end >= unit.end,
      // "J. K. Marsh": an item has something in it.
      text.skipSpaces(from: first.end) < item, marker.follows(first)
    else { return nil }
    return item
  }

  private func isAfterSpace(_ position: Int, in text: TextReader) -> Bool {
    guard let before = text.unit(before: position) else { return true }
    return before.kind == .space || before.kind.isLineBreak
  }

  /// The place before the first item of a list that a colon announces: "We need: 1. Milk 2. Bread".
  ///
  /// Ordinals look the same ("am: 1. Mai"), so that in languages that have them only a starter makes an item.
  func firstItem(at dot: TextReader.Unit, sentence start: Int, in text: TextReader) -> Int? {
    guard dot.scalar == 0x2E else { return nil }
    var item = dot.start
    for _ in 0..<3 {
      guard let before = text.unit(before: item), before.start > start, digitValue(before.scalar) != nil else { break }
      item = before.start
    }
    guard item < dot.start, var colon = text.unit(before: item) else { return nil }
    let isApart = colon.kind == .space
    if isApart, let before = text.unit(before: colon.start) { colon = before }
    // A wide colon has its space inside.
    guard colon.scalar == 0xFF1A || (isApart && colon.scalar == 0x3A), colon.start >= start,
      let marker = ListMarker(at: item, in: text)
    else { return nil }
    if rules.hasOrdinals {
      let opening = Opening(at: text.skipSpaces(from: marker.end), in: text)
      guard rules.words[text, opening.word].contains(.starter) else { return nil }
    }
    let limit = min(text.end, item + Self.longestItem)
    var position = marker.end
    while position < limit, let unit = text.unit(at: position), !unit.kind.isLineBreak {
      position = unit.end
      guard unit.kind == .space || unit.kind == .terminator else { continue }
      if let other = ListMarker(at: position, in: text), other.follows(marker) { return item }
    }
    return nil
  }

  /// How far behind the first item of a list is looked for the second, in bytes.
  private static let longestItem = 400
}
