import Minwal

extension Command {
  /// Uses of the stage, for its reference page.
  static let examples = [
    StageExample(
      "A whole stage in `sed`, for texts in which nothing needs an escape in JSON: it answers the question what it is, and "
        + "sends documents back with another spelling.",
      options: [
        "run": [
          "sed", "-u", "-e",
          #"s/.*"describe".*/{"minwal": 1, "name": "spelling", "changes-text": true}/"#, "-e",
          #"s/.*"documents":/{"documents":/; s/colour/color/g"#,
        ]
      ], input: "The colour of the harbour.")
  ]
}

extension Filter {
  /// Uses of the stage, for its reference page.
  static let examples = [
    StageExample(
      "Digits that may be private are hidden.", options: ["run": ["sed", "-E", "s/[0-9]{6,}/######/g"]],
      input: "Call 05551234 before 8.\nRoom 12.\n"),
    StageExample(
      "Exit code 1 of `grep` says that no line was left.",
      options: ["run": ["grep", "-v", "^Advertisement"], "success-codes": [0, 1]],
      input: "Advertisement\nThe ferry leaves at eight.\n"),
  ]
}
