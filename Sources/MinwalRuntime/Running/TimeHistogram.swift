public import Minwal

/// How long documents took: counts of times on a logarithmic scale of fixed size, so that two can be added up.
///
/// A power of two has eight classes, so that a quantile is at most 12.5 % too large. Times over five hours share the
/// last class; the longest time is kept as it was.
public struct TimeHistogram: Sendable, Equatable {
  private static let classesPerPower = 8
  /// Up to 2⁴⁴ nanoseconds.
  private static let classes = (44 - 2) * classesPerPower

  /// How many times there are.
  public private(set) var count = 0
  /// The longest time, in nanoseconds; 0 if there is none.
  public private(set) var longest: UInt64 = 0
  /// How many times each class has. Empty before the first one, since many a batch ends before a stage sees a document.
  private var counts: [Int] = []

  /// Creates a histogram of no times.
  public init() {}

  /// Counts a time.
  ///
  /// - Parameter nanoseconds: The time.
  public mutating func add(_ nanoseconds: UInt64) {
    if counts.isEmpty { counts = Array(repeating: 0, count: Self.classes) }
    counts[Self.index(of: nanoseconds)] += 1
    count += 1
    longest = max(longest, nanoseconds)
  }

  /// Adds the times of another histogram.
  public mutating func merge(_ other: TimeHistogram) {
    guard other.count > 0 else { return }
    if count == 0 {
      self = other
      return
    }
    // Wrapping, since what comes from a child process may have been overwritten by a stage's stray write.
    for index in counts.indices { counts[index] &+= other.counts[index] }
    count &+= other.count
    longest = max(longest, other.longest)
  }

  /// The time that a share of the documents did not exceed.
  ///
  /// - Parameter share: From 0 to 1; 0.5 asks for the median.
  /// - Returns: Nanoseconds: the upper bound of the class in which the time lies, but never over ``longest``; `nil` if there
  ///   are no times.
  public func quantile(_ share: Double) -> UInt64? {
    guard count > 0 else { return nil }
    let rank = min(count, max(1, Int((share * Double(count)).rounded(.up))))
    var seen = 0
    for (index, number) in counts.enumerated() {
      seen += number
      if seen >= rank { return index == Self.classes - 1 ? longest : min(longest, Self.upperBound(of: index)) }
    }
    return longest
  }

  /// The class of a time. Below eight, each number is a class of its own.
  private static func index(of nanoseconds: UInt64) -> Int {
    guard nanoseconds >= 8 else { return Int(nanoseconds) }
    let power = 63 - nanoseconds.leadingZeroBitCount
    let part = Int(truncatingIfNeeded: nanoseconds &>> UInt64(power - 3)) & 7
    return min((power - 2) * classesPerPower + part, classes - 1)
  }

  /// The greatest time of a class.
  private static func upperBound(of index: Int) -> UInt64 {
    guard index >= 8 else { return UInt64(index) }
    let power = index / classesPerPower + 2
    return UInt64(index % classesPerPower + 9) << UInt64(power - 3) - 1
  }
}

extension TimeHistogram: BinaryCodable {
  public func encode(into writer: inout BinaryWriter) {
    writer.write(longest)
    // Most classes have nothing.
    let filled = counts.indices.filter { counts[$0] > 0 }
    writer.write(filled)
    for index in filled { writer.write(counts[index]) }
  }

  public init(from reader: inout BinaryReader) throws {
    longest = try reader.read()
    let filled: [Int] = try reader.read()
    guard zip(filled, filled.dropFirst()).allSatisfy(<), filled.allSatisfy((0..<Self.classes).contains) else {
      throw reader.malformed("classes of times")
    }
    if !filled.isEmpty { counts = Array(repeating: 0, count: Self.classes) }
    for index in filled {
      let number: Int = try reader.read()
      let (sum, overflows) = count.addingReportingOverflow(number)
      guard number > 0, !overflows else { throw reader.malformed("a count of times") }
      counts[index] = number
      count = sum
    }
  }
}
