import Minwal

/// Beginnings of lines that tell what the line is: those that call to read, watch or subscribe to something else, and those
/// of what stands below pictures.
///
/// They count only together with what the block looks like.
struct LinePhrases: Sendable {
  /// Calls to read on.
  static let promotions = LinePhrases(calls)
  /// Labels of pictures.
  static let captions = LinePhrases(labels)

  private let phrases: [[UInt8]: Void]
  private let lengths: [Int]

  private init(_ list: String) {
    var phrases: [[UInt8]: Void] = [:]
    for line in list.split(separator: "\n") {
      for phrase in line.split(separator: "|") {
        let letters = Self.fold(phrase.utf8.span)
        phrases[letters] = ()
      }
    }
    self.phrases = phrases
    self.lengths = Set(phrases.keys.map(\.count)).sorted()
  }

  /// Whether a text begins with one of them, up to the border of a word.
  func begins(_ text: Span<UInt8>) -> Bool {
    var start = 0
    while start < text.count, text[start] <= 0x20 || Self.isSign(text[start]) { start += 1 }
    let head = text.extracting(start..<min(text.count, start + 80))
    let folded = Self.fold(head)
    for length in lengths where length <= folded.count {
      let next: UInt8 = length < folded.count ? folded[length] : 0x20
      guard next < 0x30 || next == 0x3A || length >= 9 && next >= 0xE2 else { continue }
      if phrases[Array(folded[..<length])] != nil { return true }
    }
    return false
  }

  private static func isSign(_ byte: UInt8) -> Bool { byte < 0x30 && byte > 0x20 || byte == 0x3E || byte == 0x5B }

  /// Small letters, one space between words, and in Arabic one letter for those that are written for each other.
  private static func fold(_ text: Span<UInt8>) -> [UInt8] {
    var result: [UInt8] = []
    var isBlank = false
    var position = 0
    while position < text.count {
      let (scalar, length) = text.anyScalar(at: position)
      position += length
      if scalar <= 0x20 || scalar == 0xA0 {
        isBlank = !result.isEmpty
        continue
      }
      // Vowel marks and the stretching of words.
      if (0x64B...0x652).contains(scalar) || scalar == 0x640 { continue }
      if isBlank { result.append(0x20) }
      isBlank = false
      let folded: UInt32 =
        switch scalar {
        case 0x41...0x5A, 0xC0...0xD6, 0xD8...0xDE, 0x410...0x42F: scalar + 0x20
        case 0x400...0x40F: scalar + 0x50
        case 0x622, 0x623, 0x625: 0x627
        case 0x649, 0x6CC: 0x64A
        case 0x6A9: 0x643
        case 0x629: 0x647
        default: scalar
        }
      guard let encoded = UTF8.encode(Unicode.Scalar(folded) ?? "?") else { continue }
      for byte in encoded { result.append(byte) }
    }
    return result
  }

  private static let calls = """
    read more|read next|read also|read:|also read|related|see also|more from|more on|watch:|sign up|subscribe|follow us|follow @|click here|advertisement|sponsored|share this|share on|category:|categories:|copyright|all rights reserved|download our|download the|get our|recommended|most read|most popular|loading|story continues|continue reading|leave a comment|leave a reply|tags:|filed under|posted in|you may also like|you might also like|about the author
    lesen sie auch|lesen sie mehr|mehr zum thema|mehr lesen|weiterlesen|auch interessant|das könnte sie auch interessieren|das könnte dich auch interessieren|quelle:|anzeige|werbung|jetzt abonnieren|zum newsletter|kommentare|ähnliche artikel|ähnliche beiträge|verwandte artikel|schlagwörter|schlagworte|teilen
    lire aussi|à lire aussi|à lire|lire la suite|voir aussi|sur le même sujet|partager|abonnez-vous|publicité|inscrivez-vous
    lea también|lee también|leer más|ver también|te puede interesar|suscríbete|publicidad|compartir|síguenos|más información
    leggi anche|leggi tutto|potrebbe interessarti|iscriviti|condividi|pubblicità
    leia também|leia mais|veja também|saiba mais|compartilhe|publicidade|inscreva-se
    lees ook|lees meer|bekijk ook|advertentie
    czytaj też|czytaj także|czytaj więcej|zobacz też|zobacz także|polecamy|reklama
    читайте также|читать далее|смотрите также|подпишитесь|подписывайтесь|реклама|поделиться
    ayrıca okuyun|devamını oku|ilgili haberler|abone ol|paylaş|reklam
    اقرأ أيضا|اقرأ أيضًا|اقرأ ايضا|إقرأ أيضا|إقرأ أيضاً|اقرأ أيضاً|اقرأ المزيد|اقرأ كذلك|شاهد أيضا|شاهد أيضًا|شاهد أيضاً|مواضيع ذات صلة|أخبار ذات صلة|مقالات ذات صلة|تابعونا|تابعنا|للاشتراك|اشترك|إعلان|حقوق النشر|جميع الحقوق|شارك|المزيد من|اترك تعليق
    بیشتر بخوانید|همچنین بخوانید|بخوانید|مطالب مرتبط|اخبار مرتبط|تبلیغات|اشتراک گذاری
    مزید پڑھیں|یہ بھی پڑھیں
    यह भी पढ़ें|ये भी पढ़ें|और पढ़ें
    相关阅读|相关新闻|延伸阅读|阅读更多|广告|分享到|版权所有
    関連記事|続きを読む|あわせて読みたい|広告
    관련기사|관련 기사|더 보기|광고
    """

  private static let labels = """
    photo:|photos:|photo by|image:|picture:|credit:|photo credit|photo credits|image credit|image credits|figure 1|figure 2|figure 3|figure 4|figure 5|fig. 1|fig. 2|fig. 3|fig. 4|fig. 5|illustration:
    foto:|fotos:|foto ©|bild:|bilder:|titelbild|beitragsbild|symbolbild|symbolfoto|abbildung|abb.|bildquelle|bildnachweis|grafik:
    crédit photo|crédits photo|crédits photos|photo d'illustration|image d'illustration
    foto de|imagen:|imagen de|imágenes:|crédito:
    immagine:|foto di
    imagem:|foto por|crédito da foto
    zdjęcie:|fot.|źródło zdjęcia
    фото:|фото |источник фото
    fotoğraf:|görsel:
    صورة:|الصورة:|صورة من|صورة أرشيفية|تصوير:
    عکس:|تصویر:
    تصویر:|فوٹو:
    फोटो:|तस्वीर:
    图：|图片：|图片来源|供图
    写真：|写真＝|画像：
    사진:|사진=
    """
}
