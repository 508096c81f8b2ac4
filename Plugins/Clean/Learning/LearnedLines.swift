import Minwal

/// The boilerplate of each site, judged by how many of its documents have it, and where.
public final class LearnedLines: Sendable {
  /// Where a line is boilerplate.
  enum Place: UInt8 {
    case anywhere, edges, below
    /// Anywhere, and what stands beside it in the posts of a thread goes with it.
    case post
    /// Anywhere, as the heading of links to other pages.
    case list
    /// At the edges, and in the posts of a thread beside a line that goes.
    case besidePost

    /// The section of packs that says so.
    var section: PhrasePack.Section {
      switch self {
      case .anywhere, .post: .anywhere
      case .list: .list
      case .edges, .below, .besidePost: .edges
      }
    }
  }

  /// One line of boilerplate.
  struct Finding: Hashable {
    var hash: UInt64
    var place: Place
    var lineStatistics: CleanSurvey.LineStatistics

    /// Whether it comes before another in a list: by count, then by text. No two have the same hash.
    func precedes(_ other: Finding) -> Bool {
      let (first, second) = (lineStatistics.documents, other.lineStatistics.documents)
      if first != second { return first > second }
      if lineStatistics.example != other.lineStatistics.example {
        return lineStatistics.example.lexicographicallyPrecedes(other.lineStatistics.example)
      }
      return hash < other.hash
    }
  }

  /// What links to other pages begin with, inside articles.
  struct Label {
    var phrase: PhrasePattern
    /// The phrase without its star.
    var text: [UInt8]
    /// How many of the sampled pages have it.
    var documents: Int

    /// - Returns: `nil` for a text that no line can begin with.
    init?(text: [UInt8], documents: Int) {
      var folding = Folding()
      let pattern = text + [0x20, UInt8(ascii: "*")]
      guard let phrase = PhrasePattern(pattern.span, in: .anywhere, &folding) else { return nil }
      self.phrase = phrase
      self.text = text
      self.documents = documents
    }
  }

  /// What is looked up while documents are cleaned.
  struct Site: Sendable {
    private let index: HashIndex
    private let places: [Place]
    private let labels: [PhrasePattern]
    /// The length of the longest line, in bytes.
    let longest: Int

    /// Lines with a label are not longer, in bytes.
    private static let longestLabelled = 256

    init(_ findings: [Finding], _ labels: [Label]) {
      index = HashIndex(findings.enumerated().map { ($0.element.hash, $0.offset) })
      places = findings.map(\.place)
      self.labels = labels.map(\.phrase)
      longest = findings.reduce(labels.isEmpty ? 0 : Self.longestLabelled) { max($0, $1.lineStatistics.example.count) }
    }

    /// Where the line with a hash is boilerplate; `nil` if it is not.
    func place(of hash: UInt64) -> Place? {
      var cursor = HashIndex.Cursor(hash)
      return index.next(&cursor).map { places[$0] }
    }

    /// Whether a folded line begins with a label and goes on.
    func hasLabel(_ folded: Span<UInt8>) -> Bool {
      for label in labels where PhraseTable.matches(folded, label.pieces, isCut: false) { return true }
      return false
    }
  }

  /// What was found about one site.
  struct Findings {
    var site: String
    /// How many of its documents were seen.
    var documents: Int
    /// By count, then by text.
    var lines: [Finding]
    var labels: [Label]
  }

  /// The findings of each site that has some.
  let findings: [Findings]
  private let sites: [String: Site]

  /// Judges the lines of a survey.
  ///
  /// - Parameters:
  ///   - survey: What all documents have.
  ///   - share: The share of a site's documents that must have a line.
  ///   - least: How many documents at least, with different texts.
  ///   - reader: Reads a line as it is read on a page, to know what it looks like.
  convenience init(_ survey: CleanSurvey, share: Double, least: Int, reader: LineReader) {
    var (survey, reader) = (survey, reader)
    survey.tidy()
    self.init(
      survey.sites.sorted { $0.key < $1.key }.compactMap { name, pages in
        let site = SiteStatistics(pages, name: name, least: least)
        let judge = SiteJudge(site, isNamed: !name.isEmpty, share: share, least: least)
        let (lines, labels) = judge.findings(&reader)
        if lines.isEmpty, labels.isEmpty { return nil }
        return Findings(site: name, documents: site.documents, lines: lines, labels: labels)
      })
  }

  init(_ findings: [Findings]) {
    self.findings = findings
    sites = Dictionary(findings.map { ($0.site, Site($0.lines, $0.labels)) }) { first, _ in first }
  }

  subscript(site: String) -> Site? { sites[site] }
}
