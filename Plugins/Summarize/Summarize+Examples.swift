import Minwal

extension Summarize {
  /// Uses of the stage, for its reference page.
  static let examples = [
    StageExample(
      "The sentence that says most.",
      options: ["sentences": 1], after: ["segment"],
      input: """
        The harbour library opened again on Monday after two years of repairs. Dozens of people came to the opening. \
        The repairs of the library cost less than the town had feared. Coffee was served in the garden. \
        The library is open on six days of the week, and borrowing books is free.

        """),
    StageExample(
      "As many of the first sentences as fit into twenty words.",
      options: ["method": "lead", "words": 20], after: ["segment"],
      input: """
        The harbour library opened again on Monday. Dozens of people came to see it. Coffee was served in the garden. \
        The library is open on six days of the week.

        """),
  ]
}
