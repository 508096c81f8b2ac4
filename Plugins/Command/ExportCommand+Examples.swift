import Minwal

extension ExportCommand {
  /// Uses of the stage, for its reference page.
  static let examples = [
    StageExample(
      "A program that speaks the protocol. What it gets of a document is a line of JSON.",
      options: ["run": ["cat"], "layers": ["sentences"]], after: ["segment"], input: "The sea is back. So are we.\n")
  ]
}
