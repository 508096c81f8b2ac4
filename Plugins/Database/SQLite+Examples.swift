import Minwal

extension SQLite {
  /// Uses of the stage, for its reference page.
  static let examples = [
    StageExample(
      "Documents and their sentences, with a full-text index.",
      options: ["to": "out/news.sqlite", "tables": ["sentences"], "fts": true], after: ["segment"],
      input: "فُتِحَت المدرسة. The school is open.\n")
  ]
}
