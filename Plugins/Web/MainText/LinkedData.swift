import Minwal

/// The objects of a page's JSON-LD, read tolerantly: what pages have is not always JSON.
///
/// Line breaks in strings, commas too many, words without quotation marks and missing ends are passed over; what was read
/// up to there counts. Values stay where they are in the page. Arrays are seen through: each element is a value of the
/// name that the array has.
struct LinkedData: Sendable {
  /// An object.
  struct Object: Sendable {
    /// The object that has it, or -1.
    var parent: Int32
    /// Under which name.
    var key: Range<Int>
  }

  /// A string or number of an object.
  struct Member: Sendable {
    var object: Int32
    /// The name, as it stands in the page.
    var key: Range<Int>
    /// The value, as it stands in the page, without quotation marks.
    var value: Range<Int>
  }

  private(set) var objects: [Object] = []
  private(set) var members: [Member] = []

  /// How many members are read; no page needs more, and what is asked of them looks through all.
  static let limit = 4000
  private static let depthLimit = 64

  init() {}

  init(_ tree: HTMLTree, _ page: Span<UInt8>) {
    for node in tree.nodes where node.kind == .element && node.tag == .script && node.firstChild >= 0 {
      guard let type = tree.attribute(.type, of: node) else { continue }
      guard tree.withValue(of: type, in: page, { $0.contains("ld+json") }) else { continue }
      let text = tree.nodes[Int(node.firstChild)]
      let start = min(Int(text.startEnd), page.count)
      read(page, start, max(start, min(Int(text.endStart), page.count)))
      if members.count >= Self.limit { break }
    }
  }

  // MARK: Asking

  /// The raw values that an object has under a name.
  func values(_ object: Int, _ key: StaticString, _ page: Span<UInt8>) -> [Range<Int>] {
    members.filter { Int($0.object) == object && page.extracting($0.key).isEqual(key) }.map(\.value)
  }

  /// The objects that an object has under a name.
  func objects(_ object: Int, _ key: StaticString, _ page: Span<UInt8>) -> [Int] {
    objects.indices.filter { Int(objects[$0].parent) == object && page.extracting(objects[$0].key).isEqual(key) }
  }

  /// The longest value that any object has under a name.
  func longest(_ key: StaticString, _ page: Span<UInt8>) -> Range<Int>? {
    members.filter { page.extracting($0.key).isEqual(key) }.map(\.value).max { $0.count < $1.count }
  }

  // MARK: Reading

  private mutating func read(_ page: Span<UInt8>, _ start: Int, _ end: Int) {
    // What is open: the object, or that of an array, and the name under which the next value is.
    var open: [(object: Int32, key: Range<Int>, isArray: Bool)] = []
    var object: Int32 = -1
    var key = 0..<0
    var isArray = true
    var position = start
    while position < end, members.count < Self.limit, objects.count < Self.limit {
      switch page[position] {
      case UInt8(ascii: "{"), UInt8(ascii: "["):
        guard open.count < Self.depthLimit else { return }
        open.append((object, key, isArray))
        isArray = page[position] == UInt8(ascii: "[")
        if !isArray {
          objects.append(Object(parent: object, key: key))
          object = Int32(objects.count - 1)
          key = 0..<0
        }
        position += 1
      case UInt8(ascii: "}"), UInt8(ascii: "]"):
        if let outer = open.popLast() { (object, key, isArray) = (outer.object, outer.key, outer.isArray) }
        position += 1
      case UInt8(ascii: "\""):
        let close = Self.endOfString(page, position + 1, end)
        let string = position + 1..<close
        position = min(close + 1, end)
        var next = position
        while next < end, page[next] <= 0x20 { next += 1 }
        if !isArray, next < end, page[next] == UInt8(ascii: ":") {
          key = string
          position = next + 1
        } else if object >= 0 {
          members.append(Member(object: object, key: key, value: string))
        }
      case UInt8(ascii: "-"), 0x30...0x39:
        let begin = position
        while position < end, Self.isNumber(page[position]) { position += 1 }
        if object >= 0 { members.append(Member(object: object, key: key, value: begin..<position)) }
      default: position += 1
      }
    }
  }

  private static func isNumber(_ byte: UInt8) -> Bool {
    byte &- 0x30 < 10 || byte == UInt8(ascii: "-") || byte == UInt8(ascii: ".") || byte == UInt8(ascii: "+")
  }

  /// Where a string's closing quotation mark is.
  private static func endOfString(_ page: Span<UInt8>, _ start: Int, _ end: Int) -> Int {
    var position = start
    while position < end {
      if page[position] == UInt8(ascii: "\"") { return position }
      position += page[position] == UInt8(ascii: "\\") ? 2 : 1
    }
    return end
  }
}

/// Undoes the escapes of a JSON string, one step after the other.
struct JSONUnescaper {
  /// Appends what a raw string means.
  ///
  /// - Parameter note: Told which bytes of the page became which of the buffer.
  static func append(
    _ raw: Range<Int>, of page: Span<UInt8>, to buffer: inout ByteBuffer,
    noting note: (Range<Int>, Range<Int>) -> Void = { _, _ in }
  ) {
    var position = raw.lowerBound
    var kept = position
    func keep(_ buffer: inout ByteBuffer, _ end: Int) {
      guard kept < end else { return }
      let start = buffer.count
      buffer.append(page.extracting(kept..<end))
      note(kept..<end, start..<buffer.count)
    }
    while position < raw.upperBound {
      guard page[position] == UInt8(ascii: "\\"), position + 1 < raw.upperBound else {
        position += 1
        continue
      }
      keep(&buffer, position)
      let start = position
      let output = buffer.count
      let letter = page[position + 1]
      position += 2
      switch letter {
      case UInt8(ascii: "n"), UInt8(ascii: "r"): buffer.append(0x0A)
      case UInt8(ascii: "t"), UInt8(ascii: "f"), UInt8(ascii: "b"): buffer.append(0x20)
      case UInt8(ascii: "u"):
        var unit = hex(page, &position, raw.upperBound)
        if unit >> 10 == 0x36, position + 1 < raw.upperBound, page[position] == UInt8(ascii: "\\"),
          page[position + 1] == UInt8(ascii: "u")
        {
          var next = position + 2
          let low = hex(page, &next, raw.upperBound)
          if low >> 10 == 0x37 {
            unit = 0x10000 + ((unit - 0xD800) << 10) + (low - 0xDC00)
            position = next
          }
        }
        buffer.append(Unicode.Scalar(unit) ?? "\u{FFFD}")
      default: buffer.append(letter)
      }
      note(start..<position, output..<buffer.count)
      kept = position
    }
    keep(&buffer, raw.upperBound)
  }

  private static func hex(_ page: Span<UInt8>, _ position: inout Int, _ end: Int) -> UInt32 {
    var value: UInt32 = 0
    var count = 0
    while count < 4, position < end {
      let byte = page[position]
      switch byte {
      case 0x30...0x39: value = value << 4 | UInt32(byte - 0x30)
      case 0x41...0x46, 0x61...0x66: value = value << 4 | UInt32((byte | 0x20) - 0x57)
      default: return count == 0 ? 0xFFFD : value
      }
      position += 1
      count += 1
    }
    return count == 0 ? 0xFFFD : value
  }
}
