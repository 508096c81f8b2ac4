import Minwal

extension TranslateStub {
  /// Uses of the stage, for its reference page.
  static let examples = [
    StageExample(
      "A unit for each sentence, filled so that one sees what breaks before a translator starts.",
      options: ["to": "de", "from": "en", "of": ["sentences"], "fill": "pseudo"], after: ["segment"],
      input: "The library has opened again. It is free.\n")
  ]
}
