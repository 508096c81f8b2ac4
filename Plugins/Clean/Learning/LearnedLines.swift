import Minwal

/// The furniture of each site, judged by how many of its documents have it, and where.
final class LearnedLines: Sendable {
  /// Where a line is furniture.
  enum Place {
    case anywhere, edges, below

    /// The section of packs that says so.
    var section: PhrasePack.Section { self == .anywhere ? .anywhere : .edges }
  }

  /// One line of furniture.
  struct Finding: Hashable {
    var hash: UInt64
    var place: Place
    var sighting: CleanSurvey.Sighting

    /// Whether it comes before another in a list: by count, then by text. No two have the same hash.
    func precedes(_ other: Finding) -> Bool {
      let (first, second) = (sighting.documents, other.sighting.documents)
      if first != second { return first > second }
      if sighting.example != other.sighting.example {
        return sighting.example.lexicographicallyPrecedes(other.sighting.example)
      }
      return hash < other.hash
    }
  }

  /// What is looked up while documents are cleaned.
  struct Site: Sendable {
    private let index: HashIndex
    private let places: [Place]
    /// The length of the longest line, in bytes.
    let longest: Int

    init(_ findings: [Finding]) {
      index = HashIndex(findings.enumerated().map { ($0.element.hash, $0.offset) })
      places = findings.map(\.place)
      longest = findings.reduce(0) { max($0, $1.sighting.example.count) }
    }

    /// Where the line with a hash is furniture; `nil` if it is not.
    func place(of hash: UInt64) -> Place? {
      var cursor = HashIndex.Cursor(hash)
      return index.next(&cursor).map { places[$0] }
    }
  }

  /// The findings of each site that has some, by count, then by text.
  let findings: [(site: String, documents: Int, lines: [Finding])]
  private let sites: [String: Site]

  /// Judges the lines of a survey.
  ///
  /// - Parameters:
  ///   - survey: What all documents have.
  ///   - share: The share of a site's documents that must have a line.
  ///   - least: How many documents at least, with different texts.
  ///   - reader: Reads a line as it is read on a page, to know what it looks like.
  init(_ survey: CleanSurvey, share: Double, least: Int, reader: LineReader) {
    var reader = reader
    findings = survey.sites.sorted { $0.key < $1.key }.compactMap { name, site in
      let candidates = site.lines.filter { $0.value.documents >= least }.compactMap { hash, sighting in
        reader.line(sighting.example.span).flatMap { Bar.mayBeFurniture($0) ? (hash, sighting, $0) : nil }
      }
      // Where nobody says which sites there are, there may be many; what most documents of one have is then a measure
      // of the greatest.
      let common = candidates.reduce(site.documents / 10) { max($0, $1.1.documents) }
      let bar = Bar(share: share, least: least, documents: name.isEmpty ? common : site.documents)
      var lines = candidates.compactMap { hash, sighting, line in
        bar.place(of: sighting, line).map { Finding(hash: hash, place: $0, sighting: sighting) }
      }
      lines.sort { $0.precedes($1) }
      return lines.isEmpty ? nil : (name, site.documents, lines)
    }
    sites = Dictionary(uniqueKeysWithValues: findings.map { ($0.site, Site($0.lines)) })
  }

  subscript(site: String) -> Site? { sites[site] }
}
