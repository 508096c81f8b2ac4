import Minwal

extension Segment {
  /// Uses of the stage, for its reference page.
  static let examples = [
    StageExample(
      "Abbreviations, initials and decimals end no sentence.",
      input: "Dr. Purvis paid 4.50 for it. \"Is it open?\" he asked, and J. K. Marsh nodded.\n"),
    StageExample(
      "Arabic, and a space that got lost behind a full stop.",
      options: ["language": "ar"], input: "وصل د. سمير إلى المدينة.ثم افتتح المعرض! هل حضر الجمهور؟ نعم.\n"),
    StageExample(
      "Paragraphs of text that was wrapped to a width.",
      options: ["unit": "paragraphs", "line-breaks": "paragraph"],
      input: "The library has\nopened again.\n\nIt is free.\n"),
  ]
}
