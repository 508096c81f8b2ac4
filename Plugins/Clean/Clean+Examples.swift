import Minwal

extension Clean {
  /// Uses of the stage, for its reference page.
  static let examples = [
    StageExample(
      "A news page in Arabic.",
      input: """
        الرئيسية
        محليات
        افتتاح مكتبة الميناء بعد ترميم دام عامين
        97 مشاهدة
        افتتحت بلدية الميناء أمس مكتبتها العامة بعد عامين من الترميم، وحضر الحفل عشرات من سكان الحي القديم.
        وقالت المديرة إن المكتبة ستفتح أبوابها ستة أيام في الأسبوع، وإن الاستعارة مجانية لجميع السكان.
        مقالات ذات صلة
        زر الذهاب إلى الأعلى
        """),
    StageExample(
      "A phrase of your own site goes too, and a line that would go stays.",
      options: ["packs": ["web-en"], "phrases": ["the harbour gazette is made by *"], "keep": ["photo by *"]],
      input: """
        The library by the harbour has opened again

        The town opened its library on Monday after two years of repairs, and dozens of people came to see it.
        It will be open on six days of the week, and borrowing books stays free for everyone who lives here.

        Photo by Ana Marsh
        The Harbour Gazette is made by volunteers
        Back to top
        """),
  ]
}
