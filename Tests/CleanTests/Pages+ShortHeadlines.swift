extension MarkedPage {
  /// Pages whose title is short, and pages where the short line above the headline is the name of a section.
  static let shortHeadlines: [MarkedPage] = [
    MarkedPage(
      "a short title above its subtitle",
      """
      - Home
      - News
      - Contact

      + The ferry pier

      = Two years of work end with a party for the whole village

      - By Ingrid Solheim

      + The new ferry is moored at its pier since Friday, after two years in which boats had to land on the beach.

      + The carpenters who built it were thanked by everybody who came, and that was nearly everybody.
      """),
    MarkedPage(
      "عنوان قصير فوق عنوان فرعي",
      """
      - الرئيسية
      - اتصل بنا

      + الرصيف الجديد

      = عامان من العمل ينتهيان بحفل لأهل القرية كلهم

      - كتب: نادر الملاح

      + رست العبارة عند الرصيف منذ يوم الجمعة بعد عامين كانت المراكب فيهما ترسو على الرمل وحده.

      + وشكر الناس النجارين الذين بنوه، وكان كل من في القرية تقريبا حاضرا في ذلك المساء.
      """),
    MarkedPage(
      "the name of a section above the headline",
      """
      - Home
      - Around us

      - Harbour life

      = Two years of work end with a party for the whole village

      - By Ingrid Solheim

      + The new ferry is moored at its pier since Friday, after two years in which boats had to land on the beach.

      + The carpenters who built it were thanked by everybody who came, and that was nearly everybody.
      """),
  ]
}
