public import Minwal

extension Plugin {
  /// The readers of text files and of common files of records.
  public static let read = Plugin(
    "read", [],
    readers: [
      .reader(TextFiles.self), .reader(Lines.self), .reader(JSONLines.self), .reader(JSONFiles.self),
      .reader(CommaSeparated.self), .reader(TabSeparated.self),
    ])
}
