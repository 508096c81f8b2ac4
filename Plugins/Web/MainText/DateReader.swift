/// Reads the day and the time out of what a page gives as a date.
struct DateReader {
  private enum Token {
    case number(value: Int, digits: Int)
    case word(String)
    case sign(Character)
  }

  private var tokens: [Token] = []
  private var hasPersianDigits = false
  private var hasArabicDigits = false
  /// The sign of the Hijri era.
  private var hasHijriSign = false

  init(_ text: String) {
    // A date is short; what is longer is not one.
    var number: (value: Int, digits: Int)?
    var word = ""
    func value(of scalar: Unicode.Scalar) -> Int? {
      switch scalar.value {
      case 0x30...0x39: Int(scalar.value) - 0x30
      case 0x660...0x669: Int(scalar.value) - 0x660
      case 0x6F0...0x6F9: Int(scalar.value) - 0x6F0
      case 0x966...0x96F: Int(scalar.value) - 0x966
      default: nil
      }
    }
    func end(_ tokens: inout [Token]) {
      if let done = number { tokens.append(.number(value: done.value, digits: done.digits)) }
      if !word.isEmpty { tokens.append(.word(MonthNames.fold(word))) }
      number = nil
      word = ""
    }
    for scalar in text.unicodeScalars.prefix(200) {
      if (0x6F0...0x6F9).contains(scalar.value) { hasPersianDigits = true }
      if (0x660...0x669).contains(scalar.value) { hasArabicDigits = true }
      if let digit = value(of: scalar) {
        if !word.isEmpty { end(&tokens) }
        number = ((number?.value ?? 0) % 1_000_000_000 * 10 + digit, (number?.digits ?? 0) + 1)
      } else if scalar.properties.isAlphabetic || scalar.properties.generalCategory == .nonspacingMark
        || scalar == "\u{0640}" || scalar == "\u{200C}"
      {
        if number != nil { end(&tokens) }
        word.unicodeScalars.append(scalar)
      } else {
        end(&tokens)
        if !scalar.properties.isWhitespace { tokens.append(.sign(Character(scalar))) }
      }
    }
    end(&tokens)
    hasHijriSign = tokens.contains { if case .word("ه") = $0 { true } else { false } }
  }

  /// The date in the form of ISO 8601, if it is Gregorian and clear, and its calendar.
  mutating func read(speaksPersian: Bool) -> (String?, PageDate.Calendar) {
    if let day = named() { return result(day.year, day.month, day.day, day.calendar, speaksPersian) }
    if let day = numeric() {
      return result(day.year, day.month, day.day, calendar(of: day.year, speaksPersian), speaksPersian)
    }
    let year = tokens.lazy.compactMap { if case .number(let value, 4) = $0 { value } else { nil } }.first
    return (nil, year.map { calendar(of: $0, speaksPersian) } ?? .unknown)
  }

  private func calendar(of year: Int, _ speaksPersian: Bool) -> PageDate.Calendar {
    guard (1280...1500).contains(year) else { return (1500...2200).contains(year) ? .gregorian : .unknown }
    if hasHijriSign || hasArabicDigits { return .hijri }
    return hasPersianDigits || speaksPersian ? .solarHijri : .hijri
  }

  private func result(
    _ year: Int, _ month: Int?, _ day: Int?, _ calendar: PageDate.Calendar, _ speaksPersian: Bool
  ) -> (String?, PageDate.Calendar) {
    guard calendar == .gregorian else { return (nil, calendar) }
    guard (1500...2200).contains(year) else { return (nil, self.calendar(of: year, speaksPersian)) }
    guard let month, let day, (1...12).contains(month), (1...Self.days(month, year)).contains(day) else {
      return (nil, .gregorian)
    }
    return ("\(year)-\(Self.two(month))-\(Self.two(day))\(time())", .gregorian)
  }

  private static func two(_ value: Int) -> String { value < 10 ? "0\(value)" : "\(value)" }

  private static func days(_ month: Int, _ year: Int) -> Int {
    switch month {
    case 2: year % 4 == 0 && (year % 100 != 0 || year % 400 == 0) ? 29 : 28
    case 4, 6, 9, 11: 30
    default: 31
    }
  }

  // MARK: Days

  /// A date with the name of its month: `19 نوفمبر 2026`, `November 19, 2026`. A Gregorian one beside one of another
  /// calendar is the one that counts.
  private func named() -> (year: Int, month: Int?, day: Int?, calendar: PageDate.Calendar)? {
    var best: (year: Int, month: Int?, day: Int?, calendar: PageDate.Calendar)?
    for index in tokens.indices {
      guard case .word(let word) = tokens[index] else { continue }
      var month = MonthNames.all[word]
      var end = index + 1
      if end < tokens.count, case .word(let next) = tokens[end], let pair = MonthNames.all[word + " " + next] {
        month = pair
        end += 1
      }
      guard let month else { continue }
      // Two names may be given: `تشرين الثاني (نوفمبر)`, `تشرين الثاني/نوفمبر`.
      var year: Int?
      var day: Int?
      if let before = number(before: index), (1...31).contains(before) { day = before }
      for place in end..<min(tokens.count, end + 6) {
        guard case .number(let value, let digits) = tokens[place] else { continue }
        if digits == 4 {
          year = value
          break
        }
        if day == nil, digits <= 2, (1...31).contains(value) { day = value }
      }
      guard let year else { continue }
      if month.calendar == .gregorian { return (year, month.number, day, .gregorian) }
      if best == nil { best = (year, month.number, day, month.calendar) }
    }
    return best
  }

  /// The number before a month's name, over a sign, a `de` or another name of the same month.
  private func number(before index: Int) -> Int? {
    var place = index - 1
    while place >= 0, place >= index - 4 {
      switch tokens[place] {
      case .number(let value, let digits): return digits <= 2 ? value : nil
      default: place -= 1
      }
    }
    return nil
  }

  /// A date of numbers alone, where it is clear which is the day.
  private func numeric() -> (year: Int, month: Int?, day: Int?)? {
    for index in tokens.indices {
      guard case .number(let first, let digits) = tokens[index] else { continue }
      if digits == 8, (1500...2200).contains(first / 10000) { return (first / 10000, first / 100 % 100, first % 100) }
      guard index + 4 < tokens.count, case .number(let second, let secondDigits) = tokens[index + 2], secondDigits <= 2,
        case .number(let third, let thirdDigits) = tokens[index + 4]
      else { continue }
      if digits == 4, thirdDigits <= 2 { return (first, second, third) }
      guard digits <= 2, thirdDigits == 4 else { continue }
      guard case .sign(let sign) = tokens[index + 1] else { continue }
      // With points, the day is first everywhere.
      if sign == "." || first > 12 { return (third, second, first) }
      if second > 12 { return (third, first, second) }
      return (third, first == second ? first : nil, first == second ? first : nil)
    }
    return nil
  }

  // MARK: Time

  /// The time of the day behind a `T`: `T22:00:00+03:00`; nothing if none is given.
  private func time() -> String {
    for index in tokens.indices {
      guard index + 2 < tokens.count, case .number(var hour, let digits) = tokens[index], digits <= 2,
        case .sign(":") = tokens[index + 1], case .number(let minute, 2) = tokens[index + 2], hour < 24, minute < 60
      else { continue }
      var place = index + 3
      var text = ""
      if place + 1 < tokens.count, case .sign(":") = tokens[place], case .number(let second, 2) = tokens[place + 1],
        second < 61
      {
        text = ":" + Self.two(second)
        place += 2
        if place + 1 < tokens.count, case .sign(".") = tokens[place], case .number = tokens[place + 1] { place += 2 }
      }
      if place < tokens.count, case .word(let half) = tokens[place] {
        if ["pm", "م", "مساء"].contains(half), hour < 12 { hour += 12 }
        if ["am", "ص", "صباحا"].contains(half), hour == 12 { hour = 0 }
      }
      return "T\(Self.two(hour)):\(Self.two(minute))\(text)\(zone(place))"
    }
    return ""
  }

  private func zone(_ place: Int) -> String {
    guard place < tokens.count else { return "" }
    switch tokens[place] {
    case .word("z"), .word("gmt"), .word("utc"):
      return place + 1 < tokens.count && isShift(place + 1) ? zone(place + 1) : "Z"
    case .sign(let sign) where sign == "+" || sign == "-":
      guard place + 1 < tokens.count, case .number(let value, let digits) = tokens[place + 1] else { return "" }
      if digits == 4, value <= 1459 { return "\(sign)\(Self.two(value / 100)):\(Self.two(value % 100))" }
      guard digits == 2, value <= 14 else { return "" }
      if place + 3 < tokens.count, case .sign(":") = tokens[place + 2], case .number(let minutes, 2) = tokens[place + 3]
      {
        return "\(sign)\(Self.two(value)):\(Self.two(min(59, minutes)))"
      }
      return "\(sign)\(Self.two(value)):00"
    default: return ""
    }
  }

  private func isShift(_ place: Int) -> Bool {
    if case .sign(let sign) = tokens[place] { sign == "+" || sign == "-" } else { false }
  }
}
