public import Minwal

/// The documents of each site, as they were observed.
///
/// Of a large site a part of the documents is kept, those with the least keys. If there are too many documents of all
/// sites, fewer are kept of each, and then only of a part of the sites, which their hashes choose. So what is kept
/// depends on which documents there are, but neither on how they were divided nor on the order of merging.
public struct CleanSurvey: StageSurvey {
  struct Site: Hashable {
    /// All documents that were observed.
    var documents = 0
    var pages: [ObservedPage] = []
    /// Headlines of documents that were not kept, by hash.
    var headlines: Set<UInt64> = []

    var byteCount: Int { pages.reduce(128 + headlines.count * 16) { $0 + $1.byteCount } }
  }

  /// By name; `""` for documents that tell no site.
  private(set) var sites: [String: Site] = [:]
  public private(set) var byteCount = 0
  /// How much less is kept than there is room for at first.
  private(set) var level = 0
  /// The greatest hash of headlines that are kept.
  private(set) var greatestHeadline = UInt64.max

  /// How many documents of all sites are kept.
  private let most: Int
  private var count = 0
  /// How many there were when they were last put in order.
  private var tidyCount = 0

  public init() { self.init(level: 0) }

  init(most: Int = 1 << 16, level: Int = 0, greatestHeadline: UInt64 = .max) {
    self.most = most
    self.level = level
    self.greatestHeadline = greatestHeadline
  }

  /// How many documents of a site are kept at a level: more of those that tell no site, since they may be of many.
  private static func mostPages(of site: String, _ level: Int) -> Int {
    max((site.isEmpty ? 8_192 : 2_048) >> min(level, 7), 16)
  }

  /// Whether a site is kept at a level.
  private static func keeps(_ site: String, _ level: Int) -> Bool {
    level <= 7 || StableHash.hash(site) <= UInt64.max >> UInt64(min(level - 7, 63))
  }

  /// So many documents of a site are enough to keep of most long lines only their hashes.
  private static func isLarge(_ site: String, _ documents: Int) -> Bool { documents > (site.isEmpty ? 2_560 : 256) }

  /// Adds a document.
  mutating func add(_ page: ObservedPage, to site: String) {
    sites[site, default: Site()].documents += 1
    sites[site]?.pages.append(page)
    count += 1
    byteCount += page.byteCount
    tidyIfNeeded()
  }

  public mutating func merge(_ other: CleanSurvey) {
    level = max(level, other.level)
    greatestHeadline = min(greatestHeadline, other.greatestHeadline)
    for (name, site) in other.sites { add(site, to: name) }
    count += other.count
    byteCount += other.byteCount
    tidyIfNeeded()
  }

  mutating func add(_ other: Site, to name: String) {
    var site = sites.removeValue(forKey: name) ?? Site()
    site.documents += other.documents
    let first = site.pages.count
    site.pages += other.pages
    if Self.isLarge(name, site.documents) { for index in first..<site.pages.count { site.pages[index].thin() } }
    site.headlines.formUnion(other.headlines)
    sites[name] = site
  }

  private mutating func tidyIfNeeded() {
    if count > tidyCount * 2, count > 2_048 { tidy() }
  }

  /// Puts all in the one form that a set of documents has, and forgets what is too much.
  mutating func tidy() {
    for name in names { update(name) { $0.sort() } }
    while true {
      for name in names {
        if Self.keeps(name, level) {
          let most = Self.mostPages(of: name, level)
          update(name) { $0.keep(most, isLarge: Self.isLarge(name, $0.documents)) }
        } else {
          sites[name] = nil
        }
      }
      count = sites.values.reduce(0) { $0 + $1.pages.count }
      guard count > most, level < 64 else { break }
      level += 1
    }
    while true {
      let limit = greatestHeadline
      for name in names { update(name) { $0.headlines = $0.headlines.filter { $0 <= limit } } }
      guard (sites.values.reduce(0) { $0 + $1.headlines.count } - 1) / 4 >= most else { break }
      greatestHeadline /= 2
    }
    tidyCount = count
    byteCount = sites.values.reduce(0) { $0 + $1.byteCount }
  }

  private var names: [String] { Array(sites.keys) }

  /// Changes a site in place.
  private mutating func update(_ name: String, _ change: (inout Site) -> Void) {
    guard var site = sites.updateValue(Site(), forKey: name) else { return }
    change(&site)
    sites[name] = site
  }
}

extension CleanSurvey.Site {
  /// Puts the pages in the order of their keys, and copies together.
  fileprivate mutating func sort() {
    pages.sort { $0.precedes($1) }
    var last = 0
    for index in pages.indices.dropFirst() {
      if pages[index].isCopy(of: pages[last]) {
        pages[last].copies += pages[index].copies
      } else {
        last += 1
        if last < index { pages[last] = pages[index] }
      }
    }
    if last + 1 < pages.count { pages.removeSubrange((last + 1)...) }
  }

  /// Forgets pages beyond a number but for their headlines, and what long lines say if the site is large.
  fileprivate mutating func keep(_ most: Int, isLarge: Bool) {
    if pages.count > most {
      for page in pages[most...] {
        for line in page.lines where line.traits.contains(.isHeadline) { headlines.insert(line.hash) }
      }
      pages.removeSubrange(most...)
    }
    if isLarge { for index in pages.indices { pages[index].thin() } }
  }
}
