/// What a page says about its text.
///
/// Each value is taken from the first of these that has it: JSON-LD (the object that is an article, a recipe or the like),
/// OpenGraph and `article:…`, Dublin Core and `citation_…`, microdata, `<time>` and links with a `rel`, and what all pages
/// have: `<title>`, the first `<h1>`, `<meta name=…>`, `<html lang>`.
public struct PageMetadata: Sendable, Hashable {
  /// The title, without the name of the site.
  public var title: String?
  /// Who wrote the text.
  public var authors: [String] = []
  /// When it was published.
  public var published: PageDate?
  /// When it was changed last.
  public var modified: PageDate?
  /// The name of the site.
  public var site: String?
  /// The address that the page gives itself.
  public var canonicalURL: String?
  /// The language, as BCP 47 writes it: `ar-EG`.
  public var language: String?
  /// What the text is about.
  public var description: String?
  /// Under which terms it may be used: mostly an address.
  public var license: String?
  /// Its subjects.
  public var tags: [String] = []

  /// Creates metadata that say nothing.
  public init() {}

  /// Reads what a page says.
  public init(_ tree: HTMLTree, page: Span<UInt8>) {
    let declared = DeclaredMetadata(tree, page)
    let linked = LinkedMetadata(LinkedData(tree, page), page)
    let language =
      linked.value("inLanguage") ?? declared.first(["og:locale", "dc.language", "dcterms.language", "language"])
    self.language = (declared.language ?? language).map { String($0.replacing("_", with: "-")) }
    site =
      linked.name("publisher")
      ?? declared.first(["og:site_name", "dc.publisher", "citation_journal_title", "application-name"])
    title =
      linked.value("headline") ?? linked.value("name")
      ?? declared.first([
        "og:title", "twitter:title", "dc.title", "dcterms.title", "citation_title", "itemprop:headline",
      ])
      ?? declared.heading ?? declared.title
    if let whole = title, let site { title = Self.without(site, whole) }
    authors = linked.names("author")
    if authors.isEmpty {
      for keys in [
        ["article:author"], ["dc.creator", "dcterms.creator", "citation_author"], ["itemprop:author"], ["author"],
        ["rel:author"],
      ] {
        authors = declared.all(keys).filter { !$0.hasPrefix("http") }
        if !authors.isEmpty { break }
      }
    }
    let dates = [
      "article:published_time", "og:published_time", "dc.date", "dc.date.issued", "dcterms.date", "dcterms.issued",
      "dcterms.created",
      "citation_publication_date", "citation_date", "itemprop:datepublished", "pubdate", "publishdate", "publish-date",
      "date",
      "parsely-pub-date", "sailthru.date", "time",
    ]
    published = (linked.value("datePublished") ?? linked.value("uploadDate") ?? declared.first(dates))
      .map { PageDate($0, language: self.language) }
    let changes = [
      "article:modified_time", "og:updated_time", "dc.date.modified", "dcterms.modified", "itemprop:datemodified",
      "last-modified",
      "revised",
    ]
    modified = (linked.value("dateModified") ?? declared.first(changes)).map { PageDate($0, language: self.language) }
    // One that is relative says nothing without the address that the page came from.
    let addresses = [declared.first(["rel:canonical"]), declared.first(["og:url"]), linked.value("url")]
    canonicalURL = addresses.lazy.compactMap { $0 }.first { $0.hasPrefix("http://") || $0.hasPrefix("https://") }
    description =
      linked.value("description")
      ?? declared.first([
        "og:description", "dc.description", "dcterms.description", "itemprop:description", "description",
      ])
    license =
      linked.value("license")
      ?? declared.first([
        "dc.rights", "dcterms.rights", "dcterms.license", "itemprop:license", "rel:license", "copyright",
      ])
    tags = linked.list("keywords")
    if tags.isEmpty {
      for keys in [
        ["article:tag"], ["dc.subject", "dcterms.subject", "citation_keywords"], ["keywords", "news_keywords"],
        ["rel:tag"],
      ] {
        tags = declared.all(keys).flatMap(LinkedMetadata.split)
        if !tags.isEmpty { break }
      }
    }
    tags = Self.unique(tags)
    authors = Self.unique(authors)
  }

  /// A title without the name of the site before or behind it: `Title - Site`.
  private static func without(_ site: String, _ title: String) -> String {
    let signs: [Character] = ["-", "|", "–", "—", "·", "»", "«", ":", "•"]
    for (isBehind, rest) in [
      (true, title.hasSuffix(site) ? title.dropLast(site.count) : nil),
      (false, title.hasPrefix(site) ? title.dropFirst(site.count) : nil),
    ] {
      guard let rest else { continue }
      let bare = rest.trimmed
      guard let sign = isBehind ? bare.last : bare.first, signs.contains(sign) else { continue }
      let left = (isBehind ? bare.dropLast() : bare.dropFirst()).trimmed
      if !left.isEmpty { return String(left) }
    }
    return title
  }

  private static func unique(_ values: [String]) -> [String] {
    var seen: Set<String> = []
    return values.filter { !$0.isEmpty && seen.insert($0).inserted }
  }
}

extension StringProtocol where SubSequence == Substring {
  /// What is left without white space at the ends.
  var trimmed: Substring {
    var rest = self[...]
    while let first = rest.first, first.isWhitespace { rest.removeFirst() }
    while let last = rest.last, last.isWhitespace { rest.removeLast() }
    return rest
  }
}
