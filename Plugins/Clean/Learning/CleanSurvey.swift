public import Minwal

/// The lines that the documents of each site have in common.
///
/// Lines are known by the hash of their folded text, in which all numbers are alike. Counts are of documents: a line
/// that a document has twice counts once. Memory is bounded by forgetting the rarest lines; since surveys are merged
/// in the order of the input, what is forgotten does not depend on the number of workers.
public struct CleanSurvey: StageSurvey {
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
    /// The line as the first document has it, without the white space around it.
    var example: [UInt8]

    mutating func merge(_ later: LineStatistics) {
      documents += later.documents
      head += later.head
      tail += later.tail
      headlines += later.headlines
      contentSketch |= later.contentSketch
    }
  }

  struct Site: Hashable {
    var documents = 0
    var lines: [UInt64: LineStatistics] = [:]
    /// Some of the documents, by key.
    var sampledPages: [SampledPage] = []

    /// Forgets the rarest lines until no more than half of `limit` are left, if there are more than `limit`.
    mutating func prune(to limit: Int) {
      var rarest = 1
      while lines.count > limit || rarest > 1 && lines.count > limit / 2 {
        lines = lines.filter { $0.value.documents > rarest }
        rarest *= 2
      }
    }
  }

  /// By name; `""` for documents that tell no site.
  private(set) var sites: [String: Site] = [:]
  /// Lines of all sites.
  private(set) var lineCount = 0
  /// Lines of all sampled pages.
  private(set) var specimenLines = 0

  /// How many lines a site, and all sites, may have.
  private let mostOfSite: Int
  private let most: Int

  public init() { self.init(mostOfSite: 200_000, most: 2_000_000) }

  init(mostOfSite: Int, most: Int) {
    self.mostOfSite = mostOfSite
    self.most = most
  }

  public mutating func merge(_ later: CleanSurvey) {
    for (name, site) in later.sites {
      add(site.lines.lazy.map { ($0.key, $0.value) }, site.sampledPages, documents: site.documents, to: name)
    }
    pruneAll()
  }

  /// Adds the lines of a document, each once, and the document as an example.
  mutating func add(_ lines: [(UInt64, LineStatistics)], _ sampledPage: SampledPage? = nil, to site: String) {
    add(lines, sampledPage.map { [$0] } ?? [], documents: 1, to: site)
    pruneAll()
  }

  mutating func add(
    _ lines: some Sequence<(UInt64, LineStatistics)>, _ sampledPages: [SampledPage], documents: Int, to name: String
  ) {
    var site = sites.removeValue(forKey: name) ?? Site()
    lineCount -= site.lines.count
    site.documents += documents
    for (hash, line) in lines {
      if site.lines[hash]?.merge(line) == nil { site.lines[hash] = line }
    }
    if !sampledPages.isEmpty {
      specimenLines -= Self.weight(site.sampledPages)
      site.sampledPages = SampledPage.merge(site.sampledPages, sampledPages, most: SampledPage.most(of: name))
      specimenLines += Self.weight(site.sampledPages)
    }
    site.prune(to: mostOfSite)
    lineCount += site.lines.count
    sites[name] = site
  }

  private static func weight(_ sampledPages: [SampledPage]) -> Int { sampledPages.reduce(0) { $0 + $1.weight } }

  /// Forgets the rarest lines of all sites, and sites of which nothing is left.
  private mutating func pruneAll() {
    var rarest = 1
    while lineCount > most || rarest > 1 && lineCount > most / 2 {
      for (name, var site) in sites {
        site.lines = site.lines.filter { $0.value.documents > rarest }
        sites[name] = site.lines.isEmpty ? nil : site
      }
      lineCount = sites.values.reduce(0) { $0 + $1.lines.count }
      specimenLines = sites.values.reduce(0) { $0 + Self.weight($1.sampledPages) }
      rarest *= 2
    }
    while specimenLines > most {
      for (name, site) in sites {
        sites[name]?.sampledPages = Array(site.sampledPages.prefix(site.sampledPages.count / 2))
      }
      specimenLines = sites.values.reduce(0) { $0 + Self.weight($1.sampledPages) }
    }
  }
}
