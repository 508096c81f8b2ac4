public import Minwal

extension Clean {
  /// What recipes may say about cleaning.
  public struct Options: StageOptions {
    @Option("Phrase packs: names of those that are included, or .txt files of your own.")
    public var packs = PhrasePack.builtInNames.map { PackReference.builtIn($0.name) }

    @Option("More phrases to remove, written as in a pack: 'follow our channel', 'photo by *'.")
    public var phrases: [String] = []

    @Option("Lines that are never removed, written as phrases are.")
    public var keep: [String] = []

    @Option("Rules of shape and place that are not used.")
    public var rulesOff: [Rule] = []

    @Option("How the headline is found, which is protected and becomes the document's title.")
    public var headline = HeadlinePolicy.auto

    @Option("What becomes of a document of which nothing is left.")
    public var whenEmpty = EmptyPolicy.drop

    @Option("What becomes of blank lines.")
    public var blankLines = BlankLinePolicy.collapse

    @Option("What becomes of paragraphs that a document has twice, as when a page was pasted into itself.")
    public var duplicateParagraphs = DuplicatePolicy.keep

    @Option("Whether lines that recur in the documents of a site are learned, and removed too.")
    public var learn = LearnPolicy.off

    @Option("The share of a site's documents that must have a line for it to be learned.", in: 0.001...1)
    public var learnShare = 0.05

    @Option("How many documents with different texts must have a line for it to be learned.", in: 2...1_000_000)
    public var learnLeast = 5

    @Option("The metadata field that names a document's site; without it, the host of 'url' or 'source' does.")
    public var site = "site"

    public init() {}

    public func validate(_ problems: inout OptionProblems) {
      let lists = [("phrases", phrases, PhrasePack.Section.anywhere), ("keep", keep, .keep)]
      for (option, patterns, section) in lists {
        for pattern in patterns where PhrasePattern(pattern, in: section) == nil {
          problems.error(option, "'\(pattern)' is not a phrase", notes: [.init(PhrasePattern.expectation)])
        }
      }
    }
  }

  /// Rules that judge a line by its shape and place. Each can be turned off.
  public enum Rule: String, OptionChoice {
    case afterBody = "after-body"
    case byline
    case copyright
    case dateLine = "date-line"
    case linkBar = "link-bar"
    case linkList = "link-list"
    case linkOnly = "link-only"
    case numericLine = "numeric-line"
    case sectionName = "section-name"
    case separator
    case shortHeadLine = "short-head-line"
    case shortTailBlock = "short-tail-block"
    case tagList = "tag-list"

    public var help: String {
      switch self {
      case .afterBody: "Everything below a line that ends an article, such as the heading of a comment form."
      case .byline: "Who wrote it, above or below the body, or above a post of a thread."
      case .copyright: "A line that begins with the sign ©, above or below the body."
      case .dateLine: "Nothing but a date or a time, above or below the body."
      case .linkBar: "A row of short names with signs between them: a menu, a path to the section."
      case .linkList: "Headlines under a heading such as 'related articles', or after it: 'read also: ...'."
      case .linkOnly: "Nothing but web or mail addresses."
      case .numericLine: "Nothing but a number, above or below the body: views, shares."
      case .sectionName: "The bare name of a section above the headline or below the body."
      case .separator: "Nothing but signs: dashes, stars, bullets."
      case .shortHeadLine: "A short line among dates and counters between headline and body."
      case .shortTailBlock: "A block of short lines below the body that does not look like part of it."
      case .tagList: "Nothing but hashtags or account names, above or below the body."
      }
    }
  }

  /// How the headline is found.
  public enum HeadlinePolicy: String, OptionChoice {
    case auto
    case firstLine = "first-line"
    case none

    public var help: String {
      switch self {
      case .auto: "The line above the body that looks most like a headline and shares words with the body."
      case .firstLine: "The first line that is not blank."
      case .none: "No line is taken for a headline."
      }
    }
  }

  /// Whether the boilerplate of sites is learned.
  public enum LearnPolicy: String, OptionChoice {
    case off
    case corpus

    public var help: String {
      switch self {
      case .off: "Each document is judged by itself."
      case .corpus: "All documents are read once before, to find the lines that a site's documents have in common."
      }
    }
  }

  /// What becomes of a document of which nothing is left.
  public enum EmptyPolicy: String, OptionChoice {
    case drop
    case keep

    public var help: String {
      switch self {
      case .drop: "It leaves the run, with the reason nothing-left."
      case .keep: "It continues, empty."
      }
    }
  }

  /// What becomes of paragraphs that a document has twice.
  public enum DuplicatePolicy: String, OptionChoice {
    case keep
    case remove

    public var help: String {
      switch self {
      case .keep: "They stay."
      case .remove: "The first stays, and later ones go, with the headings between them."
      }
    }
  }

  /// What becomes of blank lines.
  public enum BlankLinePolicy: String, OptionChoice {
    case collapse
    case keep

    public var help: String {
      switch self {
      case .collapse: "One between blocks, none at the beginning and the end."
      case .keep: "They stay where they are."
      }
    }
  }
}
