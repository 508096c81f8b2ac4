import Minwal

extension Translate {
  /// Uses of the stage, for its reference page.
  static let examples = [
    StageExample(
      "Any program that text goes through can stand for a translator; this one shows what it is asked for.",
      options: ["to": "es", "from": "en", "of": ["sentences"], "run": ["sed", "s/^/[{from} to {to}] /"]],
      after: ["segment"], input: "The ferry leaves at eight. Nobody minds.\n")
  ]
}
