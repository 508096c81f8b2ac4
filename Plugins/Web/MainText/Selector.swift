/// Decides which blocks in and around the root are text, by their length, links and neighbours.
struct Selector {
  let survey: PageSurvey
  let root: Int
  /// The first element behind the text.
  let end: Int
  /// The heading with the title, or -1.
  let title: Int
  let texts: TextReader
  /// Whether what belongs to pictures is kept.
  let keepsCaptions: Bool
  /// The prose in each element.
  let mass: [Int32]
  /// How many elements before each one name an author.
  let authors: [Int32]

  /// Leaves out all blocks that are not text.
  func run(_ blocks: inout PageBlocks) {
    var inside: [Int] = lead(blocks)
    let leads = Set(inside)
    for index in blocks.blocks.indices where blocks.blocks[index].reason == nil {
      let element = Int(blocks.blocks[index].element)
      if leads.contains(index) { continue }
      if element < root || element >= end {
        blocks.remove(index, .outside)
      } else {
        inside.append(index)
      }
    }
    let all = inside.map { blocks.blocks[$0] }
    let count = all.count
    let isPromotion = all.map { ($0.weight < 200 && $0.linked > 0 || $0.weight < 60) && texts.isPromotion($0, blocks) }
    let isGood = all.indices.map { Self.isGood(all[$0]) && !isPromotion[$0] }
    guard var first = isGood.firstIndex(of: true), var last = isGood.lastIndex(of: true) else {
      for index in inside where blocks.blocks[index].linkShare >= 0.5 { blocks.remove(index, .linkList) }
      return
    }
    while last + 1 < count {
      var place = last + 1
      // A heading goes with the list, the table or the code below it.
      if all[place].isHeading, all[place].linkShare == 0, place + 1 < count, Self.isData(all[place + 1]),
        isNear(all[place], all[last]), isNear(all[place + 1], all[last])
      {
        place += 1
      }
      let next = all[place]
      guard !next.isHeading, !isPromotion[place] else { break }
      let isText =
        next.linkShare < 0.3
        && (next.isItem || Self.isData(next) && isNear(next, all[last]) || next.weight >= 50
          || isBeside(next, all[last]))
      guard isText else { break }
      last = place
    }
    // A first sentence that is full of links.
    while first > 0, all[first - 1].ending == .stop, all[first - 1].weight >= 40, all[first - 1].linkShare < 0.7,
      !all[first - 1].isHeading, !all[first - 1].isItem
    {
      first -= 1
    }
    while first > 0, isBeside(all[first - 1], all[first]), all[first - 1].linkShare < 0.3, !isPromotion[first - 1] {
      first -= 1
    }
    // Lists, each with its heading: what is needed comes before what is to be done with it.
    var isHeaded = false
    while first > 0, all[first - 1].linkShare < 0.2, !isPromotion[first - 1] {
      let block = all[first - 1]
      guard block.isItem && !block.isHeading || (2...4).contains(block.level) && !isHeaded else { break }
      isHeaded = block.isHeading
      first -= 1
    }

    if let start = startOfText(all), start > first, start <= last { first = start }
    for place in 0..<count {
      let block = all[place]
      let index = inside[place]
      if place < first {
        blocks.remove(index, .before)
      } else if place > last {
        blocks.remove(index, .after)
      } else if isPromotion[place] {
        blocks.remove(index, .promotion)
      } else if block.level == 1, isTitle(block) {
        blocks.remove(index, .title)
      } else if place - first < 3, block.weight < 200, isNamed(block, .deck) {
        blocks.remove(index, .subtitle)
      } else if isCaption(block) {
        blocks.markCaption(index)
        if !keepsCaptions { blocks.remove(index, .caption) }
      } else if place - first < 3, block.weight < 90, block.ending != .stop, block.digits >= 4,
        block.digits * 8 > block.weight
      {
        blocks.remove(index, .details)
      } else if !isGood[place], block.linkShare > (block.isHeading ? 0.8 : 0.5),
        !(block.isItem && block.weight > 60 && block.linkShare < 0.85), !block.context.contains(.dataRow)
      {
        blocks.remove(index, .linkList)
      }
    }
    removeAppeals(inside, &blocks)
    removeAuthors(inside, &blocks)
    removeHeadings(inside, &blocks)
  }

  /// Leaves out lines at the end in which the site speaks of itself.
  private func removeAppeals(_ inside: [Int], _ blocks: inout PageBlocks) {
    for index in inside.reversed() {
      let block = blocks.blocks[index]
      if block.reason != nil { continue }
      guard block.weight < 160, block.linked > 0, !block.isQuote, texts.namesSite(block) else { return }
      blocks.remove(index, .promotion)
    }
  }

  /// Leaves out what is said at the end about who wrote the text: it stands with the name.
  private func removeAuthors(_ inside: [Int], _ blocks: inout PageBlocks) {
    // In a thread, each post stands with a name.
    let kept = inside.filter { blocks.blocks[$0].reason == nil && !blocks.blocks[$0].isHeading }
    let named = kept.count { isBesideAuthor(blocks.blocks[$0]) }
    guard named < 5, named * 2 < kept.count || named < 2 else { return }
    var left = 4
    for index in inside.reversed() where left > 0 {
      let block = blocks.blocks[index]
      if block.reason != nil { continue }
      left -= 1
      guard block.weight < 700 else { return }
      if isBesideAuthor(block) {
        blocks.remove(index, .byline)
      } else if left >= 2, texts.namesAuthor(block) {
        blocks.remove(index, .byline)
      } else if block.weight >= 60 {
        return
      }
    }
  }

  private func isBesideAuthor(_ block: PageBlock) -> Bool {
    var place = Int(block.element)
    for _ in 0..<5 {
      guard place > root, survey.elements[place].weight < block.weight + 300, mass[place] * 4 < mass[root] else {
        return false
      }
      if authors[Int(survey.elements[place].end)] > authors[place] { return true }
      place = Int(survey.elements[place].parent)
    }
    return false
  }

  /// The first block behind the title, if the title is the page's and most of the text is behind it.
  private func startOfText(_ all: [PageBlock]) -> Int? {
    guard title >= 0, let place = all.firstIndex(where: { $0.isHeading && isInTitle($0) && texts.isTitle($0) }) else {
      return nil
    }
    var before: Int64 = 0
    var behind: Int64 = 0
    for index in all.indices where Self.isGood(all[index]) {
      if index < place { before += Int64(all[index].weight) } else { behind += Int64(all[index].weight) }
    }
    return before < behind ? place : nil
  }

  /// Leaves out headings that have nothing below them that is kept, and short lines that lead to links alone.
  private func removeHeadings(_ inside: [Int], _ blocks: inout PageBlocks) {
    // Whether there is text for a heading of each level.
    var hasText = [Bool](repeating: false, count: 7)
    for place in inside.indices.reversed() {
      let block = blocks.blocks[inside[place]]
      guard block.reason == nil else { continue }
      let next = place + 1 < inside.count ? blocks.blocks[inside[place + 1]].reason : .after
      guard block.isHeading, !Self.isParagraph(block) else {
        if next == .linkList || next == .promotion, block.weight < 60, block.ending != .stop, !block.isItem,
          !block.isQuote
        {
          blocks.remove(inside[place], .related)
          continue
        }
        for level in hasText.indices { hasText[level] = true }
        continue
      }
      let level = Int(block.level)
      let leads = hasText[level] && next != .linkList && next != .promotion
      if !leads { blocks.remove(inside[place], .emptyHeading) }
      for other in level..<7 { hasText[other] = false }
    }
  }

  /// Whether two blocks have an element around them that is not far from either.
  private func isNear(_ block: PageBlock, _ other: PageBlock) -> Bool {
    func around(_ block: PageBlock) -> [Int] {
      var place = Int(block.element)
      var result: [Int] = []
      while result.count < 4, place > root {
        place = Int(survey.elements[place].parent)
        result.append(place)
      }
      return result
    }
    let others = around(other)
    return around(block).contains { others.contains($0) }
  }

  /// Whether a block is of a list, a table or code, which need no sentences.
  private static func isData(_ block: PageBlock) -> Bool {
    block.isItem || !block.context.isDisjoint(with: [.dataRow, .preformatted])
  }

  /// Whether both are paragraphs of one element.
  private func isBeside(_ block: PageBlock, _ other: PageBlock) -> Bool {
    let one = survey.elements[Int(block.element)]
    let two = survey.elements[Int(other.element)]
    return block.element == other.element || one.tag == .p && two.tag == .p && one.parent == two.parent
  }

  /// Whether a block belongs to a picture.
  private func isCaption(_ block: PageBlock) -> Bool {
    if block.context.contains(.figure), block.weight < 280,
      block.context.isDisjoint(with: [.quote, .cell, .dataRow, .preformatted, .item])
    {
      return true
    }
    if block.weight < 250, !block.isHeading, texts.hasCopyrightSign(block) || texts.isCaption(block) { return true }
    return block.weight < 200 && !block.isHeading && !block.isItem && isBesideImage(block)
  }

  /// Whether an element has a picture and this block only.
  private func isBesideImage(_ block: PageBlock) -> Bool {
    var place = Int(block.element)
    for _ in 0..<6 {
      guard place > root else { return false }
      let element = survey.elements[place]
      guard element.weight <= block.weight + 40 else { return false }
      if element.endImage == element.firstImage + 1 {
        // A picture may stand in a paragraph of the text.
        return block.ending != .stop || element.tag != .p && block.weight < 110
      }
      place = Int(element.parent)
    }
    return false
  }

  private func isTitle(_ block: PageBlock) -> Bool {
    isInTitle(block) || texts.isTitle(block)
  }

  private func isInTitle(_ block: PageBlock) -> Bool {
    title >= 0 && Int(block.element) >= title && Int(block.element) < Int(survey.elements[title].end)
  }

  /// What stands between the title and the root and is prose.
  private func lead(_ blocks: PageBlocks) -> [Int] {
    guard title >= 0, title < root else { return [] }
    let start = Int(survey.elements[title].end)
    var result: [Int] = []
    for index in blocks.blocks.indices {
      let block = blocks.blocks[index]
      guard block.reason == nil, Int(block.element) >= start else { continue }
      if Int(block.element) >= root { break }
      let isDescription = texts.isDescription(block)
      if block.isHeading, !isDescription, !isNamed(block, .lead) {
        continue
      }
      guard block.weight >= 80, block.linkShare < 0.25 else { continue }
      if block.weight < 200, isNamed(block, .deck) { continue }
      if block.isItem { continue }
      if block.ending == .stop || isDescription || isNamed(block, .lead) { result.append(index) }
    }
    return result
  }

  /// Whether a block or one of the two elements around it is named so.
  private func isNamed(_ block: PageBlock, _ evidence: Evidence) -> Bool {
    var place = Int(block.element)
    for _ in 0..<3 where place >= 0 && survey.elements[place].weight < block.weight + 100 {
      if survey.elements[place].evidence.contains(evidence) { return true }
      place = Int(survey.elements[place].parent)
    }
    return false
  }

  /// Whether a heading is so long and so much like a sentence that it is a paragraph.
  private static func isParagraph(_ heading: PageBlock) -> Bool {
    heading.weight >= 140 && heading.marks >= 2 && heading.linkShare < 0.25
  }

  static func isGood(_ block: PageBlock) -> Bool {
    if block.isHeading { return isParagraph(block) }
    let share = block.linkShare
    return block.weight >= 80 && share < 0.4 || block.weight >= 140 && share < 0.6
      || block.weight >= 30 && share < 0.25 && block.ending == .stop || block.isQuote && share < 0.5
  }
}
