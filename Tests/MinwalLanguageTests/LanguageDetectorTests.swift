import MinwalLanguage
import MinwalText
import Testing

@Suite struct LanguageDetectorTests {
  @Test(
    arguments: [
      ("ar", "أعلنت الحكومة اليوم أن المشروع سيبدأ في العام المقبل."),
      ("ar", "قال غوتيريش إن شركة پيپسي چاكلت باعت الأسهم في المدينة إلى أصحابها"),
      ("fa", "دولت امروز گفت که این پروژه سال آینده آغاز می‌شود و چند سال طول می‌کشد."),
      ("ur", "حکومت نے آج کہا کہ یہ منصوبہ اگلے سال شروع ہوگا اور لوگوں کے لیے اچھا ہے۔"),
      ("ckb", "حکوومەت ئەمڕۆ ڕایگەیاند کە پڕۆژەکە ساڵی داهاتوو دەست پێ دەکات."),
      ("ps", "حکومت نن وویل چې دا پروژه به راتلونکی کال پیل شي او ښه ده څو ډېر خلک."),
      ("ug", "ھۆكۈمەت بۈگۈن بۇ قۇرۇلۇشنىڭ كېلەر يىلى باشلىنىدىغانلىقىنى ۋە چوڭ بولىدىغانلىقىنى ئېلان قىلدى."),
      ("sd", "حڪومت اڄ چيو ته هي منصوبو ايندڙ سال شروع ٿيندو ۽ ماڻهن لاءِ سٺو آهي."),
      ("he", "הממשלה הודיעה היום שהפרויקט יתחיל בשנה הבאה."), ("ru", "Правительство объявило, что проект начнётся."),
      ("uk", "Уряд оголосив, що проєкт розпочнеться наступного року і триватиме."),
      ("bg", "Правителството обяви, че проектът ще започне и ще бъде голям, а градът ще расте бързо."),
      ("el", "Η κυβέρνηση ανακοίνωσε το έργο."), ("hi", "सरकार ने आज कहा कि परियोजना अगले साल शुरू होगी।"),
      ("ja", "政府は来年から計画を始めると発表した。"), ("zh", "政府今天宣布该项目将于明年开始。"),
      ("ko", "정부는 내년에 사업을 시작한다고 발표했다."), ("th", "รัฐบาลประกาศวันนี้"), ("hy", "Կառավարությունը հայտարարեց"),
      ("en", "The government said today that the project will begin next year and it will be big."),
      ("fr", "Le gouvernement a annoncé que le projet commencera dans un an et qu'il est prêt."),
      ("de", "Die Regierung hat heute mitgeteilt, dass das Projekt im nächsten Jahr beginnt und groß ist."),
      ("es", "El gobierno dijo que el proyecto comenzará el próximo año y que es muy grande para la región."),
      ("it", "Il governo ha detto che il progetto della città non è ancora stato iniziato con i fondi."),
      ("pt", "O governo disse que o projeto não começa este ano e que a obra da cidade é uma das maiores."),
      ("nl", "De regering zei dat het project niet dit jaar begint en dat het voor de stad is."),
      ("tr", "Hükümet bu projenin çok büyük olduğunu ve bir yıl daha süreceğini söyledi ama ne kadar değil."),
      // Letters that only they have, where short words are rare.
      ("tr", "Başkan dün akşam kıyıda balıkçılara konuştu. Toplantı iki saat sürdü. Tutanağı yarın yayımlanacak."),
      ("pl", "Łódź świętuje. Książki wróciły, ławki też. Wieczorem zagrają muzycy."),
      ("cs", "Řemeslníci opravují střechu. Děti přinesly květiny. Město děkuje."),
      // Addresses and names in another script do not matter much.
      ("ar", "See www.example.com: قالت الشركة إن الموقع الجديد يعمل الآن في جميع أنحاء البلاد"),
      ("zh", "他在ウィキ上写了很多关于中国历史和文化的文章，还翻译了不少外国作品，受到大家的好评。"),
    ])
  func tells(_ language: String, _ text: String) {
    #expect(LanguageDetector.language(of: Text(text).span)?.rawValue == language)
  }

  @Test(arguments: [
    "", " \n", "123 456.", "😀 !?", "Xqz", "Paris Berlin Madrid Roma", "\u{0}\u{0}", "Erdoğan visits Ağrı",
  ])
  func saysNothingWhereNothingTells(_ text: String) {
    #expect(LanguageDetector.language(of: Text(text).span) == nil)
  }

  @Test func readsOnWhereTheBeginningIsMixed() {
    let menu = String(repeating: "Xqz قط ", count: 250)
    let text = menu + String(repeating: "the cat is in the house and it is not on the roof ", count: 60)
    #expect(LanguageDetector.language(of: Text(text).span) == .english)
  }

  @Test func looksAtTheBeginningOnly() {
    let text = String(repeating: "قال ", count: 2000) + String(repeating: "the of and ", count: 10_000)
    #expect(LanguageDetector.language(of: Text(text).span) == .arabic)
  }
}
