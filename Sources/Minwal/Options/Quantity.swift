/// A number with a unit, as recipes write it: `30 s`, `2 GB`.
///
/// A type with units says what they are; reading, writing and suggesting are the same for all.
protocol Quantity: OptionValue, Comparable {
  /// The units and how much of the smallest each is, from the smallest to the largest.
  static var units: [(name: String, size: Int)] { get }
  /// What people write for a unit.
  static var misnomers: [String: String] { get }
  /// An example for messages, in the unit that is meant most often.
  static var usualUnit: String { get }
  /// How much of the smallest unit it is.
  var amount: Int { get }
  init(amount: Int)
}

extension Quantity {
  public static func decode(_ node: ConfigNode, in scope: OptionScope) -> Self? {
    switch node.kind {
    case .string(let text): return decode(text, node, scope)
    case .int(let number):
      scope.reportType(optionType, node, notes: ["did you mean '\(number) \(usualUnit)'?"])
    case .double(let number):
      scope.reportType(optionType, node, notes: ["did you mean '\(number) \(usualUnit)'?"])
    default: scope.reportType(optionType, node)
    }
    return nil
  }

  private static func decode(_ text: String, _ node: ConfigNode, _ scope: OptionScope) -> Self? {
    let digits = text.prefix { $0.isASCII && ($0.isNumber || $0 == ".") }
    let unit = String(text.dropFirst(digits.count).drop { $0 == " " })
    guard let number = Double(digits), digits.first != ".", digits.last != "." else {
      scope.reportType(optionType, node)
      return nil
    }
    guard let size = units.first(where: { $0.name == unit })?.size else {
      var notes: [Diagnostic.Note] = ["expected one of: \(units.map(\.name).joined(separator: ", "))"]
      // Of units of two letters, any is near to any other.
      let near =
        misnomers[unit.lowercased()] ?? units.first { $0.name.lowercased() == unit.lowercased() }?.name
        ?? (unit.count > 2 ? NearestName.of(unit, in: units.map(\.name)) : nil)
      if let near { notes.append("did you mean '\(digits) \(near)'?") }
      scope.report(
        .unknownChoice, unit.isEmpty ? "\(scope.subject) lacks a unit" : "'\(unit)' is not a unit of \(scope.subject)",
        at: node, notes: notes)
      return nil
    }
    let amount = number * Double(size)
    // Far beyond all use, but no reason to trap.
    return Self(amount: amount < 0x1p62 ? Int(amount.rounded()) : 1 << 62)
  }

  /// In the largest unit in which it is a whole number.
  public var configNode: ConfigNode {
    let unit = Self.units.last { amount % $0.size == 0 && amount != 0 } ?? Self.units[0]
    return ConfigNode(.string("\(amount / unit.size) \(unit.name)"))
  }

  public static func < (a: Self, b: Self) -> Bool { a.amount < b.amount }
}

/// How long something may take.
public struct TimeSpan: Quantity {
  public let milliseconds: Int

  /// Creates a span of so many milliseconds.
  public init(milliseconds: Int) { self.milliseconds = milliseconds }

  /// Creates a span of so many seconds.
  public static func seconds(_ count: Int) -> TimeSpan { TimeSpan(milliseconds: count * 1000) }

  public static var optionType: OptionType { .timeSpan }
  static var units: [(name: String, size: Int)] { [("ms", 1), ("s", 1000), ("min", 60_000), ("h", 3_600_000)] }
  static var misnomers: [String: String] {
    [
      "msec": "ms", "millis": "ms", "milliseconds": "ms", "sec": "s", "secs": "s", "second": "s", "seconds": "s",
      "m": "min", "mins": "min", "minute": "min", "minutes": "min", "hr": "h", "hour": "h", "hours": "h",
    ]
  }
  static var usualUnit: String { "s" }
  var amount: Int { milliseconds }
  init(amount: Int) { milliseconds = amount }
}

/// How much memory something may have.
public struct ByteCount: Quantity {
  public let bytes: Int

  /// Creates a count of so many bytes.
  public init(_ bytes: Int) { self.bytes = bytes }

  public static var optionType: OptionType { .byteCount }
  static var units: [(name: String, size: Int)] {
    [
      ("B", 1), ("KB", 1000), ("KiB", 1 << 10), ("MB", 1_000_000), ("MiB", 1 << 20), ("GB", 1_000_000_000),
      ("GiB", 1 << 30), ("TB", 1_000_000_000_000), ("TiB", 1 << 40),
    ]
  }
  static var misnomers: [String: String] {
    [
      "k": "KB", "kb": "KB", "kib": "KiB", "m": "MB", "mb": "MB", "mib": "MiB", "g": "GB", "gb": "GB", "gib": "GiB",
      "t": "TB", "tb": "TB", "tib": "TiB", "byte": "B", "bytes": "B",
    ]
  }
  static var usualUnit: String { "MB" }
  var amount: Int { bytes }
  init(amount: Int) { bytes = amount }
}
