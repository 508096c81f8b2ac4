public import Minwal

/// What `input:` of a recipe takes.
public struct InputOptions: StageOptions {
  /// What becomes of bytes that are not UTF-8.
  public enum InvalidUTF8: String, OptionChoice {
    case repair
    case reject

    public var help: String {
      switch self {
      case .repair: "Each malformed sequence becomes U+FFFD, and is counted."
      case .reject: "The document is quarantined."
      }
    }
  }

  @Option(
    "Files, folders or glob patterns (`*`, `?`, `[a-z]`, `{a,b}`, `**`), each file one document; '-' reads one from standard input."
  )
  public var files: Paths? = nil
  @Option("JSON Lines files, folders or patterns, each line one document; '-' reads standard input.")
  public var jsonl: Paths? = nil
  @Option("Whether links in a folder or pattern are followed that lead out of it; they are passed over otherwise.")
  public var followLinks = false
  @Option("The encoding of the files, as iconv calls it: windows-1256. A byte order mark wins over it.")
  public var encoding: Encoding? = nil
  @Option("What becomes of bytes that are not UTF-8.") public var invalidUtf8 = InvalidUTF8.repair
  @Option("The field of a JSON line that holds the document's id.") public var idField = "id"
  @Option("The field of a JSON line that holds the text.") public var textField = "text"
  @Option("The field of a JSON line that holds the headline.") public var titleField = "title"
  @Option("The field of a JSON line that holds the language's tag.") public var languageField = "language"

  public init() {}

  /// Whether a file or pattern is of JSON Lines by its name, where nothing else says what it holds.
  public static func holdsLines(_ path: String) -> Bool {
    let path = path.lowercased()
    return path.hasSuffix(".jsonl") || path.hasSuffix(".ndjson")
  }

  public func validate(_ problems: inout OptionProblems) {
    if files != nil && jsonl != nil {
      problems.error(
        "jsonl", "'files' and 'jsonl' exclude each other", notes: ["use two recipes, or one kind of input"])
    }
    if files == nil && jsonl == nil {
      problems.error("files", "'input' names nothing to read", notes: ["expected 'files' or 'jsonl'"])
    }
    if jsonl == nil {
      for field in ["id-field", "text-field", "title-field", "language-field"] where problems.isGiven(field) {
        problems.warning(field, "'\(field)' has no effect without 'jsonl'")
      }
    }
    if jsonl != nil && encoding != nil {
      problems.warning("encoding", "'encoding' has no effect with 'jsonl', which is UTF-8 (RFC 8259)")
    }
  }
}

/// Paths and patterns to read: one, or a list.
public struct Paths: OptionValue {
  /// The paths as the recipe has them.
  public var all: [String]
  /// Where each is named; empty if nobody wrote them into a file.
  public var ranges: [SourceRange?]

  /// Names some paths.
  public init(_ all: [String]) {
    self.all = all
    ranges = all.map { _ in nil }
  }

  public static var optionType: OptionType { .either([.string, .list(.string)]) }

  public static func decode(_ node: ConfigNode, in scope: OptionScope) -> Paths? {
    if case .string = node.kind { return decode(ConfigNode(.sequence([node]), at: node.range), in: scope) }
    guard let all = [String].decode(node, in: scope), case .sequence(let nodes) = node.kind else { return nil }
    guard !all.isEmpty, !all.contains("") else {
      scope.report(
        .wrongType, "\(scope.subject) names nothing", at: node, notes: ["expected a path or a list of paths"])
      return nil
    }
    for (path, item) in zip(all, nodes) where Glob.hasTooManyAlternatives(path) {
      scope.report(
        .outOfRange, "the braces of a pattern stand for more than \(Glob.mostAlternatives) patterns", at: item,
        notes: ["give several patterns, or one with '*'"])
      return nil
    }
    var paths = Paths(all)
    paths.ranges = nodes.map(\.range)
    return paths
  }

  public var configNode: ConfigNode { all.configNode }
}
