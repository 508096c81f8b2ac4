import Minwal

extension Export {
  /// Uses of the stage, for its reference page.
  static let examples = [
    StageExample(
      "A line of JSON with where the sentences lie.",
      options: ["format": "jsonl", "to": "out/sentences.jsonl", "fields": ["id", "sentences"], "offsets": "bytes"],
      after: ["segment"], input: "عاد البحر. The sea is back.\n"),
    StageExample(
      "Markdown with a heading of its own for each document.",
      options: ["format": "markdown", "to": "out/articles.md"], after: ["segment", ["summarize": ["sentences": 1]]],
      input: "The library has opened again. It is free for all. People came.\n"),
    StageExample(
      "Comma-separated values.",
      options: ["format": "csv", "to": "out/articles.csv", "fields": ["id", "language", "text"]],
      input: "He said \"yes\", and left.\n"),
  ]
}
