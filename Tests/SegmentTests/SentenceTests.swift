import Minwal
import Testing

@testable import SegmentPlugin

/// What each language's sentences look like. A bar is where one is expected to end; the text is without the bars.
@Suite struct SentenceTests {
  @Test(arguments: [
    "انتهى الاجتماع أمس. |وقال الرئيس إنه راض. |هل تأجل القرار؟ |نعم! |لم يصدر بعد؟! |ربما...",
    "قال د. سامي إن النتيجة جيدة. |ووافقه أ.د. نبيل وم. هاني على ذلك.",
    "وصل أ. ب. منصور إلى المدينة. |ثم غادر.",
    "أ. ب. منصور وصل إلى المدينة. |ثم غادر.",
    "انتهى اللقاء.|وقال الوزير:\"سنعود غدا\".|وأضاف أن الوقت ضيق.|لماذا؟|لأن الطريق طويل.",
    "الموقع www.example.com.eg يعمل والملف report.pdf محفوظ والبريد a.b@example.com متاح. |انتهى.",
    "بلغت النسبة 3.5 في المئة ثم ٤٫٢ أو ٤.٢ في المئة. |عاد في 1990 م. |ثم غادر.",
    "ولد عام 1400 هـ. |وتوفي في 20.3.2011 بعد مرض.",
    "انظر ص. 15 من الكتاب. |وقال: «لن نقبل. لن نعود.» |ثم صمت.",
    "قال: «هل انتهى الأمر؟» |وغادر القاعة.",
    "أعلنت قناة بي.بي.سي وشركة تي. بي. جي الخبر. |أعلنت قناة بي. بي. سي. |وقالت إن الخبر صحيح.",
    "إن ما تقوله... في الواقع لا يصدق. |انتهى",
    "شركة أكمي (Acme Corp.) كبيرة. |وهي قديمة.",
    "جملة أولى (وهي قصيرة.) |جملة ثانية [3]. |جملة ثالثة.[12] |جملة رابعة",
    "1. الخبر الأول |2. الخبر الثاني |3. الخبر الثالث",
    "عنوان بلا نقطة\n|نص الخبر هنا. |وبقيته هنا\n|• بند أول\n|• بند ثان",
    "في عام 2015.|وقال إنه باع 100 سهم.|100 سهم كثيرة.",
    "لا ينقطع الكلام عند الفاصلة المنقوطة؛ بل يستمر. |كما ترى",
    "قَالَ د. سَامِي. |ثُمَّ مَضَى.",
    "## 2. المقدمة\n|هذا كتاب صغير. |### 3. الخاتمة",
  ])
  func arabic(_ text: Marked) throws { #expect(try text.found(.arabic) == text.sentences) }

  @Test(arguments: [
    "She met Dr. Brown and Mrs. Green on Main St. yesterday. |They talked.",
    "The U.S. Senate met at 5 p.m. on Monday. |It adjourned at 9 p.m. |Nobody was surprised.",
    "At 7 a.m. Mr. Gray rose.",
    "They moved to the U.K. |How is it there? |It rains.",
    "Gray & Sons Ltd. sells tea. |It is owned by Tea Inc. |The price went up.",
    "He asked, \"Is it true?\" and left. |\"It is.\" |She smiled. |\"Go!\" |He went.",
    "She works for Yahoo! in sales. |wow!! |so cool",
    "the bus was late. |we waited for hours. |i left e.g. the bag.",
    "J. R. R. Tolkien wrote it, you and I. |Did you see Albert I. Jones?",
    "J. K. Marsh nodded. |A. B. Lind left. |a. Red |b. Green",
    "It costs $3.50. |Version 2.0.1 is out. |See Fig. 3 and pp. 4 ff. for more.",
    "Write to jane.roe@mail.example.org. |Or see https://example.org/a.b?c=d.e for node.js help.",
    "It was late.|Today is another day.|The end.",
    "He paused . . . and went on. |He stopped. . . . |Then he left.... |No more... |Nothing.",
    "Well...maybe. |...Now what?",
    "He taught (he had learned it himself.) in Rome. |(He was young.) |It was cold.",
    "1. Tea and milk |2. Bread |3. Jam",
    "1) Tea. |2) Bread. |3) Jam.",
    "• 9. Tea |• 10. Bread",
    "Thanks.\n|P.S. I forgot. |Yours, J.",
    "Jane Roe |03/27/2001 09:11 AM |Hello there. |See you on 03/28/2001 at noon.",
    "It ends. |===== |Next part. |*** |The last.",
    "Mail jane@example.org |Groups and more",
    "http://a.example/1.html |http://a.example/2.html",
    "We loved it :-) |Great food. |Bad luck (really) it was.",
    "He said it twice (!) and again (?). |Then again.",
    "Is it so?! |Yes!!! |No.",
    "She came in. |Tom left at once. |It is 3 in. long.",
    "We meet at 5 p.m. EST on Monday. |It is 3 km. |Oil fell 3.2 pct. |Acme (of Acme Inc.) Tools won. |Fine.",
    "See Example.Com for more. |He asked, \" Was it? \" |It was.",
    "What? |no. |ok then! |No. 5 is alive. |Pp. 3 and 4 are not.",
    "Jan. 5 and Oct. 6 were free. |The rest sat. |Then Sat. came.",
  ])
  func english(_ text: Marked) throws { #expect(try text.found(.english) == text.sentences) }

  @Test(arguments: [
    "M. Petit et Mme Roux sont partis. |Ils reviendront av. la nuit, p. ex. à 20 h. |Pourquoi ?",
    "« Viens ! » dit-elle. |Il vint. |« C’est fini. » |Puis rien.",
    "Il cria : « Assez ! » |Tout le monde se tut (env. 30 personnes).",
    "J.-P. Martin est né en 1950. |Il habite au n° 5.",
    "Vraiment ?! |Oui… |Mais… pas toujours.",
  ])
  func french(_ text: Marked) throws { #expect(try text.found(.french) == text.sentences) }

  @Test(arguments: [
    "Am 3. Oktober kam Dr. Klein. |Er blieb z. B. drei Tage bzw. eine Woche. |Dann ging er.",
    "Das war 1990. |Danach wohnte sie im 2. Stock, Hauptstr. 5, u. a. mit Hrn. Groß.",
    "Er fragte: „Kommst du?“ |Sie kam. |»Gut.« |Das war alles.",
    "Kap. 3 usw. |Die Seite Nr. 5 fehlt.",
    "Ludwig XIV. König war er.",
  ])
  func german(_ text: Marked) throws { #expect(try text.found(.german) == text.sentences) }

  @Test(arguments: [
    "El Sr. Gil llegó a EE. UU. ayer. |¿Qué hizo? |¡Nada! |La Dra. Paz, p. ej. en la pág. 3, lo dice.",
    "Salió a las 5 p.m. |Él no volvió.",
  ])
  func spanish(_ text: Marked) throws { #expect(try text.found(.spanish) == text.sentences) }

  @Test(arguments: [
    "彼は来た。|「はい。」と言った。|本当？|はい！",
    "「先に行く。後で来て。」と彼は言った。|雨だ…でも行く。",
    "3.5キロです。|終わり",
  ])
  func japanese(_ text: Marked) throws { #expect(try text.found(.japanese) == text.sentences) }

  @Test(arguments: [
    "“是吗？”他问。|他来了。|“你好。”|她走了！|面积24.4平方公里。|真的？！|好"
  ])
  func chinese(_ text: Marked) throws { #expect(try text.found(.chinese) == text.sentences) }

  @Test(
    arguments: [
      (.hindi, "वह आया। |वह गया॥ |क्या? |हाँ"), (.urdu, "وہ آیا۔ |کیا وہ گیا؟ |ہاں"), (.hebrew, "הוא בא. |מי? |היא!"),
      (Language("hy"), "Նա եկավ։ |Ո՞վ։"), (Language("my"), "သူလာသည်။|သူသွားသည်။"), (Language("am"), "መጣ። |ሄደ።"),
      (.undetermined, "Kala tuli. |Kuka? |Ei 3.5 vaan 4."), (Language("ko"), "그가 왔다. |누구? |나!"),
      (Language("el"), "Πού είναι ο κ. Παππάς; |Έφυγε π.χ. χθες. |Αλήθεια;"),
      (Language("hy"), "Ո՞վ եկավ: |Ոչ ոք: |Ժամը 10:30 է:"),
      (
        Language("ru"),
        "Это А. С. Пушкин. |Он жил на ул. Ленина в 1830 г. |Потом, т. е. позже, уехал. |Объём 5 куб. м воды. |Да!"
      ),
      (Language("it"), "Il sig. Rossi e la Sig.ra Verdi sono qui. |Arrivano alle 5, ecc. |Come stai?"),
      (Language("nl"), "Dhr. Jansen komt o.a. morgen. |Hij heeft 81 boeken, d.w.z. veel. |...en toen ging hij."),
      (Language("pl"), "Pan dr Nowak mieszka przy ul. Długiej 5. |To np. dom. |Był 3. Maja w Gdyni."),
      (Language("pt"), "O Sr. Silva chegou às 5 h. |A Dra. Lima, p. ex., não veio. |Por quê?"),
      (Language("da"), "Hr. Holm kom d. 3. maj bl.a. med toget. |Han gik igen."),
      (Language("tr"), "Dr. Kaya 3. Sokak'ta oturuyor. |Nerede? |Bilmiyorum."),
      (.persian, "آقای رضا. |شما کجایی هستید؟ |«من از تهران هستم. خوب است.» |خوب!"),
      (Language("mr"), "आज सण आहे. |तो आला. |का?"), (Language("am"), "እንደምን አለህ፧|መልካም ቀን።|እባክህ።"),
      (.english, "### 1. The Garden\n|## 2. The House\n|It is old."),
      (.undetermined, "2.3. Toimitus\n|Kala tuli.² |«Kuka?» 🐟 |Ei."),
      (.japanese, "３．２９％です。|本当？|《行け！今！》を見た。"), (.chinese, "看《你好！再见！》吗？|好！"),
    ] as [(Language, Marked)])
  func others(_ language: Language, _ text: Marked) throws { #expect(try text.found(language) == text.sentences) }
}
