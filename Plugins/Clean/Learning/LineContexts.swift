import Minwal

/// How the common lines of a site stand among others, in its sampled pages.
///
/// What is said of a line must hold for three of four places where it stands.
struct LineContexts {
  /// Where a line stands: running text that is not common lies around it, or below it, or above it.
  private enum Zone: CaseIterable { case above, inside, below }

  /// What was seen around one line in a zone.
  private struct Record {
    var places = 0
    var documents = 0
    /// Documents that have it twice or more.
    var repeating = 0
    /// Above or below which common line, by hash, or piece of boilerplate it stands, and how often.
    var above: [UInt64: Int] = [:]
    var below: [UInt64: Int] = [:]
    /// Where a common line, a number or boilerplate stands beside it, or behind the next short line.
    var accompanied = 0
    /// Where no short line stands beside it.
    var lone = 0
    /// Where it stands above a short line that is not common: perhaps as the heading of a list.
    var headsLines = 0
    /// Where that is an item.
    var headsItems = 0
    /// Where that is the headline of a document.
    var headsLinks = 0

    mutating func add(_ view: View) {
      places += 1
      if let partner = view.above { above[partner, default: 0] += 1 }
      if let partner = view.below { below[partner, default: 0] += 1 }
      if view.isAccompanied { accompanied += 1 }
      if view.isLone { lone += 1 }
      if view.headsLine { headsLines += 1 }
      if view.headsItem { headsItems += 1 }
      if view.headsLink { headsLinks += 1 }
    }

    func isMostly(_ count: Int) -> Bool { count * 4 >= places * 3 }
    var isRepeated: Bool { repeating * 3 >= documents }
    var isLone: Bool { isMostly(lone) }
    /// Whether the same line, or boilerplate, stands on one side.
    func hasPartner(except content: Set<UInt64>) -> Bool {
      for side in [above, below] {
        for (hash, count) in side where isMostly(count) && !content.contains(hash) { return true }
      }
      return false
    }
    /// A button among the other lines of a post, of which a document has several.
    var isOfPosts: Bool { isRepeated && isMostly(accompanied) }
    var isHeading: Bool { headsLines * 2 >= places && !isRepeated }
  }

  /// Words of each common line, by hash.
  private let common: [UInt64: Int]
  /// Lines that enough documents have to be asked for.
  private let known: Set<UInt64>
  private var records: [Zone: [UInt64: Record]] = [:]
  /// Common lines that may be content, so that to stand beside one says nothing.
  private var content: Set<UInt64> = []
  /// Whether the articles have several lines that stand alone: headings that the site gives to all, or speakers.
  private var hasOutline = false
  /// In which order lines that stand alone come.
  private var order = LineOrder()
  /// Lines with words of what sites offer, which headings do not have.
  private let offers: Set<UInt64>
  /// Whether a line is the headline of one of the site's documents.
  private let isHeadline: (_ hash: UInt64) -> Bool

  /// - Parameters:
  ///   - sampledPages: Some of the site's documents.
  ///   - common: Words of each line that a large part of the documents has, by hash.
  ///   - known: Lines that will be asked for.
  ///   - offers: Lines with words of what sites offer.
  ///   - isHeadline: Whether a line is the headline of a document.
  init(
    _ sampledPages: [SampledPage], common: [UInt64: Int], known: Set<UInt64>, offers: Set<UInt64> = [],
    isHeadline: @escaping (_ hash: UInt64) -> Bool = { _ in false }
  ) {
    self.common = common
    self.known = known
    self.offers = offers
    self.isHeadline = isHeadline
    for sampledPage in sampledPages { add(sampledPage) }
    let lone = sampledPages.map(loneLines).filter { !$0.isEmpty }
    hasOutline = lone.reduce(0) { $0 + $1.count } * 2 >= max(lone.count, 1) * 3
    for lines in lone { order.add(lines) }
    // What only stands beside content may be content, too.
    for _ in 0..<4 { content = Set(common.keys.filter(mayBeContent)) }
  }

  // MARK: What lines are

  /// Whether a short bare line is boilerplate where it stands inside the running text, not a heading or a speaker.
  func isboilerplate(_ hash: UInt64) -> Bool {
    guard let record = records[.inside]?[hash], !record.isHeading else { return false }
    if record.hasPartner(except: content) || record.isOfPosts { return true }
    let isStrewn = order.isScattered(hash) && record.isMostly(record.lone + record.accompanied)
    return (record.isLone || isStrewn) && !isOutline(hash)
  }

  /// Whether a line is boilerplate with the links below it, which lead to other documents of the site.
  func headsLinks(_ hash: UInt64) -> Bool {
    guard let record = records[.inside]?[hash] else { return false }
    return record.isHeading && record.headsLinks * 4 >= record.headsLines
  }

  private func mayBeContent(_ hash: UInt64) -> Bool {
    records[.inside]?[hash] != nil && !isboilerplate(hash) || isDoubtful(hash, isHead: false, isDateline: false)
  }

  /// Whether a line belongs to the posts of a thread, so that numbers and names beside it do, too.
  func isOfPosts(_ hash: UInt64) -> Bool { records[.inside]?[hash]?.isOfPosts == true }

  /// Whether a line may be content where it stands above or below most of the running text: a heading, or one of a
  /// list.
  ///
  /// - Parameters:
  ///   - hash: Of the line.
  ///   - isHead: Whether it stands above oftener than below, so that it is a heading if there is running text above it.
  ///   - isDateline: Whether it is written as the place and the source of a report are.
  /// - Returns: `false` if nothing speaks for it.
  func isDoubtful(_ hash: UInt64, isHead: Bool, isDateline: Bool) -> Bool {
    let inside = records[.inside]?[hash]?.places ?? 0
    if isHead, inside > 0, inside >= records[.above]?[hash]?.places ?? 0, !isboilerplate(hash) { return true }
    if let record = records[.above]?[hash] {
      if record.isMostly(record.headsItems) || record.isMostly(record.headsLines) && record.isRepeated { return true }
      if record.isLone && (isDateline || isOutline(hash)) || !record.isLone && !record.hasPartner(except: content) {
        return true
      }
    }
    guard let record = records[.below]?[hash], record.places >= 3 else { return false }
    return record.isMostly(record.headsItems)
  }

  /// Whether a line that stands alone may be one of several headings that the articles have, in the same order in all.
  /// Speakers come again, in any order.
  private func isOutline(_ hash: UInt64) -> Bool {
    guard hasOutline, !isLong(hash), !offers.contains(hash) else { return false }
    return !order.isScattered(hash) || records[.inside]?[hash]?.isRepeated == true
  }

  /// Longer than headings that many articles have: an appeal to the reader.
  private func isLong(_ hash: UInt64) -> Bool { (common[hash] ?? 0) >= 5 }

  // MARK: Looking around

  /// What stands around one line.
  private struct View {
    var above: UInt64?
    var below: UInt64?
    var isAccompanied: Bool
    var isLone: Bool
    var headsLine: Bool
    var headsItem: Bool
    var headsLink: Bool
  }

  /// The first and the last line of running text that is not common.
  private func ownText(_ lines: [SampledPage.Line]) -> ClosedRange<Int>? {
    let isOwn = { (line: SampledPage.Line) in line.kind == .prose && common[line.hash] == nil }
    guard let first = lines.firstIndex(where: isOwn), let last = lines.lastIndex(where: isOwn) else { return nil }
    return first...last
  }

  private mutating func add(_ sampledPage: SampledPage) {
    let lines = sampledPage.lines
    guard let own = ownText(lines) else { return }
    var seen: [Zone: [UInt64: Int]] = [:]
    for index in lines.indices.dropFirst() where known.contains(lines[index].hash) && lines[index].kind != .prose {
      let hash = lines[index].hash
      let zone: Zone = index < own.lowerBound ? .above : index > own.upperBound ? .below : .inside
      seen[zone, default: [:]][hash, default: 0] += 1
      records[zone, default: [:]][hash, default: Record()].add(view(of: index, lines, zone))
    }
    for (zone, counts) in seen {
      for (hash, count) in counts {
        records[zone]?[hash]?.documents += 1
        if count > 1 { records[zone]?[hash]?.repeating += 1 }
      }
    }
  }

  private func view(of index: Int, _ lines: [SampledPage.Line], _ zone: Zone) -> View {
    let above = lines[index - 1]
    let below = index + 1 < lines.count ? lines[index + 1] : nil
    let neighbours = [(above, index - 2), below.map { ($0, index + 2) }].compactMap { $0 }
    let isAccompanied = neighbours.contains { near, far in
      if isFixed(near) || near.kind == .number { return true }
      guard near.kind == .bare, lines.indices.contains(far) else { return false }
      return lines[far].kind == .number || lines[far].kind == .item && isFixed(lines[far])
    }
    let headsLine = below.map { ($0.kind == .bare || $0.kind == .item) && !isFixed($0) } ?? false
    return View(
      above: partner(above, zone), below: below.flatMap { partner($0, zone) }, isAccompanied: isAccompanied,
      isLone: neighbours.allSatisfy { $0.0.isText }, headsLine: headsLine, headsItem: headsLine && below?.kind == .item,
      headsLink: headsLine && below.map { isHeadline($0.hash) } == true)
  }

  /// Whether a line is boilerplate, or common.
  private func isFixed(_ line: SampledPage.Line) -> Bool {
    line.kind == .boilerplate || line.kind != .prose && common[line.hash] != nil
  }

  /// By what a neighbour is known; `nil` if it says nothing. All boilerplate is alike, and so are dates and numbers,
  /// which stand beside content, too, but not between headline and running text.
  private func partner(_ line: SampledPage.Line, _ zone: Zone) -> UInt64? {
    switch line.kind {
    // A line that goes on some pages is the same line where it stays.
    case .boilerplate: common[line.hash] == nil ? 0 : line.hash
    case .number: zone == .above ? 0 : nil
    case .headline: zone == .above ? 1 : nil
    case .bare: common[line.hash] == nil ? nil : line.hash
    default: nil
    }
  }

  /// The different lines of a document that stand alone and are common or come again, in their order.
  private func loneLines(_ sampledPage: SampledPage) -> [UInt64] {
    let lines = sampledPage.lines
    guard let own = ownText(lines) else { return [] }
    var found: [UInt64] = []
    for index in 1..<max(own.upperBound, 1) where lines[index].kind == .bare || lines[index].kind == .item {
      let hash = lines[index].hash
      guard !found.contains(hash), view(of: index, lines, .inside).isLone else { continue }
      let isCommon = lines[index].kind == .bare && common[hash] != nil && !isLong(hash)
      if isCommon || lines.count(where: { $0.hash == hash }) > 1 { found.append(hash) }
    }
    return found
  }
}
