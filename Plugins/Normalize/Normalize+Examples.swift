import Minwal

extension Normalize {
  /// Uses of the stage, for its reference page.
  static let examples = [
    StageExample(
      "For people to read: spaces, tatweel and presentation forms, and no letter is lost.",
      options: ["profile": "arabic"], input: "قـــال  الكاتب :   ﺍﻟﺴﻼﻡ  عليكم، وعَلَّمَ الناسَ .\n"),
    StageExample(
      "For an index: spellings that differ meet.",
      options: ["profile": "search"], input: "الإدارةُ والأعمالُ في القُرى، سنة ٢٠٢٤\n"),
    StageExample(
      "Persian that was typed on an Arabic keyboard, and what a scraper has left of HTML.",
      options: ["profile": "arabic", "language": "fa", "digits": "ascii"],
      input: "كتاب علي &laquo;راه&raquo; ، ٣٫٥ ميليون نسخه .\n"),
    StageExample(
      "One option departs from the profile.",
      options: ["profile": "minimal", "quotes": "ascii"], input: "“It’s open,” she said.\n"),
  ]
}
