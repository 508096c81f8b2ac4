public import Minwal

/// The lines that the documents of each site have in common.
///
/// Lines are known by the hash of their folded text, in which all numbers are alike. Counts are of documents: a line
/// that a document has twice counts once. Memory is bounded by forgetting lines whose hashes are beyond a threshold;
/// what is forgotten depends neither on how documents were divided nor on the order of merging.
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
    /// The line as one document has it, without the white space around it: of all forms, the least.
    var example: [UInt8]

    mutating func merge(_ other: LineStatistics) {
      documents += other.documents
      head += other.head
      tail += other.tail
      headlines += other.headlines
      contentSketch |= other.contentSketch
      if other.example != example, other.example.lexicographicallyPrecedes(example) { example = other.example }
    }
  }

  struct Site: Hashable {
    var documents = 0
    var lines: [UInt64: LineStatistics] = [:]
    /// Some of the documents, by key.
    var sampledPages: [SampledPage] = []
  }

  /// By name; `""` for documents that tell no site.
  private(set) var sites: [String: Site] = [:]
  /// Lines of all sites.
  private(set) var lineCount = 0
  /// Lines of all sampled pages.
  private(set) var specimenLines = 0

  /// The greatest hash of lines that are kept.
  private(set) var threshold = UInt64.max
  /// How many lines all sites may have.
  private let most: Int

  public init() { self.init(threshold: .max) }

  init(most: Int = 2_000_000, threshold: UInt64 = .max) {
    self.most = most
    self.threshold = threshold
  }

  public var byteCount: Int { lineCount * 192 + specimenLines * 16 }

  public mutating func merge(_ other: CleanSurvey) {
    lower(to: other.threshold)
    for (name, site) in other.sites {
      add(site.lines.lazy.map { ($0.key, $0.value) }, site.sampledPages, documents: site.documents, to: name)
    }
    prune()
  }

  /// Adds the lines of a document, each once, and the document as an example.
  mutating func add(_ lines: [(UInt64, LineStatistics)], _ sampledPage: SampledPage? = nil, to site: String) {
    add(lines, sampledPage.map { [$0] } ?? [], documents: 1, to: site)
    prune()
  }

  mutating func add(
    _ lines: some Sequence<(UInt64, LineStatistics)>, _ sampledPages: [SampledPage], documents: Int, to name: String
  ) {
    var site = sites.removeValue(forKey: name) ?? Site()
    lineCount -= site.lines.count
    site.documents += documents
    for (hash, line) in lines where hash <= threshold {
      if site.lines[hash]?.merge(line) == nil { site.lines[hash] = line }
    }
    if !sampledPages.isEmpty {
      specimenLines -= Self.weight(site.sampledPages)
      site.sampledPages = SampledPage.merge(site.sampledPages, sampledPages, most: SampledPage.most(of: name))
      specimenLines += Self.weight(site.sampledPages)
    }
    lineCount += site.lines.count
    sites[name] = site
  }

  private static func weight(_ sampledPages: [SampledPage]) -> Int { sampledPages.reduce(0) { $0 + $1.weight } }

  /// Lowers the threshold until no more lines are left than may be.
  private mutating func prune() {
    while lineCount > most { lower(to: threshold / 2) }
  }

  /// Forgets lines beyond a threshold.
  private mutating func lower(to limit: UInt64) {
    guard limit < threshold else { return }
    threshold = limit
    for (name, var site) in sites {
      site.lines = site.lines.filter { $0.key <= limit }
      sites[name] = site
    }
    lineCount = sites.values.reduce(0) { $0 + $1.lines.count }
  }
}
