import Minwal

/// What becomes of a line.
enum LineLabel: UInt8 {
  case kept, phrase, afterBody, byline, date, bar, linkList, link, number, section, separator, shortHead, shortTail,
    tags, copyright, learned, duplicate

  /// What becomes of a line that looks like this, where such lines go.
  init(_ looks: Line.Looks) {
    self =
      switch looks {
      case .plain, .prose: .kept
      case .phrase, .apartPhrase, .edgePhrase, .listHeading, .endOfArticle: .phrase
      case .labelled: .linkList
      case .learned, .learnedEdge: .learned
      case .section: .section
      case .byline: .byline
      case .date: .date
      case .number: .number
      case .separator: .separator
      case .link: .link
      case .bar: .bar
      case .tags: .tags
      case .copyright: .copyright
      }
  }

  /// The rule that decides so; `nil` for a phrase and for what is kept.
  var rule: Clean.Rule? {
    switch self {
    case .kept, .phrase, .learned, .duplicate: nil
    case .afterBody: .afterBody
    case .byline: .byline
    case .date: .dateLine
    case .bar: .linkBar
    case .copyright: .copyright
    case .linkList: .linkList
    case .link: .linkOnly
    case .number: .numericLine
    case .section: .sectionName
    case .separator: .separator
    case .shortHead: .shortHeadLine
    case .shortTail: .shortTailBlock
    case .tags: .tagList
    }
  }

  var reason: Reason { Self.reasons[Int(rawValue)] }

  static let blank = Reason("blank-line", "Blank lines beyond one between blocks.")
  static let nothingLeft = Reason("nothing-left", "All of its lines were boilerplate, or it was empty.")
  static let phraseReason = Reason("phrase", "A phrase of a pack, or of the option 'phrases'.")

  static let learnedReason = Reason("learned", "A line that recurs in the documents of the site.")

  static let duplicateReason = Reason("duplicate-paragraph", "A paragraph that has occurred before in the document.")

  /// The reasons of all fates, by raw value.
  private static let reasons = (UInt8(0)...LineLabel.duplicate.rawValue).map { value in
    let fate = LineLabel(rawValue: value) ?? .kept
    switch fate {
    case .learned: return learnedReason
    case .duplicate: return duplicateReason
    default: return fate.rule.map { Reason($0.rawValue, $0.help) } ?? phraseReason
    }
  }
}
