/// What becomes text, and in which form.
public struct MainTextOptions: Sendable, Hashable {
  /// What becomes of addresses of links.
  public enum Links: String, Sendable, CaseIterable {
    /// Only what is linked is written.
    case text
    /// `[what is linked](address)`.
    case markdown
    /// What is linked is left out as well.
    case none
  }

  /// What becomes of what readers wrote.
  public enum Comments: String, Sendable, CaseIterable {
    case leaveOut = "leave-out"
    /// Kept apart from the text.
    case keepApart = "keep-apart"
  }

  /// The form of the text.
  public enum Format: String, Sendable, CaseIterable {
    case text, markdown
  }

  /// Whether headings are text.
  public var headings = true
  /// Whether items of lists are.
  public var lists = true
  /// Whether rows of tables are.
  public var tables = true
  /// Whether quotations are.
  public var quotes = true
  /// Whether code and other preformatted text is.
  public var code = true
  /// Whether what stands below pictures is.
  public var captions = false
  /// What becomes of links.
  public var links = Links.text
  /// What becomes of comments.
  public var comments = Comments.leaveOut
  /// The form of the text.
  public var format = Format.text

  /// Creates the options that make plain text of all but captions and comments.
  public init() {}

  /// Why a block of a kind is left out, if it is.
  func removes(_ kind: MainText.Block.Kind) -> RemovalReason? {
    let keeps =
      switch kind {
      case .heading: headings
      case .listItem: lists
      case .tableRow: tables
      case .quote: quotes
      case .code: code
      case .caption: true
      case .paragraph: true
      }
    return keeps ? nil : .option
  }
}
