/// The months as they are called in the languages of many pages.
enum MonthNames {
  /// A month of a calendar.
  struct Month: Sendable {
    var number: Int
    var calendar: PageDate.Calendar
  }

  /// The months by their names, as ``fold(_:)`` makes them; names of two words have one space.
  static let all: [String: Month] = {
    var months: [String: Month] = [:]
    for (list, calendar) in [
      (gregorian, PageDate.Calendar.gregorian), (hijri, .hijri), (solarHijri, .solarHijri),
    ] {
      for line in list.split(separator: "\n") {
        for (index, names) in line.split(separator: ",").enumerated() {
          for name in names.split(separator: "|") where months[fold(name)] == nil {
            months[fold(name)] = Month(number: index + 1, calendar: calendar)
          }
        }
      }
    }
    return months
  }()

  /// Small letters without marks; letters of Arabic that are written for each other are one.
  static func fold(_ name: some StringProtocol) -> String {
    var folded = ""
    for scalar in name.lowercased().unicodeScalars {
      switch scalar {
      case "أ", "إ", "آ": folded.unicodeScalars.append("ا")
      case "ى", "ی", "ئ": folded.unicodeScalars.append("ي")
      case "ک": folded.unicodeScalars.append("ك")
      case "ة", "ۀ", "ہ": folded.unicodeScalars.append("ه")
      case "ؤ": folded.unicodeScalars.append("و")
      case "\u{064B}"..."\u{065F}", "\u{0640}", "\u{200C}", "\u{0307}": break
      default: folded.unicodeScalars.append(scalar)
      }
    }
    return folded
  }

  /// A line for a language, or for a region where it has names of its own.
  private static let gregorian = """
    january|jan,february|feb,march|mar,april|apr,may,june|jun,july|jul,august|aug,september|sept|sep,october|oct,november|nov,december|dec
    يناير,فبراير,مارس,أبريل|ابريل,مايو,يونيو|يونية,يوليو|يولية,أغسطس,سبتمبر,أكتوبر,نوفمبر,ديسمبر
    كانون الثاني,شباط,آذار,نيسان,أيار,حزيران,تموز,آب,أيلول,تشرين الأول,تشرين الثاني,كانون الأول
    جانفي,فيفري,مارس,أفريل,ماي,جوان,جويلية,أوت,سبتمبر,أكتوبر,نوفمبر,ديسمبر
    يناير,فبراير,مارس,أبريل,ماي,يونيو,يوليوز,غشت,شتنبر,أكتوبر,نونبر,دجنبر
    ژانویه,فوریه,مارس,آوریل,مه,ژوئن,ژوئیه|جولای,اوت,سپتامبر,اکتبر,نوامبر,دسامبر
    جنوری,فروری,مارچ,اپریل,مئی,جون,جولائی,اگست,ستمبر,اکتوبر,نومبر,دسمبر
    janvier|janv,février|fevrier|févr,mars,avril|avr,mai,juin,juillet|juil,août|aout,septembre,octobre,novembre,décembre|decembre|déc
    januar|jänner,februar|feber,märz|maerz|mrz,april,mai,juni,juli,august,september,oktober|okt,november,dezember|dez
    enero|ene,febrero,marzo,abril|abr,mayo,junio,julio,agosto|ago,septiembre|setiembre,octubre,noviembre,diciembre|dic
    janeiro,fevereiro|fev,março|marco,abril,maio,junho,julho,agosto,setembro|set,outubro|out,novembro,dezembro
    gennaio|gen,febbraio,marzo,aprile,maggio|mag,giugno|giu,luglio|lug,agosto,settembre,ottobre|ott,novembre,dicembre
    januari,februari,maart|mrt,april,mei,juni,juli,augustus,september,oktober,november,december
    stycznia|styczeń,lutego|luty,marca|marzec,kwietnia|kwiecień,maja|maj,czerwca|czerwiec,lipca|lipiec,sierpnia|sierpień,września|wrzesień,października|październik,listopada|listopad,grudnia|grudzień
    ledna,února,března,dubna,května,června,července,srpna,září,října,listopadu,prosince
    января|январь|янв,февраля|февраль|фев,марта|март|мар,апреля|апрель|апр,мая|май,июня|июнь|июн,июля|июль|июл,августа|август|авг,сентября|сентябрь|сен,октября|октябрь|окт,ноября|ноябрь|ноя,декабря|декабрь|дек
    січня,лютого,березня,квітня,травня,червня,липня,серпня,вересня,жовтня,листопада,грудня
    ocak,şubat,mart,nisan,mayıs,haziran,temmuz,ağustos,eylül,ekim,kasım,aralık
    januari,februari,maret,april,mei,juni,juli,agustus,september,oktober,november,desember
    januari,februari,mars,april,maj,juni,juli,augusti,september,oktober,november,december
    januar,februar,marts,april,maj,juni,juli,august,september,oktober,november,desember
    जनवरी,फ़रवरी|फरवरी,मार्च,अप्रैल,मई,जून,जुलाई,अगस्त,सितंबर|सितम्बर,अक्टूबर,नवंबर|नवम्बर,दिसंबर|दिसम्बर
    """

  private static let hijri = """
    محرم|المحرم,صفر,ربيع الأول|ربيع أول,ربيع الثاني|ربيع الآخر|ربيع ثاني,جمادى الأولى|جمادى الأول|جمادي الأول,جمادى الآخرة|جمادى الثانية|جمادى الثاني|جمادي الثاني,رجب,شعبان,رمضان,شوال,ذو القعدة|ذي القعدة|ذوالقعدة,ذو الحجة|ذي الحجة|ذوالحجة
    muharram,safar,rabi al-awwal,rabi al-thani,jumada al-awwal,jumada al-thani,rajab,shaban,ramadan,shawwal,dhu al-qidah,dhu al-hijjah
    """

  private static let solarHijri = """
    فروردین,اردیبهشت,خرداد,تیر,مرداد,شهریور,مهر,آبان,آذر,دی,بهمن,اسفند
    حمل,ثور,جوزا,سرطان,اسد,سنبله,میزان,عقرب,قوس,جدی,دلو,حوت
    farvardin,ordibehesht,khordad,tir,mordad,shahrivar,mehr,aban,azar,dey,bahman,esfand
    """
}
