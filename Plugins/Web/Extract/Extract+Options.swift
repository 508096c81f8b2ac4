public import Minwal

extension Extract {
  /// What recipes may say about what is kept.
  public struct Options: StageOptions {
    @Option("Whether headings are kept.") public var headings = true
    @Option("Whether lists are kept.") public var lists = true
    @Option("Whether tables are kept, a row as a line.") public var tables = true
    @Option("Whether quotations are kept.") public var quotes = true
    @Option("Whether code is kept.") public var code = true
    @Option("Whether what stands below pictures is kept.") public var captions = false
    @Option("What becomes of links.") public var links = Links.text
    @Option("What becomes of what readers wrote below a text.") public var comments = Comments.leaveOut
    @Option(
      "How the text is written. Of Markdown, `export` with `format: text` makes files; its own `markdown` is for plain text."
    )
    public var format = Format.text
    @Option("What becomes of a page in which no text is found.") public var whenEmpty = WhenEmpty.drop

    public init() {}

    /// The same for the engine.
    var mainText: MainTextOptions {
      var result = MainTextOptions()
      (result.headings, result.lists, result.tables) = (headings, lists, tables)
      (result.quotes, result.code, result.captions) = (quotes, code, captions)
      result.links = MainTextOptions.Links(rawValue: links.rawValue) ?? .text
      result.comments = MainTextOptions.Comments(rawValue: comments.rawValue) ?? .leaveOut
      result.format = MainTextOptions.Format(rawValue: format.rawValue) ?? .text
      return result
    }
  }

  /// What becomes of links.
  public enum Links: String, OptionChoice {
    case text
    case markdown
    case none

    public var help: String {
      switch self {
      case .text: "What is linked is text as any other."
      case .markdown: "As in Markdown, with the address."
      case .none: "What is linked goes, too."
      }
    }
  }

  /// What becomes of comments.
  public enum Comments: String, OptionChoice {
    case leaveOut = "leave-out"
    case keepApart = "keep-apart"

    public var help: String {
      switch self {
      case .leaveOut: "They go."
      case .keepApart: "They are no part of the text, but the metadata 'comments' has them."
      }
    }
  }

  /// How text is written.
  public enum Format: String, OptionChoice {
    case text
    case markdown

    public var help: String {
      switch self {
      case .text: "Plain text, with a blank line between blocks."
      case .markdown: "Markdown: headings, lists, quotations, code and tables have their marks."
      }
    }
  }

  /// What becomes of a page without text.
  public enum WhenEmpty: String, OptionChoice {
    case drop
    case keep

    public var help: String {
      switch self {
      case .drop: "It is dropped as 'nothing-left'."
      case .keep: "It goes on without text."
      }
    }
  }
}
