import WebPlugin
import Testing

struct DateTests {
  @Test(
    arguments: [
      ("2026-11-30", "2026-11-30"), ("2026-11-30T22:05", "2026-11-30T22:05"),
      ("2026-11-30T22:05:09Z", "2026-11-30T22:05:09Z"),
      ("2026-11-30T22:05:09.123+03:00", "2026-11-30T22:05:09+03:00"),
      ("2026-11-30T22:05:09+0300", "2026-11-30T22:05:09+03:00"),
      ("20261130", "2026-11-30"), ("2026/11/30", "2026-11-30"), ("30.11.2026", "2026-11-30"),
      ("30/11/2026", "2026-11-30"),
      ("11/30/2026", "2026-11-30"), ("Mon, 30 Nov 2026 22:05:09 GMT", "2026-11-30T22:05:09Z"),
      ("Mon, 30 Nov 2026 22:05:09 -0500", "2026-11-30T22:05:09-05:00"), ("November 30, 2026", "2026-11-30"),
      ("November 30, 2026 at 9:05 pm", "2026-11-30T21:05"), ("30. November 2026, 08:15 Uhr", "2026-11-30T08:15"),
      ("le 30 novembre 2026", "2026-11-30"), ("30 de noviembre de 2026", "2026-11-30"),
      ("30 listopada 2026", "2026-11-30"),
      ("30 ноября 2026 г.", "2026-11-30"), ("30 Kasım 2026", "2026-11-30"), ("30 नवंबर 2026", "2026-11-30"),
      ("2026年11月30日", "2026-11-30"), ("2026년 11월 30일", "2026-11-30"),
      ("30 نوفمبر 2026", "2026-11-30"), ("٣٠ نوفمبر ٢٠٢٦", "2026-11-30"), ("30 تشرين الثاني 2026", "2026-11-30"),
      ("الإثنين 30 تشرين الثاني/نوفمبر 2026 - 22:05", "2026-11-30T22:05"), ("5 كانون الثاني 2026", "2026-01-05"),
      ("٥ كانون الأول ٢٠٢٦", "2026-12-05"), ("7 آذار 2026", "2026-03-07"), ("12 يونية 2026", "2026-06-12"),
      ("12 جويلية 2026", "2026-07-12"), ("3 أوت 2026", "2026-08-03"), ("9 غشت 2026", "2026-08-09"),
      ("1 نونبر 2026", "2026-11-01"),
      ("30 نوفمبر 2026، 9:05 م", "2026-11-30T21:05"), ("30 نوفمبر 2026 الموافق 20 جمادى الآخرة 1448 هـ", "2026-11-30"),
      ("20 جمادى الآخرة 1448 هـ الموافق 30 نوفمبر 2026", "2026-11-30"), ("2026 نوفمبر 30", nil),
      ("29 February 2026", nil),
      ("01/02/2026", nil), ("05/05/2026", "2026-05-05"), ("2026-13-01", nil),
    ] as [(String, String?)])
  func readsGregorianDates(written: String, iso: String?) {
    let date = PageDate(written)
    #expect(date.iso8601 == iso)
    #expect(date.written == written)
    #expect(date.calendar == .gregorian)
  }

  @Test(arguments: [
    ("20 جمادى الآخرة 1448 هـ", PageDate.Calendar.hijri), ("٢٠ رمضان ١٤٤٧", .hijri), ("١٤٤٧/٠٩/٢٠", .hijri),
    ("1447/09/20 هـ", .hijri), ("1 ذو الحجة 1447", .hijri), ("12 ربيع الأول 1448هـ", .hijri),
    ("۱۴۰۵/۰۹/۰۹", .solarHijri), ("۹ آذر ۱۴۰۵", .solarHijri), ("دوشنبه ۹ آذر ۱۴۰۵ ساعت ۲۲:۰۵", .solarHijri),
    ("yesterday", .unknown), ("", .unknown), ("أمس", .unknown),
  ])
  func marksOtherCalendarsAndDoesNotTurnThem(written: String, calendar: PageDate.Calendar) {
    let date = PageDate(written)
    #expect(date.calendar == calendar)
    #expect(date.iso8601 == nil)
  }

  @Test func takesTheLanguageForYearsThatTwoCalendarsHave() {
    #expect(PageDate("1405/09/09", language: "fa-IR").calendar == .solarHijri)
    #expect(PageDate("1405/09/09", language: "ar").calendar == .hijri)
  }

  @Test func takesAnything() {
    for written in ["99999999999999999999999999-1-1", ":::", "T", "2026-", "2026-11", "11-2026-", "+++", "\u{0}"] {
      _ = PageDate(written)
    }
    #expect(PageDate(String(repeating: "9", count: 10_000)).iso8601 == nil)
  }
}
