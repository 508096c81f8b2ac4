/// A paragraph, heading, item or the like of a page: texts between the borders of two blocks.
struct PageBlock: Sendable {
  /// The nearest block around it.
  var element: Int32
  /// What is true of that.
  var context: BlockTraits
  /// 1 to 6 for a heading, 0 for anything else.
  var level: UInt8 = 0
  /// The first of its parts.
  var first: Int32
  /// The last of its parts.
  var last: Int32
  var weight: Int32 = 0
  var linked: Int32 = 0
  var marks: Int32 = 0
  var digits: Int32 = 0
  var ending = TextMeasure.Ending.none
  /// Whether it belongs to a picture.
  var isCaption = false
  /// Why it is left out; `nil` as long as it is not.
  var reason: RemovalReason?
  /// Of what is left out with an element: that element, or -1.
  var removedWith: Int32 = -1
  /// The first and the last text in it.
  var firstText: Int32 = -1
  var lastText: Int32 = -1

  var linkShare: Double { weight > 0 ? min(1, Double(linked) / Double(weight)) : 0 }
  var isHeading: Bool { context.contains(.heading) }
  var isItem: Bool { !context.isDisjoint(with: [.item, .cell, .dataRow]) }
  var isQuote: Bool { context.contains(.quote) }
}

/// The blocks of a page and their parts.
struct PageBlocks: Sendable {
  /// A part of a block: a text, or what separates two.
  struct Part: Sendable {
    /// The number of the text, ``lineBreak`` or ``cellBorder``.
    var text: Int32
    var next: Int32 = -1
  }

  static let lineBreak: Int32 = -1
  /// Between two cells of a row.
  static let cellBorder: Int32 = -2

  private(set) var blocks: [PageBlock] = []
  private(set) var parts: [Part] = []

  /// Makes the blocks of all of a page.
  mutating func run(_ survey: PageSurvey, _ pruner: Pruner) {
    blocks.removeAll(keepingCapacity: true)
    parts.removeAll(keepingCapacity: true)
    var open = -1
    var removed = -1
    var removedEnd: Int32 = -1
    var breaks = 0
    // The nearest block around the place.
    var block: Int32 = -1
    for event in survey.events {
      switch event.kind {
      case .enter:
        let element = survey.elements[Int(event.index)]
        if event.index >= removedEnd { removed = -1 }
        if pruner.reasons[Int(event.index)] != nil {
          if removed < 0 {
            removed = blocks.count
            removedEnd = element.end
            blocks.append(
              PageBlock(element: event.index, context: element.context, first: -1, last: -1))
            blocks[removed].reason = pruner.reasons[Int(event.index)]
            blocks[removed].removedWith = event.index
            if element.traits.contains(.block) { open = -1 }
          }
          continue
        }
        if element.traits.contains(.block) {
          block = event.index
          open = -1
        } else if element.traits.contains(.cell), open >= 0 {
          append(Self.cellBorder, to: open)
        }
      case .leave:
        guard pruner.reasons[Int(event.index)] == nil else { continue }
        let element = survey.elements[Int(event.index)]
        if element.traits.contains(.block) {
          open = -1
          block = element.parent < 0 ? -1 : survey.elements[Int(element.parent)].block
        }
      case .lineBreak:
        guard event.index >= 0, pruner.reasons[Int(event.index)] == nil else { continue }
        breaks += 1
        if breaks > 1 { open = -1 } else if open >= 0 { append(Self.lineBreak, to: open) }
        continue
      case .text:
        let text = survey.texts[Int(event.index)]
        let isRemoved = pruner.reasons[Int(text.element)] != nil
        if text.measure.weight > 0 {
          breaks = 0
        } else if open < 0, !isRemoved {
          continue
        }
        if isRemoved {
          if removed >= 0 { append(event.index, text.measure, survey, to: removed) }
          continue
        }
        if open < 0 {
          open = blocks.count
          let context = block < 0 ? [] : survey.elements[Int(block)].context
          blocks.append(PageBlock(element: max(0, block), context: context, first: -1, last: -1))
          if block >= 0 { blocks[open].level = Self.level(Int(block), survey) }
        }
        append(event.index, text.measure, survey, to: open)
      }
    }
    blocks.removeAll { $0.weight == 0 }
  }

  private static func level(_ block: Int, _ survey: PageSurvey) -> UInt8 {
    guard survey.elements[block].context.contains(.heading) else { return 0 }
    var place = block
    // Headings hold few elements.
    for _ in 0..<8 {
      switch survey.elements[place].tag {
      case .h1: return 1
      case .h2: return 2
      case .h3: return 3
      case .h4: return 4
      case .h5: return 5
      case .h6: return 6
      default: break
      }
      guard survey.elements[place].parent >= 0 else { break }
      place = Int(survey.elements[place].parent)
    }
    return 6
  }

  private mutating func append(_ text: Int32, to block: Int) {
    parts.append(Part(text: text))
    let part = Int32(parts.count - 1)
    if blocks[block].last >= 0 { parts[Int(blocks[block].last)].next = part } else { blocks[block].first = part }
    blocks[block].last = part
  }

  private mutating func append(_ text: Int32, _ measure: TextMeasure, _ survey: PageSurvey, to block: Int) {
    append(text, to: block)
    guard measure.weight > 0 else { return }
    if blocks[block].firstText < 0 { blocks[block].firstText = text }
    blocks[block].lastText = text
    blocks[block].weight += measure.weight
    blocks[block].marks += measure.marks
    blocks[block].digits += measure.digits
    if measure.ending != .none { blocks[block].ending = measure.ending }
    if survey.texts[Int(text)].isLinked { blocks[block].linked += measure.weight }
  }

  mutating func remove(_ block: Int, _ reason: RemovalReason) { blocks[block].reason = reason }

  /// Says that a block belongs to a picture.
  mutating func markCaption(_ block: Int) { blocks[block].isCaption = true }
}
