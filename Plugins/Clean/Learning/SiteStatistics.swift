import Minwal

/// What the documents of one site have in common.
struct SiteStatistics {
  /// How many documents were counted.
  private(set) var documents = 0
  /// The lines that enough documents have, by hash.
  private(set) var lines: [UInt64: CleanSurvey.LineStatistics] = [:]
  /// The headlines of all documents, by hash.
  private(set) var headlines: Set<UInt64>
  /// Some of the documents, by key.
  private(set) var sampledPages: [SampledPage] = []

  /// A line while it is being counted.
  private struct Count {
    var statistics = CleanSurvey.LineStatistics(example: [])
    /// The last page that has it, and what was seen of it there.
    var page = -1
    var traits: ObservedPage.Traits = []

    /// Adds what the last page has of the line.
    mutating func finishPage(_ page: ObservedPage) {
      statistics.documents += page.copies
      if traits.contains(.isHead) { statistics.head += page.copies }
      if traits.contains(.isTail) { statistics.tail += page.copies }
      if traits.contains(.isHeadline) { statistics.headlines += page.copies }
      statistics.contentSketch |= 1 << (page.key & 63)
    }
  }

  /// Counts.
  ///
  /// - Parameters:
  ///   - site: What was observed, in order.
  ///   - name: The site's name.
  ///   - least: How many documents must have a line.
  init(_ site: CleanSurvey.Site, name: String, least: Int) {
    headlines = site.headlines
    var counts: [UInt64: Count] = [:]
    for (index, page) in site.pages.enumerated() {
      documents += page.copies
      for line in page.lines {
        if line.traits.contains(.isHeadline) { headlines.insert(line.hash) }
        guard line.isCounted else { continue }
        Self.add(line, index, site.pages, &counts[line.hash, default: Count()])
      }
    }
    for (hash, var count) in counts {
      count.finishPage(site.pages[count.page])
      if count.statistics.documents >= least { lines[hash] = count.statistics }
    }
    counts = [:]
    for page in site.pages {
      page.forEachCounted { line, text in
        guard !text.isEmpty, let known = lines[line.hash]?.example else { return }
        if known.isEmpty || text.lexicographicallyPrecedes(known) { lines[line.hash]?.example = Array(text) }
      }
    }
    lines = lines.filter { !$0.value.example.isEmpty }
    sample(site.pages, most: SampledPage.most(of: name))
  }

  /// Counts a line; one that a document has twice counts once, and as standing above or below if it does so everywhere.
  private static func add(
    _ line: ObservedPage.Line, _ page: Int, _ pages: [ObservedPage], _ count: inout Count
  ) {
    if count.page == page {
      let places: ObservedPage.Traits = [.isHead, .isTail]
      let isHeadline = count.traits.union(line.traits).intersection(.isHeadline)
      count.traits =
        line.traits.isDisjoint(with: places) ? isHeadline : count.traits.subtracting(.isHeadline).union(isHeadline)
      return
    }
    if count.page >= 0 { count.finishPage(pages[count.page]) }
    count.page = page
    count.traits = line.traits
  }

  /// Keeps those with the least keys, of copies one.
  private mutating func sample(_ pages: [ObservedPage], most: Int) {
    var labels = LabelReader()
    for page in pages where sampledPages.last?.key != page.key {
      if sampledPages.count == most { break }
      sampledPages.append(page.sample(&labels))
    }
  }
}

extension CleanSurvey {
  /// What is known of a line.
  struct LineStatistics: Hashable {
    /// Documents that have it, and those of them where it stands nowhere but above, or below, the running text.
    var documents = 0
    var head = 0
    var tail = 0
    /// Documents whose headline it was taken for.
    var headlines = 0
    /// One bit of 64 for each document, chosen by what its longest lines say: many copies of one article set one bit.
    var contentSketch: UInt64 = 0
    /// The line as one document has it, without the white space around it: of all forms that were kept, the least.
    var example: [UInt8]
  }
}

extension CleanSurvey.LineStatistics: BinaryCodable {
  func encode(into writer: inout BinaryWriter) {
    for count in [documents, head, tail, headlines] { writer.write(count) }
    writer.write(contentSketch)
    writer.writeBytes(example.span)
  }

  init(from reader: inout BinaryReader) throws {
    documents = try reader.read()
    head = try reader.read()
    tail = try reader.read()
    headlines = try reader.read()
    contentSketch = try reader.read()
    example = Array(try reader.read(String.self).utf8)
  }
}
