/// A date that a page gives: as it is written, and in the form of ISO 8601 if it is a Gregorian date without doubt.
public struct PageDate: Sendable, Hashable {
  /// How days are counted.
  public enum Calendar: String, Sendable {
    case gregorian
    /// The lunar calendar of Islam.
    case hijri
    /// The solar calendar of Iran and Afghanistan.
    case solarHijri = "solar-hijri"
    /// Not to be told.
    case unknown
  }

  /// As the page writes it.
  public var written: String
  /// `2026-11-30`, or `2026-11-30T22:00:00+03:00`: as exact as it is written. Dates of other calendars are not turned
  /// into Gregorian ones, for which day it was depends on who saw the moon; neither is `01/02/2026`, which is two days.
  public var iso8601: String?
  /// How its days are counted.
  public var calendar: Calendar

  /// Reads a date.
  ///
  /// - Parameters:
  ///   - written: What the page has.
  ///   - language: The language of the page, `fa-IR`, if it is known: a year such as 1404 is another in Persian.
  public init(_ written: String, language: String? = nil) {
    self.written = written
    var reader = DateReader(written)
    let speaksPersian = language?.lowercased().hasPrefix("fa") ?? false
    (iso8601, calendar) = reader.read(speaksPersian: speaksPersian)
  }
}
