public import Minwal

extension Plugin {
  /// The readers of text files and of common files of records.
  public static let read = Plugin(
    "read", [],
    readers: [
      .reader(TextFiles.self), .reader(Lines.self), .reader(JSONLines.self), .reader(JSONFiles.self),
      .reader(CommaSeparated.self), .reader(TabSeparated.self),
    ],
    explanations: [
      Explanation(
        error: .wrongDialect, "The cells of a table are separated by something else.",
        "The row of names has none of the expected separators but another one, such as semicolons. Say which with "
          + "'delimiter'; the message has the value.")
    ])
}

extension StageError.Code {
  static let wrongDialect = Self("wrong-dialect")
}
