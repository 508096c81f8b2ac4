import Testing

/// Words for invented pages in one language.
struct Sample: Sendable, CustomTestStringConvertible {
  let language: String
  let title: String
  let lead: String
  let paragraphs: [String]
  let items: [String]
  let menu: [String]
  let related: [String]
  let comments: [String]
  let caption: String
  let cookies: String
  let author: String

  var testDescription: String { language }

  static let all = [arabic, german, japanese, persian, english]

  static let arabic = Sample(
    language: "ar", title: "مكتبة القرية تعود إلى قرائها",
    lead:
      "بعد عامين من الترميم فتحت المكتبة الصغيرة أبوابها أمام الأهالي، وامتلأت رفوفها بكتب جمعها متطوعون من البيوت المجاورة.",
    paragraphs: [
      "قالت أمينة المكتبة إن العمل لم يكن سهلا، فقد تسربت المياه إلى القبو مرتين، واضطر المتطوعون إلى تجفيف مئات المجلدات في شمس الربيع.",
      "أما الأطفال فقد رسموا على الجدار الطويل خريطة للوادي كما يتخيلونه، ووضعوا فيها النهر والطاحونة القديمة وشجرة التوت التي يعرفها الجميع.",
      "ويأمل القائمون على المكتبة أن تستقبل في الصيف المقبل ورشا للقراءة والكتابة، وأن تصبح مكانا يلتقي فيه الكبار والصغار كل مساء.",
    ],
    items: ["كوبان من العدس الأحمر", "بصلة كبيرة مفرومة", "ملعقة من الكمون المطحون"],
    menu: ["الرئيسية", "أخبار", "ثقافة", "اتصل بنا"],
    related: ["طاحونة الوادي تدور من جديد", "معرض للخط في المدينة"],
    comments: [
      "فكرة جميلة، وأتمنى أن نرى مثلها في قريتنا أيضا في وقت قريب.",
      "زرتها أمس مع أولادي، ولم نرد أن نخرج منها قبل الغروب.",
    ],
    caption: "رفوف المكتبة بعد الترميم",
    cookies: "نستخدم ملفات تعريف الارتباط لتحسين تجربتك، وبمتابعة التصفح فإنك توافق على ذلك.",
    author: "سلمى النجار")

  static let german = Sample(
    language: "de", title: "Die Fähre fährt wieder über den See",
    lead:
      "Nach einem langen Winter hat die kleine Fähre ihren Dienst aufgenommen, und am ersten Morgen standen schon zwanzig Räder am Steg.",
    paragraphs: [
      "Der Kapitän hatte das Boot im Schuppen selbst gestrichen, weil die Werft keine Zeit hatte, und die Farbe dafür aus drei Orten zusammengesucht.",
      "Bis zum Mittag brachte er Wanderer, eine Ziege und zwei Kisten mit Setzlingen ans andere Ufer, ohne dass jemand nasse Füße bekommen hätte.",
      "Im Sommer soll die Fähre auch abends fahren, damit die Gäste der Musiktage nicht mehr den weiten Weg um den See nehmen müssen.",
    ],
    items: ["zwei Tassen rote Linsen", "eine große Zwiebel, fein gehackt", "ein Löffel gemahlener Kümmel"],
    menu: ["Startseite", "Nachrichten", "Kultur", "Kontakt"],
    related: ["Der Steg wird breiter", "Ein Fest für das alte Ruderboot"],
    comments: [
      "Schöner Bericht, ich war am Samstag selbst dabei und habe jede Minute genossen!",
      "Gibt es eigentlich auch Karten für Familien mit mehr als drei Kindern?",
    ],
    caption: "Der Steg am Morgen",
    cookies: "Wir verwenden Cookies, um die Seite zu verbessern, und bitten um Ihre Zustimmung dazu.",
    author: "Jonas Wegmann")

  static let japanese = Sample(
    language: "ja", title: "山の茶屋に灯りがもどる",
    lead: "長い冬のあいだ閉じていた峠の茶屋が、この週末に三年ぶりに店を開き、朝から多くの登山客でにぎわった。",
    paragraphs: [
      "店主の女性は、雪でこわれた屋根を自分の手で直し、村の大工に教わりながら古い柱を一本ずつ磨きあげたという。",
      "名物の草餅は昔と同じ作り方で、朝早くに摘んだよもぎを石臼でつき、注文を受けてから一つずつ炭火で焼いている。",
      "夏には茶屋の庭で星を見る会を開く予定で、宿に泊まる人だけでなく、ふもとの町の子どもたちも招くことにしている。",
    ],
    items: ["赤い豆を二カップ用意する", "大きな玉ねぎを一つ刻む", "香りのよい粉を一さじ"],
    menu: ["ホーム", "ニュース", "文化", "お問い合わせ"],
    related: ["峠の道が広くなる", "古い水車がまた回る"],
    comments: ["とてもよい記事でした。来月には家族といっしょに行ってみたいと思います。", "草餅がなつかしいです。昔の味が残っていてほんとうにうれしい。"],
    caption: "茶屋の屋根", cookies: "このサイトではクッキーを使用しています。続けて見る場合は同意したものとみなします。",
    author: "小川千春")

  static let persian = Sample(
    language: "fa", title: "چاپخانهٔ کهنه دوباره کار می‌کند",
    lead:
      "چاپخانه‌ای که بیست سال خاموش بود، این هفته با کمک چند جوان دوباره به راه افتاد و نخستین برگه‌ها را به دست مردم رساند.",
    paragraphs: [
      "آن‌ها دستگاه سنگین را پیچ به پیچ باز کردند، هر تکه را شستند و آنچه شکسته بود را نزد آهنگر بازار از نو ساختند.",
      "نخستین چیزی که چاپ شد شعری کوتاه بود که پیرمرد همسایه از بر داشت، و همه آن را به دیوار خانه‌های خود چسباندند.",
      "اکنون می‌خواهند هر ماه دفتری کوچک از قصه‌های محله بیرون بدهند و از بچه‌ها بخواهند که برای آن نقاشی بکشند.",
    ],
    items: ["دو پیمانه عدس قرمز", "یک پیاز بزرگ خردشده", "یک قاشق زیرهٔ کوبیده"],
    menu: ["خانه", "خبرها", "فرهنگ", "تماس"],
    related: ["بازار آهنگران نو شد", "نمایشگاه خط در شهر"],
    comments: [
      "چه خبر خوبی، کاش در محلهٔ ما هم چنین کاری می‌کردند.", "من آن شعر را هنوز به یاد دارم و از خواندنش شاد شدم.",
    ],
    caption: "دستگاه پس از شست‌وشو", cookies: "ما برای بهتر شدن سایت از کوکی استفاده می‌کنیم و از شما اجازه می‌خواهیم.",
    author: "مینا کاویانی")

  static let english = Sample(
    language: "en", title: "The lighthouse keeper's garden opens",
    lead:
      "For the first time in forty years visitors may walk through the garden below the lighthouse, where salt and wind allow only the toughest plants.",
    paragraphs: [
      "The keeper planted the first hedge to shelter his bees, and his daughter carried soil up the steps in buckets until the beds were deep enough.",
      "Most of what grows there was washed ashore as seed, so the garden has a little of every coast that the currents pass on their way north.",
      "A small shop sells honey and postcards at the gate, and whoever asks politely may climb the tower and watch the lamp being lit.",
    ],
    items: ["two cups of red lentils", "one large onion, finely chopped", "a spoon of ground cumin"],
    menu: ["Home", "News", "Culture", "Contact"],
    related: ["The pier gets a new roof", "Bees return to the island"],
    comments: [
      "What a lovely place, we went last summer and stayed until the lamp was lit.",
      "Does anyone know whether dogs are allowed on the path behind the shed?",
    ],
    caption: "The hedge in spring",
    cookies: "We use cookies to make this site better, and ask you to agree to that before you go on.",
    author: "Maud Ferris")
}
