import MinwalTestSupport

/// Sentences about nothing, in several languages, to make documents that differ from each other.
struct InventedProse: Sendable {
  let name: String
  private let subjects: [String]
  private let deeds: [String]
  private let reasons: [String]
  private let space: String
  private let stop: String

  private init(
    _ name: String, _ subjects: String, _ deeds: String, _ reasons: String, space: String = " ", stop: String = "."
  ) {
    self.name = name
    self.subjects = Self.parts(subjects)
    self.deeds = Self.parts(deeds)
    self.reasons = Self.parts(reasons)
    self.space = space
    self.stop = stop
  }

  private static func parts(_ text: String) -> [String] {
    text.split(separator: "|").map { $0.trimmingPrefix { $0.isWhitespace } }.map(String.init)
  }

  /// A sentence without its full stop, which might be a headline.
  func headline(_ random: inout SeededGenerator) -> String {
    [subjects, deeds, reasons].map { $0.randomElement(using: &random)! }.joined(separator: space)
  }

  /// Two sentences or three.
  func paragraph(_ random: inout SeededGenerator) -> String {
    (0..<Int.random(in: 2...3, using: &random)).map { _ in headline(&random) + stop }.joined(separator: space)
  }

  static let all: [InventedProse] = [
    InventedProse(
      "ar",
      """
      أعلن أصحاب المراكب|ذكرت معلمة الرسم|قال حارس المنارة|\
      أكدت بائعة الورد|شرح عازف العود|كتب صانع الخزف
      """,
      """
      أن الطريق إلى البحيرة مفتوح|أن السوق لن ينتقل إلى التل|أن الدرس القديم يعود مجددا|\
      أن الجسر يحتاج إلى طلاء|أن القارب الأزرق قد بيع
      """,
      """
      بعد شتاء طويل وبارد|رغم ما قيل في المقهى|قبل أن تنتهي أيام العيد|\
      كما طلب سكان الحارة|من دون أي احتفال
      """),
    InventedProse(
      "en",
      """
      The ferryman|A teacher of drawing|The lighthouse keeper|\
      One of the florists|The lute player|A potter from the hills
      """,
      """
      opened the road to the lake|would not move to the hill|brought the old lesson back|\
      asked for a new coat of paint|sold the blue boat
      """,
      """
      after a long and cold winter|whatever was said in the café|before the feast was over|\
      as the neighbours had wished|without any ceremony
      """),
    InventedProse(
      "fr",
      """
      Le passeur|Une maîtresse de dessin|Le gardien du phare|\
      Une des fleuristes|Le joueur de luth|Un potier des collines
      """,
      """
      a rouvert la route du lac|ne veut pas quitter la colline|reprend la vieille leçon|\
      demande une couche de peinture|a vendu la barque bleue
      """,
      """
      après un hiver long et froid|quoi qu'on en dise au café|avant la fin de la fête|\
      comme le voulaient les voisins|sans aucune cérémonie
      """),
    InventedProse(
      "fa",
      """
      قایقران پیر|آموزگار نقاشی|نگهبان فانوس دریایی|\
      یکی از گلفروش‌ها|نوازندهٔ عود|سفالگری از تپه‌ها
      """,
      """
      راه دریاچه را گشود|از بالای تپه نرفت|درس کهنه را بازآورد|\
      رنگ تازه‌ای برای پل خواست|قایق آبی را فروخت
      """,
      """
      پس از زمستانی دراز و سرد|با همهٔ گفته‌های قهوه‌خانه|پیش از پایان جشن|\
      چنان که همسایه‌ها خواستند|بی هیچ آیینی
      """),
    InventedProse(
      "tr",
      """
      Kayıkçı|Bir resim öğretmeni|Fener bekçisi|\
      Çiçekçilerden biri|Ut çalan adam|Tepeden bir çömlekçi
      """,
      """
      göl yolunu yeniden açtı|tepeye taşınmak istemedi|eski dersi geri getirdi|\
      köprü için boya istedi|mavi kayığı sattı
      """,
      """
      uzun ve soğuk bir kıştan sonra|kahvede ne denirse densin|bayram bitmeden önce|\
      komşuların dilediği gibi|hiçbir tören yapmadan
      """),
    InventedProse(
      "hi",
      """
      नाव वाले ने|चित्रकला की शिक्षिका ने|दीपस्तंभ के रखवाले ने|\
      एक फूल वाली ने|सितार बजाने वाले ने|पहाड़ी के कुम्हार ने
      """,
      """
      झील का रास्ता फिर खोला|पहाड़ी पर जाने से मना किया|पुराना पाठ लौटाया|\
      पुल के लिए नया रंग मांगा|नीली नाव बेच दी
      """,
      """
      लंबी और ठंडी सर्दी के बाद|चाय की दुकान की बातों के बावजूद|त्योहार खत्म होने से पहले|\
      पड़ोसियों की इच्छा के अनुसार|बिना किसी समारोह के
      """,
      stop: "।"),
    InventedProse(
      "zh", "渡口的老船夫|教画画的女老师|灯塔的看守人|一位卖花的姑娘|弹琵琶的艺人|山里来的陶匠",
      "重新打开了通往湖边的小路|不愿意搬到山坡上面去住|又把从前的功课带了回来|请人给旧桥刷一遍新漆|把那条蓝色的小船卖掉了",
      "在漫长而寒冷的冬天之后|不管茶馆里的人怎么议论|赶在节日还没有结束以前|正如邻居们一直盼望的那样|没有举行任何仪式", space: "", stop: "。"),
    InventedProse(
      "ja", "渡し場の船頭は|絵を教える先生は|灯台を守る老人は|花を売る娘の一人は|琵琶を弾く男は|山から来た陶工は",
      "湖へ向かう道をまた開いた|丘の上に移ることを断った|昔の授業を取り戻した|橋を塗り直すよう頼んだ|青い小舟を手放した",
      "長く寒い冬が終わったあとで|茶店で何と言われようとも|祭りがまだ終わらないうちに|近所の人々が願ったとおりに|何の式もあげないままに", space: "", stop: "。"),
  ]
}
