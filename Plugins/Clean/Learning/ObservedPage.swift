import Minwal

/// What is noted of one document of a site: its lines in their order, without most of what they say.
///
/// It is a few arrays and nothing else, so that noting it costs little beside judging the document. What documents have in common is
/// found when all were seen (``SiteStatistics``).
struct ObservedPage: Hashable {
  struct Line: Hashable {
    /// Of the folded line; 0 if it was not read.
    var hash: UInt64
    /// How many bytes of the page's text are this line's: all that it says, or none if that was not kept.
    var length: UInt16 = 0
    var kind: SampledPage.Kind
    var traits: Traits = []

    /// Whether it is one of those that are counted.
    var isCounted: Bool { hash != 0 && !traits.contains(.isLong) }
  }

  struct Traits: OptionSet, Hashable {
    let rawValue: UInt8
    /// Stands above, or below, the running text.
    static let isHead = Traits(rawValue: 1)
    static let isTail = Traits(rawValue: 2)
    static let isHeadline = Traits(rawValue: 4)
    /// May begin with a label, with a link behind it.
    static let mayHaveLabel = Traits(rawValue: 8)
    /// Longer than lines that are learned.
    static let isLong = Traits(rawValue: 16)
  }

  /// Stands for what the document says; copies have the same.
  var key: UInt64
  /// Stands for all that was noted of the document: of copies, which may differ in numbers, the one with the least is kept.
  var check: UInt64 = 0
  /// Documents with these lines.
  var copies = 1
  /// Where the headline stands, or else the running text begins.
  var start: Int
  var lines: [Line] = []
  /// What the lines say of which that was kept, one behind the other.
  var text: [UInt8] = []

  /// Of a longer page only so many lines are noted at its beginning, and so many at its end.
  static let mostFirst = 2_048
  static let mostLast = 256

  /// Longer lines, in bytes, recur rarely: what they say is kept of one document in four, where there are many.
  private static let longestKept = 128

  /// How many bytes of memory it takes, roughly.
  var byteCount: Int { 160 + lines.count * MemoryLayout<Line>.stride + text.count }

  /// Whether it comes before another one in the order of keys, which is by chance.
  func precedes(_ other: ObservedPage) -> Bool {
    if key != other.key { return key < other.key }
    if start != other.start { return start < other.start }
    if !isCopy(of: other) { return lines.lazy.map(\.hash).lexicographicallyPrecedes(other.lines.lazy.map(\.hash)) }
    return check < other.check
  }

  /// Whether both say the same, but for numbers.
  func isCopy(of other: ObservedPage) -> Bool {
    key == other.key && start == other.start && lines.count == other.lines.count
      && zip(lines, other.lines).allSatisfy { $0.hash == $1.hash }
  }

  /// Forgets what most long lines say. Which ones depends on line and document alone; a line that twenty documents have
  /// is lost with a chance of three in a thousand.
  mutating func thin() {
    var kept: [UInt8] = []
    var position = 0
    for index in lines.indices {
      let end = position + Int(lines[index].length)
      if end - position <= Self.longestKept || (lines[index].hash ^ key) & 3 == 0 {
        kept += text[position..<end]
      } else {
        lines[index].length = 0
      }
      position = end
    }
    if kept.count < text.count { text = kept }
  }

  /// Calls a function with each line that is counted, and the bytes that were kept of it.
  func forEachCounted(_ body: (Line, ArraySlice<UInt8>) -> Void) {
    var position = 0
    for line in lines {
      let end = position + Int(line.length)
      if line.isCounted { body(line, text[position..<end]) }
      position = end
    }
  }

  /// The page as an example of its site, with the labels of its lines.
  func sample(_ labels: inout LabelReader) -> SampledPage {
    var sample = SampledPage(key: key, lines: [], labels: [])
    let end = min(lines.count, start + SampledPage.mostLines, Self.mostFirst)
    var position = 0
    for (index, line) in lines.prefix(end).enumerated() {
      let next = position + Int(line.length)
      if index >= start {
        if line.traits.contains(.mayHaveLabel), line.length > 0 {
          labels.read(text.span.extracting(position..<next), line: index - start, into: &sample.labels)
        }
        sample.lines.append(SampledPage.Line(hash: line.hash, kind: line.kind))
      }
      position = next
    }
    return sample
  }
}

extension ObservedPage: BinaryCodable {
  func encode(into writer: inout BinaryWriter) {
    writer.write(key)
    writer.write(check)
    writer.write(copies)
    writer.write(start)
    writer.write(lines)
    writer.writeBytes(text.span)
  }

  init(from reader: inout BinaryReader) throws {
    key = try reader.read()
    check = try reader.read()
    copies = try reader.readAmount()
    start = try reader.readAmount()
    lines = try reader.read()
    text = Array(try reader.read(String.self).utf8)
    guard copies < 1 << 40, lines.reduce(0, { $0 + Int($1.length) }) == text.count else {
      throw reader.malformed("the text of lines")
    }
  }
}

extension ObservedPage.Line: BinaryCodable {
  func encode(into writer: inout BinaryWriter) {
    writer.write(hash)
    writer.write(Int(length) << 16 | Int(kind.rawValue) << 8 | Int(traits.rawValue))
  }

  init(from reader: inout BinaryReader) throws {
    hash = try reader.read()
    let rest = try reader.readAmount()
    guard rest < 1 << 32, let kind = SampledPage.Kind(rawValue: UInt8(truncatingIfNeeded: rest >> 8)) else {
      throw reader.malformed("a line")
    }
    length = UInt16(truncatingIfNeeded: rest >> 16)
    self.kind = kind
    traits = ObservedPage.Traits(rawValue: UInt8(truncatingIfNeeded: rest))
  }
}
