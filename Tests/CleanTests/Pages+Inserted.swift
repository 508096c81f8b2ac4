extension MarkedPage {
  /// Pages with links, calls and notices between their paragraphs, and texts that look like them.
  static let inserted: [MarkedPage] = [
    MarkedPage(
      "links with a label between paragraphs without blank lines",
      """
      = The lighthouse gets a new lamp
      + The lamp of the lighthouse will be changed in May, the harbour office said on Friday.
      - Also read: How the old keeper spent his winters
      + The new one needs a tenth of the power, and it can be seen from fourteen miles away.
      - MORE ON THIS TOPIC | Ferries change their summer timetable
      + Fishermen had asked for it since the storm of the year before last.
      - You may also like – Ten walks along the cliffs
      + It will be lit for the first time on the longest day of the year.
      """),
    MarkedPage(
      "labels with bars and dashes in Arabic",
      """
      = مصباح جديد لمنارة الرأس الشرقي
      + أعلن مكتب الميناء يوم الجمعة أن مصباح المنارة سيستبدل في شهر أيار المقبل.
      - طالع أيضاً | كيف كان الحارس القديم يقضي شتاءه
      + ويستهلك المصباح الجديد عشر الطاقة، ويرى ضوؤه من مسافة أربعة عشر ميلا.
      - شاهد أيضا - مواعيد العبّارات في الصيف
      + وكان الصيادون قد طالبوا به منذ عاصفة العام قبل الماضي.
      - قد يهمك: نزهات على الجرف
      + وسيضاء للمرة الأولى في أطول أيام السنة.
      """),
    MarkedPage(
      "a reference of the author and a speech with a colon stay",
      """
      = How to read the tide tables of the harbour
      + The tables give the height of the water for each hour of the day, in feet above the mark.
      + See also: the notes on page four.
      + The old captain put it like this: whoever trusts the table alone will sit on the sand.
      + More – and this is what few people know – can be learned from the colour of the water.
      """),
    MarkedPage(
      "a list of links in mid-text, each between blank lines",
      """
      = The lighthouse gets a new lamp

      + The lamp of the lighthouse will be changed in May, the harbour office said on Friday.

      - Most read this week

      - How the old keeper spent his winters

      - Is the cliff path safe?

      - Ferries change again

      + The new one needs a tenth of the power, and it can be seen from fourteen miles away.

      + Light for the fishermen

      + Fishermen had asked for it since the storm of the year before last.
      """),
    MarkedPage(
      "a list of links in mid-text without any blank line",
      """
      = Der Leuchtturm bekommt eine neue Lampe
      + Die Lampe des Leuchtturms wird im Mai getauscht, teilte das Hafenamt am Freitag mit.
      - Das könnte Sie auch interessieren
      - Wie der alte Wärter seine Winter verbrachte
      - Fähren ändern ihren Sommerfahrplan
      + Die neue braucht ein Zehntel des Stroms und ist vierzehn Meilen weit zu sehen.
      + Die Fischer hatten seit dem Sturm im vorletzten Jahr darum gebeten.
      """),
    MarkedPage(
      "a list between blank lines in a text without them, and the heading below it",
      """
      = Le phare reçoit une nouvelle lampe

      + La lampe du phare sera changée en mai, a annoncé vendredi le bureau du port.
      + Elle consomme dix fois moins et se voit à quatorze milles.

      - Sur le même sujet
      - 12/3/2021
      - Comment l'ancien gardien passait ses hivers
      - Les bacs changent leurs horaires d'été

      + Une demande ancienne
      + Les pêcheurs la demandaient depuis la tempête de l'année précédente.
      """),
    MarkedPage(
      "calls to the reader at the end and between paragraphs",
      """
      = The lighthouse gets a new lamp
      + The lamp of the lighthouse will be changed in May, the harbour office said on Friday.
      - Join our free WhatsApp channel and hear of every storm before it comes.
      + The new one needs a tenth of the power, and it can be seen from fourteen miles away.
      + Fishermen had asked for it since the storm of the year before last.
      - To continue reading, create an account or log in.
      """),
    MarkedPage(
      "calls to the reader in Arabic",
      """
      = مصباح جديد لمنارة الرأس الشرقي
      + أعلن مكتب الميناء يوم الجمعة أن مصباح المنارة سيستبدل في شهر أيار المقبل.
      - انضموا الآن إلى قناتنا على تلغرام لتصلكم أخبار المرفأ أولا بأول.
      + ويستهلك المصباح الجديد عشر الطاقة، ويرى ضوؤه من مسافة أربعة عشر ميلا.
      + وتابع الصيادون الاحتفال على صفحة الميناء في فيسبوك حتى ساعة متأخرة من الليل.
      - هذا المقال مخصص للمشتركين في الصحيفة
      """),
    MarkedPage(
      "sentences that begin as calls do stay",
      """
      = What the keeper told the children of the harbour school
      + Download a map of the stars before you come, he had written to their teacher in March.
      + Join the walk on the first Sunday of the month and bring a lamp of your own.
      + Follow the path behind the boats until you see the door, and knock three times.
      + Our app was a window, he said, and our newsletter was the light in it.
      """),
    MarkedPage(
      "the mark at the end of a Persian report",
      """
      = چراغ تازه برای فانوس دریایی
      + دفتر بندر روز جمعه گفت که چراغ فانوس دریایی در ماه آینده عوض خواهد شد.
      + چراغ تازه یک‌دهم برق می‌خواهد و از چهارده میلی دیده می‌شود.
      - انتهای پیام/
      """),
    MarkedPage(
      "a poem whose last line ends as sentences do",
      """
      - Home
      = The Lamp
      + The keeper climbs the winding stair,
      + The lamp is cold, the night is bare,
      + And far below the breakers moan

      + He strikes the match and shields the flame,
      + He does not know the vessel's name
      + That steers tonight by him alone.
      - Share
      """),
    MarkedPage(
      "who has the copyright, above a licence",
      """
      = The Harbour Licence
      + Copyright (c) 2021 The lamp makers of the eastern quay
      + Anybody may use these drawings and change them, as long as the notice above is kept with them.
      + The names of those who have the copyright may not be used to sell lamps without asking them.
      """),
  ]
}
