package import Minwal

/// A list behind a label, broken between its items where a terminal's line ends.
///
/// An item is never cut, so that a right-to-left one, which is isolated as a whole, stays on one line.
package struct WrappedList {
  /// What a terminal shows in a line, at least.
  package static let columns = 80

  package let text: PrintableText

  /// Makes the lines.
  ///
  /// - Parameters:
  ///   - label: What stands before the first item; further lines are indented as far, or less if little room is left.
  ///   - items: The items.
  package init(behind label: PrintableText, _ items: [PrintableText]) {
    let start = Self.width(label)
    let indent = PrintableText(String(repeating: " ", count: start <= Self.columns / 2 ? start : 6))
    var lines = [label]
    var isEmpty = true
    for (index, item) in items.enumerated() {
      let item = index < items.count - 1 ? item + "," : item
      let line = lines[lines.count - 1]
      let isLabel = lines.count == 1 && isEmpty
      let next = isLabel || line.string.hasSuffix(" ") ? line + item : line + " " + item
      let fits = Self.width(next) <= Self.columns
      // A long label takes the first item if it can; a line of its own holds at least one.
      if fits || line == indent || isLabel && start <= Self.columns / 2 {
        lines[lines.count - 1] = next
      } else {
        lines.append(indent + item)
      }
      isEmpty = false
    }
    text = lines.map { $0.withoutTrailingSpaces + "\n" }.joined()
  }

  /// How many columns a text takes; what only directs, or stands over a letter, takes none.
  package static func width(_ text: PrintableText) -> Int {
    text.string.unicodeScalars.count {
      switch $0.properties.generalCategory {
      case .format, .nonspacingMark, .enclosingMark: false
      default: true
      }
    }
  }
}
