public import Minwal

/// Finds dates that are written as ISO 8601 has them: an ordinary stage, which makes a layer and leaves the text alone.
public struct FindDates: Stage {
  public struct Options: StageOptions {
    @Option("The first year that is taken for one.", in: 0...9999) public var from = 1900
    @Option("The last year that is taken for one.", in: 0...9999) public var to = 2100
    @Option("Whether a document without a date leaves the run.") public var dropUndated = false

    public init() {}

    public func validate(_ problems: inout OptionProblems) {
      if from > to { problems.error("from", "'from' is later than 'to'", notes: ["\(from) is after \(to)"]) }
    }
  }

  static let undated = Reason("undated", "The document names no date.")

  public static let spec = StageSpec(
    "find-dates", "Finds dates such as 2024-05-31.", gives: [.dates], reasons: [undated],
    examples: [StageExample("Days that there are.", input: "Opened on 2023-04-30, not on 2023-04-31.\n")])

  private let options: Options

  public init(_ options: Options, _ context: StageContext) { self.options = options }

  public mutating func process(_ document: inout Document) -> Verdict {
    let found = document.update(Dates.self) { dates, text in
      dates.clear()
      var position = 4
      while let hyphen = text.span.firstIndex(of: UInt8(ascii: "-"), from: position) {
        position = hyphen + 1
        if isDate(text.span, yearEnd: hyphen) {
          dates.ranges.append(hyphen - 4..<hyphen + 6)
          position = hyphen + 6
        }
      }
      return !dates.ranges.isEmpty
    }
    return found || !options.dropUndated ? .keep : .drop(Self.undated)
  }

  /// Whether a date has its first hyphen here, with no digit or hyphen around it.
  private func isDate(_ text: Span<UInt8>, yearEnd: Int) -> Bool {
    guard yearEnd >= 4, yearEnd + 6 <= text.count, text[yearEnd + 3] == UInt8(ascii: "-") else { return false }
    for neighbour in [yearEnd - 5, yearEnd + 6] where text.indices.contains(neighbour) {
      if (0x30...0x39).contains(text[neighbour]) || text[neighbour] == UInt8(ascii: "-") { return false }
    }
    guard let year = number(text, yearEnd - 4..<yearEnd), let month = number(text, yearEnd + 1..<yearEnd + 3),
      let day = number(text, yearEnd + 4..<yearEnd + 6), (options.from...options.to).contains(year),
      (1...12).contains(month)
    else { return false }
    return (1...days(in: month, of: year)).contains(day)
  }

  private func number(_ text: Span<UInt8>, _ range: Range<Int>) -> Int? {
    var value = 0
    for index in range {
      guard (0x30...0x39).contains(text[index]) else { return nil }
      value = value * 10 + Int(text[index]) - 0x30
    }
    return value
  }

  private func days(in month: Int, of year: Int) -> Int {
    let isLeap = year % 4 == 0 && (year % 100 != 0 || year % 400 == 0)
    return month == 2 ? (isLeap ? 29 : 28) : [4, 6, 9, 11].contains(month) ? 30 : 31
  }
}
